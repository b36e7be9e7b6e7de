import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import {
  address,
  aDeployment,
  admin,
  administrator,
  closeWorld,
  isReady,
  port,
  published,
  refused,
  setUp,
  signIn,
  superuserPort,
  type Deployment,
  wants,
  wishOf,
} from './contract-world.ts'

beforeAll(() => admin.connect())
afterAll(closeWorld)

const settings = { schemas: ['reports'], extensions: ['pg_trgm'] }
const wished = (d: Deployment) => wishOf(d, {}, settings)

async function aReadyDeployment(): Promise<Deployment> {
  const d = await aDeployment()
  await isReady(wished(d))
  return d
}

/** Somebody at the server changes things by hand. */
async function byHand(d: Deployment, { at, inside = [] }: ReturnType<Drift>): Promise<void> {
  for (const statement of at ?? []) await admin.query(statement)
  if (inside.length === 0) return
  const client = new pg.Client({ connectionString: address({ database: d.name }) })
  await client.connect()
  for (const statement of inside) await client.query(statement)
  await client.end()
}

type Drift = (d: Deployment) => { readonly at?: readonly string[]; readonly inside?: readonly string[] }

/** What it looks like when all is as wished. */
async function facts(d: Deployment) {
  const { comment: _issue, ...role } = (await superuserPort.readRole(d.name))!
  return { role, database: await superuserPort.readDatabase(d.name), content: await superuserPort.readContent(d.name) }
}

const repairable: [string, Drift][] = [
  ['a connection limit', (d) => ({ at: [`alter role ${d.name} connection limit 99`] })],
  ['the right to make databases and roles', (d) => ({ at: [`alter role ${d.name} createdb createrole`] })],
  ['a locked role', (d) => ({ at: [`alter role ${d.name} nologin`] })],
  ['an end of the password', (d) => ({ at: [`alter role ${d.name} valid until '2020-01-01'`] })],
  ['another password', (d) => ({ at: [`alter role ${d.name} password 'other'`] })],
  ['no password', (d) => ({ at: [`alter role ${d.name} password null`] })],
  ['a changed setting', (d) => ({ at: [`alter role ${d.name} set statement_timeout to '1h'`] })],
  ['another changed setting', (d) => ({ at: [`alter role ${d.name} reset idle_in_transaction_session_timeout`] })],
  ['a setting too many', (d) => ({ at: [`alter role ${d.name} set work_mem to '1GB'`] })],
  ['a changed search path', (d) => ({ at: [`alter role ${d.name} set search_path to public`] })],
  [
    'what the administrator itself needs',
    (d) => ({ at: [`revoke ${d.name} from ${administrator} granted by ${administrator}`] }),
  ],
  ['a database open to everybody', (d) => ({ at: [`grant connect on database ${d.name} to public`] })],
  [
    'a database open to somebody, who passed it on',
    (d) => ({
      at: [
        `create role ${d.name}_guest`,
        `create role ${d.name}_friend`,
        `grant temporary on database ${d.name} to ${d.name}_guest with grant option`,
        `set role ${d.name}_guest`,
        `grant temporary on database ${d.name} to ${d.name}_friend`,
        'reset role',
      ],
    }),
  ],
  ['a database that accepts no connections', (d) => ({ at: [`alter database ${d.name} allow_connections false`] })],
  ['a dropped schema', (d) => ({ inside: [`drop schema ${d.name}`] })],
  ['a dropped schema of the wish', () => ({ inside: ['drop schema reports'] })],
  ['a dropped extension', () => ({ inside: ['drop extension pg_trgm'] })],
]

