import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { PostgresPort } from '../../ports/postgresql.ts'
import { nameHash } from '@operations-manager/schema/names/join-name.ts'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { countWrites } from '../testing/count-writes.ts'
import {
  address,
  admin,
  aDeployment,
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

describe('credentials', () => {
  const secretRef = (d: Deployment, name: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: d.namespace,
    name,
  })

  test('that are gone are not issued again by a reconcile', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    await kubernetes.remove(secretRef(d, objectNames.credentials('orders')))
    const before = await passwordOf(d)
    const [result] = await setUp(wishOf(d))
    expect(result).toMatchObject(wants('CREDENTIALS_LOST'))
    expect(result!.outcome).toMatchObject({ problem: { remedies: [{ mutation: 'reissueCredentials' }] } })
    expect(before).toContain('SCRAM-SHA-256')
    expect(await passwordOf(d)).toBe(before)
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

/** What the server keeps of the password. */
async function passwordOf(d: Deployment): Promise<string> {
  const { rows } = await admin.query<{ kept: string }>('select rolpassword as kept from pg_authid where rolname = $1', [
    d.name,
  ])
  return rows[0]?.kept ?? ''
}

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
    const removed = await tearDown(removal(d))
    expect(removed.outcome).toEqual({ type: 'ready' })
    expect(removed.status.retained).toMatchObject([
      { service: 'orders', type: 'postgresql', until: '2026-03-08T12:00:00.000Z' },
    ])
    expect(await port.readDatabase(d.name)).toBeNull()
    expect(await port.readRole(d.name)).toMatchObject({ canLogin: false })
    expect(await published(d)).toBeNull()
    expect((await tearDown(removal(d))).applied).toEqual([])

    expect((await setUp(wishOf(d)))[0]).toMatchObject(wants('RETAINED_DATA'))
    await isReady(wishOf(d, { retained: { orders: 'RESTORE' } }))
    expect(await signIn(d)).toBe(`${d.name}, public`)
    // Others remove databases of theirs on this server at the same time.
    const { cluster, project, deployment } = d.ref
    const kept = `retained_%_${nameHash([cluster, project, deployment, 'orders'], 20)}`
    expect((await admin.query('select 1 from pg_database where datname like $1', [kept])).rowCount).toBe(0)
    const inside = new pg.Client({ connectionString: address({ database: d.name }) })
    await inside.connect()
    expect((await inside.query("select 1 from pg_tables where tablename = 'kept'")).rowCount).toBe(1)
    await inside.end()
  })

  test('what is kept goes for good when that is asked, and a new one is made', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    await tearDown(removal(d))
    await isReady(wishOf(d, { retained: { orders: 'DISCARD' } }))
    expect((await tearDown(removal(d, { deletion: { orders: 'delete' } }))).outcome).toEqual({
      type: 'ready',
    })
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
    if ('purge' in how) await tearDown(removal(d))
    expect((await tearDown(removal(d, how))).outcome).toEqual({ type: 'ready' })
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
