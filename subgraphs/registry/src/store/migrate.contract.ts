import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readInstallationId } from './installation.ts'
import { migrate } from './migrate.ts'
import { aDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'), { migrated: false })
})
afterAll(() => database.drop())

test('replicas that start together migrate once, and a later start finds nothing to do', async () => {
  const together = await Promise.all([migrate(database.db), migrate(database.db), migrate(database.db)])
  expect(together.flat()).toEqual(['0001-first'])
  expect(await migrate(database.db)).toEqual([])
})

test('the schema has every table that the types name', async () => {
  const { rows } = await sql<{ tableName: string }>`
    select table_name from information_schema.tables where table_schema = 'public'`.execute(database.db)
  expect(rows.map((row) => row.tableName).filter((name) => !name.startsWith('kysely'))).toHaveLength(21)
})

test('the installation id is made once and never changes', async () => {
  const id = await readInstallationId(database.db, null)
  expect(await readInstallationId(database.db, null)).toBe(id)
  expect(await readInstallationId(database.db, id)).toBe(id)
  await expect(readInstallationId(database.db, 'another')).rejects.toThrow(id)
})
