import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { namespaceName, objectNames, roleName } from '@operations-manager/schema/names/names.ts'
import { postgresClient } from '../../clients/postgresql.ts'
import { isVerifierOf, scramVerifier } from '../../clients/scram.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { createMemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { PostgresPort } from '../../ports/postgresql.ts'
import { systemClock } from '../../reconcile/clock.ts'
import type { BoundStep, StepResult, StepTarget } from '../../reconcile/step.ts'
import { aService, aSpec, aTombstone, aWish } from '../../reconcile/testing/builders.ts'
import { namespaceObject } from '../../manifests/namespace.ts'
import { serviceOutputs } from '../outputs.ts'
import { removalOf } from '../instance.ts'
import { countWrites } from '../testing/count-writes.ts'
import type { PostgresDeps } from './deps.ts'
import { postgresService } from './service.ts'

const url = inject('postgresUrl')
const port = postgresClient({ url: new Secret(url), certificateAuthority: null, timeoutMs: 10_000, connections: 4 })
const admin = new pg.Client({ connectionString: url })
const kubernetes = createMemoryKubernetes({ clock: systemClock })
const settings = {
  host: new URL(url).hostname,
  port: Number(new URL(url).port),
  tls: false,
  canary: 'operations_manager_canary',
  statementTimeout: '60s',
  idleInTransactionTimeout: '60s',
}
const ran = randomBytes(3).toString('hex')
let count = 0

beforeAll(() => admin.connect())
afterAll(async () => {
  await admin.end()
  await port.close()
  kubernetes.stop()
})

/** The server's address; what a connection string says wins over every other option of the driver. */
function address(over: { user?: string; password?: string; database: string }): string {
  const made = new URL(url)
  made.pathname = `/${over.database}`
  made.username = over.user ?? made.username
  made.password = over.password ?? made.password
  return made.toString()
}

type World = { readonly postgres?: PostgresPort; readonly kubernetes?: KubernetesPort }

/** A deployment of its own for each test, so that tests do not meet. */
async function aDeployment() {
  count += 1
  const ref = { cluster: 'cluster-a', project: `shop-${ran}`, deployment: `d${count}` }
  await kubernetes.apply(namespaceObject({ ...ref, installation: 'test' }))
  const names = { ...ref, service: 'orders' }
  return {
    ref,
    name: roleName(names),
    namespace: namespaceName(ref),
    spec: (more: Record<string, unknown> = {}) =>
      aSpec({
        ...ref,
        services: { orders: aService('postgresql', { settings: { connections: 5, extensions: [], schemas: [], ...more } as never }) },
      }),
  }
}

type Deployment = Awaited<ReturnType<typeof aDeployment>>

function bind(step: string, target: StepTarget, world: World = {}): BoundStep {
  const spec = target.type === 'wish' ? target.wish.spec : target.spec
  const deps: PostgresDeps = {
    port: world.postgres ?? port,
    credentials: credentialStore(world.kubernetes ?? kubernetes),
    newSecret,
    scram: { verifier: scramVerifier, isVerifierOf },
  }
  return postgresService(deps, 'test', settings).bind({
    service: 'orders',
    step,
    target,
    spec,
    declared: spec.services['orders']!,
    removal: removalOf(target, 'orders', 7),
    context: { now: () => new Date(), attempt: 1 },
  })
}

const wishOf = (d: Deployment, more: Parameters<typeof aWish>[0] = {}, over = {}): StepTarget => ({
  type: 'wish',
  ref: d.ref,
  wish: aWish({ spec: d.spec(over), ...more }),
})

const removal = (d: Deployment, more: Parameters<typeof aTombstone>[0] = {}): StepTarget => ({
  type: 'removal',
  ref: d.ref,
  tombstone: aTombstone({ deployment: aWish({ spec: d.spec() }).id, service: 'orders', ...more }),
  spec: d.spec(),
})

