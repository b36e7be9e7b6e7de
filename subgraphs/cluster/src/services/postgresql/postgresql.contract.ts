import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import { countWrites } from '../testing/count-writes.ts'
import { isVerifierOf } from '../../clients/scram.ts'
import { postgresClient } from '../../clients/postgresql.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import {
  address,
  admin,
  aDeployment,
  bind,
  closeWorld,
  isReady,
  kubernetes,
  port,
  published,
  removal,
  setUp,
  signIn,
  tearDown,
  wants,
  wishOf,
  type Deployment,
} from './contract-world.ts'

beforeAll(() => admin.connect())
afterAll(closeWorld)

describe('a PostgreSQL instance', () => {
  test('gets a role, a database with its schema, and published credentials that work', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    expect(await signIn(d)).toBe(`${d.name}, public`)
    const outputs = await published(d)
    expect(Object.keys(outputs!).sort()).toEqual(['database', 'host', 'password', 'port', 'schema', 'url', 'user'])
    const client = new pg.Client({ connectionString: outputs!['url']!.reveal() })
    await client.connect()
    await client.query('create table made_by_the_application (id integer)')
    const made = await client.query("select schemaname from pg_tables where tablename = 'made_by_the_application'")
    await client.end()
    expect(made.rows).toEqual([{ schemaname: d.name }])
  })

  test('is proved from the backend, and the platform stays closed to it', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const { outcome, proofs } = await bind('proof', wishOf(d)).run()
    expect(outcome).toEqual({ type: 'ready' })
    expect(proofs.map(({ passed, from }) => ({ passed, from }))).toEqual([
      { passed: true, from: 'BACKEND' },
      { passed: true, from: 'BACKEND' },
    ])
  })

  test('is closed to the role of another instance', async () => {
    const [mine, other] = [await aDeployment(), await aDeployment()]
    await isReady(wishOf(mine))
    await isReady(wishOf(other))
    await expect(signIn(mine, other.name)).rejects.toMatchObject({ code: '42501' })
  })

  test('writes nothing in a second run', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d, {}, { schemas: ['reports'], extensions: ['pg_trgm'] }))
    const postgres = countWrites(port)
    const objects = countWrites<KubernetesPort>(kubernetes)
    await setUp(wishOf(d, {}, { schemas: ['reports'], extensions: ['pg_trgm'] }), {
      postgres: postgres.port,
      kubernetes: objects.port,
    })
    expect([...postgres.writes, ...objects.writes]).toEqual([])
    expect(postgres.reads).toBeGreaterThan(0)
  })

  test('gets its schemas and extensions, and more of them later', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    await isReady(wishOf(d, {}, { schemas: ['reports'], extensions: ['pgcrypto'] }))
    const content = await port.readContent(d.name)
    expect(content.schemas).toMatchObject({ reports: d.name, [d.name]: d.name })
    expect(content.extensions).toContain('pgcrypto')
  })

  test('the password is in no statement: the server keeps a verifier that we computed', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const role = await port.readRole(d.name)
    expect(role?.verifier).toMatch(/^SCRAM-SHA-256\$4096:/)
    expect(await isVerifierOf(role!.verifier!, (await published(d))!['password']!)).toBe(true)
  })
})

