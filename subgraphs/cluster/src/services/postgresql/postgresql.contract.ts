import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import { countWrites } from '../testing/count-writes.ts'
import { postgresClient } from '../../clients/postgresql.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import {
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
    const [kept] = (await admin.query('select rolpassword from pg_authid where rolname = $1', [d.name])).rows
    const salt = /^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(kept.rolpassword)?.[1] ?? ''
    const password = (await published(d))!['password']!
    expect(kept.rolpassword).toBe(await scramVerifier(password, Buffer.from(salt, 'base64')))
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
  await tenant.query(`alter database ${d.name} set role = ${d.name}`)
  await tenant.query(`alter database ${d.name} set default_transaction_read_only = on`)
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
