import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aDatabase, silentLog, type TestDatabase } from '../store/testing.ts'
import { ifFree, withLock } from './branch-lock.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
afterAll(() => database.drop())

const held = <T>(work: () => Promise<T>, patience = { waitMs: 200, tries: 30 }): Promise<T> =>
  withLock(database.db, 'writer:main', silentLog, work, patience)

/** Somebody who holds the lock until told to let go. */
async function aHolder(): Promise<{ release: () => Promise<void> }> {
  const taken = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const holding = held(async () => {
    taken.resolve()
    await ended.promise
  })
  await taken.promise
  return {
    release: () => {
      ended.resolve()
      return holding
    },
  }
}

test('never two at once, and each in the end', async () => {
  let inside = 0
  const seen: number[] = []
  await Promise.all(
    Array.from({ length: 5 }, () =>
      held(async () => {
        inside += 1
        seen.push(inside)
        await database.db.selectFrom('links').selectAll().execute()
        inside -= 1
      }),
    ),
  )
  expect(seen).toEqual([1, 1, 1, 1, 1])
})

test('who waits longer than one try goes on waiting, and gets it', async () => {
  const holder = await aHolder()
  const waiting = held(() => Promise.resolve('mine'), { waitMs: 50, tries: 100 })
  await expect(held(() => Promise.resolve('never'), { waitMs: 50, tries: 3 })).rejects.toMatchObject({
    name: 'RepositoryUnavailable',
    reason: 'timeout',
  })
  await holder.release()
  expect(await waiting).toBe('mine')
})

test('who only wants it if it is free is told at once', async () => {
  const holder = await aHolder()
  const ask = () => ifFree(database.db, 'writer:main', silentLog, () => Promise.resolve('mine'))
  expect(await ask()).toBeNull()
  await holder.release()
  expect(await ask()).toBe('mine')
})

test('work that fails gives the lock back and its own error', async () => {
  await expect(held(() => Promise.reject(new Error('a mistake')))).rejects.toThrow('a mistake')
  expect(await held(() => Promise.resolve('mine'))).toBe('mine')
})
