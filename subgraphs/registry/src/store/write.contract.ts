import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { putLink, readLink } from './clusters.ts'
import { aDatabase, type TestDatabase } from './testing.ts'
import { inChunks, write } from './write.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
afterAll(() => database.drop())

const db = () => database.db

test('of two transactions that wait for each other both are done in the end', async () => {
  const now = new Date()
  for (const cluster of ['a', 'b']) await putLink(db(), { cluster, replica: 'r', address: '', now })
  const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const both = (first: string, second: string, mine: number) =>
    write(db(), async (write) => {
      await putLink(write.db, { cluster: first, replica: `${mine}`, address: first, now })
      met[mine]!.resolve()
      await met[1 - mine]!.promise
      await putLink(write.db, { cluster: second, replica: `${mine}`, address: first, now })
    })
  await Promise.all([both('a', 'b', 0), both('b', 'a', 1)])
  // Whole transactions only: both links are by the one that came last.
  expect((await readLink(db(), 'a'))?.replica).toBe((await readLink(db(), 'b'))?.replica)
})

test('what fails leaves no event and no row', async () => {
  const failing = write(db(), async (write) => {
    await putLink(write.db, { cluster: 'c', replica: 'r', address: '', now: new Date() })
    write.emit({ project: 'shop' }, { type: 'project', state: 'VALID', revision: 'r' })
    throw new Error('a mistake')
  })
  await expect(failing).rejects.toThrow('a mistake')
  expect(await readLink(db(), 'c')).toBeNull()
  expect(await db().selectFrom('events').selectAll().execute()).toEqual([])
})

test('very many events of one transaction keep their order', async () => {
  await write(db(), async (write) => {
    for (let number = 0; number < 9_000; number += 1) {
      write.emit({ project: 'shop' }, { type: 'project', state: 'VALID', revision: `${number}` })
    }
  })
  const rows = await db().selectFrom('events').select('change').orderBy('cursor').execute()
  expect(rows.map(({ change }) => (change.type === 'project' ? Number(change.revision) : -1))).toEqual(
    Array.from({ length: 9_000 }, (_, number) => number),
  )
})

test('chunks hold every row once', () => {
  expect(inChunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inChunks([], 2)).toEqual([])
})