describe('drift', () => {
  const drifts: [string, (d: Deployment) => string[]][] = [
    ['a connection limit', (d) => [`alter role ${d.name} connection limit 99`]],
    ['a privilege', (d) => [`alter role ${d.name} createdb createrole`]],
    ['a locked role', (d) => [`alter role ${d.name} nologin`]],
    ['an end of the password', (d) => [`alter role ${d.name} valid until '2020-01-01'`]],
    ['another password', (d) => [`alter role ${d.name} password 'other'`]],
    ['a changed setting', (d) => [`alter role ${d.name} set statement_timeout to '1h'`]],
    ['a setting too many', (d) => [`alter role ${d.name} set work_mem to '1GB'`]],
    ['a membership', (d) => [`grant pg_read_all_data to ${d.name}`]],
    ['somebody who may act as it', (d) => [`create role ${d.name}_friend`, `grant ${d.name} to ${d.name}_friend`]],
    ['a changed search path', (d) => [`alter role ${d.name} set search_path to public`]],
    ['a database open to everybody', (d) => [`grant connect on database ${d.name} to public`]],
    ['another owner of the database', (d) => [`alter database ${d.name} owner to postgres`]],
    ['a database that accepts no connections', (d) => [`alter database ${d.name} allow_connections false`]],
  ]
  test.each(drifts)('of %s is repaired', async (_what, statements) => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    for (const statement of statements(d)) await admin.query(statement)
    const [role, database] = await setUp(wishOf(d))
    expect([...role!.applied, ...database!.applied]).not.toEqual([])
    expect(await signIn(d)).toBe(`${d.name}, public`)
    const again = await setUp(wishOf(d))
    expect(again.flatMap(({ applied }) => applied)).toEqual([])
  })

  test('of a dropped schema is repaired', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const inside = new pg.Client({ connectionString: address({ database: d.name }) })
    await inside.connect()
    await inside.query(`drop schema ${d.name}`)
    await inside.end()
    await isReady(wishOf(d))
    expect((await port.readContent(d.name)).schemas).toMatchObject({ [d.name]: d.name })
  })

  test('what has lost our mark is not ours any more', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    await admin.query(`comment on role ${d.name} is 'somebody''s'`)
    expect((await setUp(wishOf(d)))[0]).toMatchObject(wants('OWNED_BY_OTHERS'))
  })
})

test('nothing that a tenant puts into its database is run by the administrator', async () => {
  const d = await aDeployment()
  await isReady(wishOf(d))
  const outputs = await published(d)
  const tenant = new pg.Client({ connectionString: outputs!['url']!.reveal() })
  await tenant.connect()
  await tenant.query('create table caught (who text)')
  await tenant.query(
    `create function starts_with(text, text) returns boolean language sql as
     $$ insert into caught values (session_user); select false $$`,
  )
  await tenant.query(`alter database ${d.name} set search_path = ${d.name}, pg_catalog`)
  await isReady(wishOf(d, {}, { schemas: ['reports'], extensions: ['pg_trgm'] }))
  const { rows } = await tenant.query('select who from caught')
  await tenant.end()
  expect(rows).toEqual([])
})

describe('what is not ours', () => {
  test('a role of that name is refused and left as it is', async () => {
    const d = await aDeployment()
    await admin.query(`create role ${d.name} login password 'theirs' connection limit 7`)
    expect((await setUp(wishOf(d)))[0]).toMatchObject(wants('OWNED_BY_OTHERS'))
    expect((await port.readRole(d.name))?.connectionLimit).toBe(7)
    expect(await port.readDatabase(d.name)).toBeNull()
  })

  test('a database of that name is refused and left as it is', async () => {
    const d = await aDeployment()
    await admin.query(`create database ${d.name}`)
    expect((await setUp(wishOf(d))).at(-1)).toMatchObject(wants('OWNED_BY_OTHERS'))
    expect((await port.readDatabase(d.name))?.owner).toBe('postgres')
  })

  test.each(['retain', 'delete'] as const)('is not removed by a removal that says %s', async (deletion) => {
    const d = await aDeployment()
    await admin.query(`create role ${d.name} login`)
    await admin.query(`create database ${d.name}`)
    expect(await tearDown(removal(d, { deletion: { orders: deletion } }))).toMatchObject({
      outcome: { type: 'ready' },
      applied: [],
    })
    expect(await port.readDatabase(d.name)).not.toBeNull()
  })
})

test('a plan is plain data without secrets, and applies nothing', async () => {
  const d = await aDeployment()
  expect(await bind('role', wishOf(d)).plan()).toEqual([{ type: 'record-credentials', issue: 'first' }])
  expect(await port.readRole(d.name)).toBeNull()
})

test('a server that does not answer makes steps wait, and nothing else', async () => {
  const d = await aDeployment()
  const away = postgresClient({
    url: new Secret('postgres://nobody@127.0.0.1:1/postgres'),
    certificateAuthority: null,
    timeoutMs: 1_000,
    connections: 1,
  })
  expect((await setUp(wishOf(d), { postgres: away }))[0]).toMatchObject({
    outcome: { type: 'waiting', problem: { code: 'BACKEND_UNAVAILABLE' } },
    applied: [],
  })
  await away.close()
})
