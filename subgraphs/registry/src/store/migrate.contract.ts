import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readInstallationId } from './installation.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'
import { aDatabase, type TestDatabase } from './testing.ts'
import { StoreUnavailable } from './unavailable.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'), { migrated: false })
})
afterAll(() => database.drop())

test('replicas that start together migrate once, and a later start finds nothing to do', async () => {
  const together = await Promise.all([migrate(database.db), migrate(database.db), migrate(database.db)])
  const made = together.flat()
  expect(made[0]).toBe('0001-first')
  expect(new Set(made).size).toBe(made.length)
  expect(await migrate(database.db)).toEqual([])
})

test('where the connection breaks in the middle, the database is said to be away', async () => {
  const other = new pg.Client({ connectionString: database.url.reveal() })
  await other.connect()
  try {
    await other.query('begin')
    await other.query('lock table kysely_migration in access exclusive mode')
    const fault = migrate(database.db).catch((error: unknown) => error)
    const ended = (): Promise<number | null> =>
      other
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        )
        .then(({ rowCount }) => rowCount)
    await expect.poll(ended).toBe(1)
    expect(await fault).toBeInstanceOf(StoreUnavailable)
  } finally {
    await other.end()
  }
  expect(await migrate(database.db)).toEqual([])
})

/** Every table that the types name; one that is missing here does not compile. */
const tables: Record<keyof Tables, true> = {
  installation: true,
  projects: true,
  projectMembers: true,
  deployments: true,
  generations: true,
  clusters: true,
  links: true,
  operations: true,
  targets: true,
  steps: true,
  events: true,
  eventFloors: true,
  idempotencyKeys: true,
  tombstones: true,
  heldRemovals: true,
  retainedData: true,
  supergraphs: true,
  repositories: true,
  accessTokens: true,
  tokenSettings: true,
  tokenRules: true,
  usedIdentities: true,
  signIns: true,
  secretFingerprints: true,
  audit: true,
  auditFloors: true,
}

test('the schema has every table that the types name, and no others', async () => {
  const { rows } = await sql<{ tableName: string }>`
    select table_name from information_schema.tables where table_schema = 'public'`.execute(database.db)
  const names = rows.map((row) => row.tableName).filter((name) => !name.startsWith('kysely'))
  const expected = Object.keys(tables).map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  expect(names.toSorted()).toEqual(expected.toSorted())
})

test('the installation id is made once and never changes', async () => {
  const id = await readInstallationId(database.db, null)
  expect(await readInstallationId(database.db, null)).toBe(id)
  expect(await readInstallationId(database.db, id)).toBe(id)
  await expect(readInstallationId(database.db, 'another')).rejects.toThrow(id)
})