/** Role, then database: what the engine does in order. */
async function setUp(target: StepTarget, world: World = {}): Promise<StepResult[]> {
  const role = await bind('role', target, world).run()
  if (role.outcome.type !== 'ready') return [role]
  return [role, await bind('database', target, world).run()]
}

async function isReady(target: StepTarget): Promise<void> {
  for (const result of await setUp(target)) expect(result.outcome).toEqual({ type: 'ready' })
}

const published = (d: Deployment) => serviceOutputs(kubernetes, aWish({ spec: d.spec() }).id, 'orders')

async function signIn(d: Deployment, database = d.name): Promise<string> {
  const outputs = await published(d)
  const client = new pg.Client({ connectionString: address({ user: d.name, password: outputs!['password']!.reveal(), database }) })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query<{ path: string }>("select current_setting('search_path') as path")).rows[0]!.path
  } finally {
    await client.end()
  }
}

const wants = (outcome: string) => ({ outcome: { type: 'stalled', problem: { code: outcome } } })

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
    await setUp(wishOf(d, {}, { schemas: ['reports'], extensions: ['pg_trgm'] }), { postgres: postgres.port, kubernetes: objects.port })
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
    ['a changed search path', (d) => [`alter role ${d.name} set search_path to public`]],
    ['a database open to everybody', (d) => [`grant connect on database ${d.name} to public`]],
    ['another owner of the database', (d) => [`alter database ${d.name} owner to postgres`]],
    ['a database that accepts no connections', (d) => [`alter database ${d.name} allow_connections false`]],
    ['a lost mark of the role', (d) => [`comment on role ${d.name} is 'somebody''s'`]],
  ]
  test.each(drifts.slice(0, -1))('of %s is repaired', async (_what, statements) => {
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
    await admin.query(drifts.at(-1)![1](d)[0]!)
    expect((await setUp(wishOf(d)))[0]).toMatchObject(wants('OWNED_BY_OTHERS'))
  })
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
    expect(await bind('database', removal(d, { deletion: { orders: deletion } })).run()).toMatchObject({
      outcome: { type: 'ready' },
      applied: [],
    })
    expect(await port.readDatabase(d.name)).not.toBeNull()
  })
})

describe('credentials', () => {
  const secretRef = (d: Deployment, name: string) => ({ apiVersion: 'v1', kind: 'Secret', namespace: d.namespace, name })

  test('that are gone are not issued again by a reconcile', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    await kubernetes.remove(secretRef(d, objectNames.credentials('orders')))
    const before = await port.readRole(d.name)
    const [result] = await setUp(wishOf(d))
    expect(result).toMatchObject(wants('CREDENTIALS_LOST'))
    expect(result!.outcome).toMatchObject({ problem: { remedies: [{ mutation: 'reissueCredentials' }] } })
    expect((await port.readRole(d.name))?.verifier).toBe(before?.verifier)
  })

  test('are issued again once for each explicit request', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const first = (await published(d))!['password']!.reveal()
    await isReady(wishOf(d, { reissue: { orders: 'op7' } }))
    const second = (await published(d))!['password']!.reveal()
    expect(second).not.toBe(first)
    await isReady(wishOf(d, { reissue: { orders: 'op7' } }))
    expect((await published(d))!['password']!.reveal()).toBe(second)
    expect(await signIn(d)).toBe(`${d.name}, public`)
    await kubernetes.remove(secretRef(d, objectNames.credentials('orders')))
    expect((await setUp(wishOf(d, { reissue: { orders: 'op7' } })))[0]).toMatchObject(wants('CREDENTIALS_LOST'))
  })

  test('that cannot be read are not missing', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const before = (await published(d))!['password']!.reveal()
    kubernetes.outage('the API server is away')
    const [result] = await setUp(wishOf(d))
    kubernetes.outage(null)
    expect(result).toMatchObject({ outcome: { type: 'waiting' }, applied: [] })
    await isReady(wishOf(d))
    expect((await published(d))!['password']!.reveal()).toBe(before)
  })

  test('a crash after any call is taken up again, with one value from beginning to end', async () => {
    for (let calls = 0; ; calls += 1) {
      const d = await aDeployment()
      const crashed = await runUntilCrash(d, calls)
      await isReady(wishOf(d))
      expect(await signIn(d), `after ${calls} calls`).toBe(`${d.name}, public`)
      const kept = await kubernetes.read(secretRef(d, objectNames.pendingCredentials('orders')))
      expect(kept, `after ${calls} calls`).toBeNull()
      if (!crashed) break
    }
  })
})