/** What a superuser alone can give, and so a superuser alone can take back; with what the refusal names. */
const superusersOnly: [string, string, Drift][] = [
  ['a superuser', 'alter role', (d) => ({ at: [`alter role ${d.name} superuser`] })],
  ['the right to replicate', 'replication', (d) => ({ at: [`alter role ${d.name} replication`] })],
  ['the right to see every row', 'bypassrls', (d) => ({ at: [`alter role ${d.name} bypassrls`] })],
  ['a membership', 'membership in "pg_read_all_data"', (d) => ({ at: [`grant pg_read_all_data to ${d.name}`] })],
  [
    'somebody who may act as it',
    '_friend" as a member',
    (d) => ({ at: [`create role ${d.name}_friend`, `grant ${d.name} to ${d.name}_friend`] }),
  ],
  [
    'a setting that only superusers make',
    'the setting "log_statement"',
    (d) => ({ at: [`alter role ${d.name} set log_statement to 'none'`] }),
  ],
  ['another owner of the database', 'own database', (d) => ({ at: [`alter database ${d.name} owner to postgres`] })],
  ['another owner of a schema', 'create schema', (d) => ({ inside: [`alter schema ${d.name} owner to postgres`] })],
]

describe('drift', () => {
  test.each(repairable)('of %s is repaired', async (_what, drift) => {
    const d = await aReadyDeployment()
    const before = await facts(d)
    const password = (await published(d))!['password']!.reveal()
    await byHand(d, drift(d))
    const results = await setUp(wished(d))
    expect(results.map(({ outcome }) => outcome)).toEqual([{ type: 'ready' }, { type: 'ready' }])
    expect(results.flatMap(({ applied }) => applied)).not.toEqual([])
    expect(await facts(d)).toEqual(before)
    expect((await published(d))!['password']!.reveal()).toBe(password)
    expect(await signIn(d)).toBe(`${d.name}, public`)
    expect((await setUp(wished(d))).flatMap(({ applied }) => applied)).toEqual([])
  })

  test.each(superusersOnly)(
    'of %s, which a superuser made, is told as that, and repaired by a backend that is one',
    async (_what, named, drift) => {
      const d = await aReadyDeployment()
      const before = await facts(d)
      await byHand(d, drift(d))
      const end = (await setUp(wished(d))).at(-1)
      expect(end).toMatchObject(refused)
      expect(end!.outcome).toMatchObject({ problem: { message: expect.stringContaining(named) as unknown } })
      const results = await setUp(wished(d), { postgres: superuserPort })
      expect(results.map(({ outcome }) => outcome)).toEqual([{ type: 'ready' }, { type: 'ready' }])
      expect(await facts(d)).toEqual(before)
      expect((await setUp(wished(d))).flatMap(({ applied }) => applied)).toEqual([])
    },
  )

  test('of what a superuser made holds up nothing else of the role', async () => {
    const d = await aReadyDeployment()
    await admin.query(`grant pg_read_all_data to ${d.name}`)
    await admin.query(`alter role ${d.name} connection limit 99 password 'other'`)
    expect((await setUp(wished(d))).at(-1)).toMatchObject(refused)
    expect(await port.readRole(d.name)).toMatchObject({ connectionLimit: 5, memberOf: ['pg_read_all_data'] })
    expect(await signIn(d)).toBe(`${d.name}, public`)
    await admin.query(`revoke pg_read_all_data from ${d.name}`)
  })

  test.each([
    ['role', 'is null'],
    ['role', "is 'somebody''s'"],
    ['database', "is 'somebody''s'"],
  ])('a %s whose mark %s is not ours any more', async (what, mark) => {
    const d = await aReadyDeployment()
    await admin.query(`comment on ${what} ${d.name} ${mark}`)
    const before = await facts(d)
    expect((await setUp(wished(d))).at(-1)).toMatchObject(wants('OWNED_BY_OTHERS'))
    expect(await facts(d)).toEqual(before)
  })

  test('a database that lost its mark while its own role has it gets it back', async () => {
    const d = await aReadyDeployment()
    const before = await facts(d)
    await admin.query(`comment on database ${d.name} is null`)
    await isReady(wished(d))
    expect(await facts(d)).toEqual(before)
  })
})

test('a full role is no reason to set its password again', async () => {
  const d = await aReadyDeployment()
  const outputs = await published(d)
  const clients = Array.from({ length: 5 }, () => new pg.Client({ connectionString: outputs!['url']!.reveal() }))
  for (const client of clients) await client.connect()
  const results = await setUp(wished(d))
  for (const client of clients) await client.end()
  expect(results.flatMap(({ applied }) => applied)).toEqual([])
  expect(results.map(({ outcome }) => outcome)).toEqual([{ type: 'ready' }, { type: 'ready' }])
})