/** Runs with ports that die after so many writing calls, the last of which was still carried out. */
async function runUntilCrash(d: Deployment, calls: number): Promise<boolean> {
  let left = calls
  let crashed = false
  const dying = <Port extends object>(real: Port): Port =>
    countWrites(real, async (work) => {
      if (crashed) throw new Error('the program was killed')
      const result = await work()
      if (left === 0) {
        crashed = true
        throw new Error('the program was killed')
      }
      left -= 1
      return result
    }).port
  try {
    await setUp(wishOf(d), { postgres: dying<PostgresPort>(port), kubernetes: dying<KubernetesPort>(kubernetes) })
  } catch (error) {
    if (!crashed) throw error
  }
  return crashed
}

describe('removal', () => {
  test('keeps the database under another name, locks the role, and comes back on request', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const admin2 = new pg.Client({ connectionString: address({ database: d.name }) })
    await admin2.connect()
    await admin2.query('create table kept (id integer)')
    await admin2.end()
    const removed = await bind('database', removal(d)).run()
    expect(removed.outcome).toEqual({ type: 'ready' })
    expect(removed.status.retained).toMatchObject([{ service: 'orders', type: 'postgresql', until: '2026-03-08T12:00:00.000Z' }])
    expect(await port.readDatabase(d.name)).toBeNull()
    expect(await port.readRole(d.name)).toMatchObject({ canLogin: false })
    expect(await published(d)).toBeNull()
    expect((await bind('database', removal(d)).run()).applied).toEqual([])

    expect((await setUp(wishOf(d)))[0]).toMatchObject(wants('RETAINED_DATA'))
    await isReady(wishOf(d, { retained: { orders: 'RESTORE' } }))
    expect(await signIn(d)).toBe(`${d.name}, public`)
    expect((await admin.query('select 1 from pg_database where datname like $1', [`retained_%`])).rowCount).toBe(0)
    const inside = new pg.Client({ connectionString: address({ database: d.name }) })
    await inside.connect()
    expect((await inside.query("select 1 from pg_tables where tablename = 'kept'")).rowCount).toBe(1)
    await inside.end()
  })

  test('what is kept goes for good when that is asked, and a new one is made', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    await bind('database', removal(d)).run()
    await isReady(wishOf(d, { retained: { orders: 'DISCARD' } }))
    expect((await bind('database', removal(d, { deletion: { orders: 'delete' } })).run()).outcome).toEqual({ type: 'ready' })
    expect(await nothingOf(d)).toEqual([])
  })

  test.each([
    ['that says delete', { deletion: { orders: 'delete' as const } }],
    ['that purges what was kept', { purge: true }],
  ])('%s leaves nothing, sessions or not', async (_what, how) => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const open = new pg.Client({ connectionString: (await published(d))!['url']!.reveal() })
    open.on('error', () => undefined)
    await open.connect()
    if (how.purge === true) await bind('database', removal(d)).run()
    expect((await bind('database', removal(d, how)).run()).outcome).toEqual({ type: 'ready' })
    expect(await nothingOf(d)).toEqual([])
    await open.end()
  })
})

async function nothingOf(d: Deployment): Promise<unknown[]> {
  const marked = await admin.query<{ name: string }>(
    `select datname as name from pg_database where shobj_description(oid, 'pg_database') like $1
     union select rolname from pg_roles where shobj_description(oid, 'pg_authid') like $1 or rolname = $2`,
    [`%"${d.ref.project}","${d.ref.deployment}"%`, d.name],
  )
  return marked.rows
}

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
