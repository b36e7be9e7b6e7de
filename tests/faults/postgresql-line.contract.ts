import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import pg from 'pg'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { postgresClient } from '../../subgraphs/cluster/src/clients/postgresql.ts'
import type { StepResult, StepTarget } from '../../subgraphs/cluster/src/reconcile/step.ts'
import {
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
  wishOf,
  type Deployment,
} from '../../subgraphs/cluster/src/services/postgresql/contract-world.ts'
import { Line } from '@operations-manager/testbed/line/line.ts'

const direct = new URL(inject('postgresAdministratorUrl'))
const timeoutMs = 500
/** A call waits for a connection, the server stops a statement, and the driver gives up a second later. */
const callLimitMs = 2 * timeoutMs + 2_000
let line: Line

beforeAll(() => admin.connect())
afterAll(closeWorld)
beforeEach(async () => {
  line = await Line.open(Number(direct.port))
})
afterEach(() => line.close())

/** The backend's client over a line of its own; with one connection its calls come in order. */
function clientAt(tcpPort: number, limitMs = timeoutMs) {
  const url = new URL(direct)
  url.port = String(tcpPort)
  return postgresClient({
    url: new Secret(url.href),
    certificateAuthority: null,
    timeoutMs: limitMs,
    connections: 1,
  })
}

async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

const isReadyNow = (results: readonly StepResult[]) => results.every(({ outcome }) => outcome.type === 'ready')

/** What the program does next after it was killed: a run over a line that holds, again until all is ready. */
async function converges(run: () => Promise<readonly StepResult[]>, after: string): Promise<void> {
  await expect
    .poll(async () => (await run()).map(({ outcome }) => outcome.type), { timeout: 20_000, message: after })
    .toSatisfy((types: string[]) => types.every((type) => type === 'ready'))
  const again = (await run()).flatMap(({ applied }) => applied)
  expect({ after, again }).toEqual({ after, again: [] })
}

/** Runs with a line that breaks after so many pieces; answers whether it broke before the run was through. */
async function runBroken(
  pieces: number,
  run: (postgres: ReturnType<typeof clientAt>) => Promise<readonly StepResult[]>,
) {
  const client = clientAt(line.port, 5_000)
  line.cutAfter(pieces)
  const results = await run(client)
  const broke = line.isCut
  if (!broke && !isReadyNow(results)) throw new Error(`not ready over a line that held: ${JSON.stringify(results)}`)
  line.mend()
  await client.close()
  return broke
}

async function secretsOf(d: Deployment): Promise<string[]> {
  const names = [objectNames.credentials('orders'), objectNames.pendingCredentials('orders')]
  const objects = await Promise.all(
    names.map((name) => kubernetes.read({ apiVersion: 'v1', kind: 'Secret', namespace: d.namespace, name })),
  )
  return objects.flatMap((object) => {
    const data = (object?.['data'] ?? {}) as Record<string, string> // as the store writes it
    return [data['secret'] ?? data['password'] ?? []].flat()
  })
}

describe('the line to PostgreSQL breaks after any piece that is said', () => {
  const wish = (d: Deployment): StepTarget => wishOf(d, {}, { schemas: ['reports'], extensions: ['pg_trgm'] })

  test('while an instance is made: the next run completes it, and its password is one from beginning to end', async () => {
    let pieces = 1
    for (; ; pieces += 1) {
      const d = await aDeployment()
      const broke = await runBroken(pieces, (postgres) => setUp(wish(d), { postgres }))
      const issued = new Set(await secretsOf(d))
      await converges(() => setUp(wish(d)), `after ${pieces} pieces`)
      for (const value of await secretsOf(d)) issued.add(value)
      expect(issued.size, `after ${pieces} pieces`).toBe(1)
      expect(await signIn(d), `after ${pieces} pieces`).toBe(`${d.name}, public`)
      if (!broke) break
    }
    expect(pieces).toBeGreaterThan(30)
  }, 600_000)

  test.each(['retain', 'delete'] as const)(
    'while a removal says %s: the next run completes it, and what was kept comes back',
    async (deletion) => {
      let pieces = 1
      for (; ; pieces += 1) {
        const d = await aDeployment()
        await isReady(wishOf(d))
        const target = removal(d, { deletion: { orders: deletion } })
        const broke = await runBroken(pieces, async (postgres) => [await tearDown(target, { postgres })])
        await converges(async () => [await tearDown(target)], `after ${pieces} pieces`)
        expect(await port.readDatabase(d.name), `after ${pieces} pieces`).toBeNull()
        expect((await port.readRole(d.name))?.canLogin, `after ${pieces} pieces`).toBe(
          deletion === 'retain' ? false : undefined,
        )
        const back = wishOf(d, deletion === 'retain' ? { retained: { orders: 'RESTORE' } } : {})
        await converges(() => setUp(back), `after ${pieces} pieces`)
        expect(await signIn(d), `after ${pieces} pieces`).toBe(`${d.name}, public`)
        if (!broke) break
      }
      expect(pieces).toBeGreaterThan(8)
    },
    600_000,
  )
})

describe('PostgreSQL that', () => {
  const calls: [string, (client: ReturnType<typeof clientAt>, d: Deployment) => Promise<unknown>][] = [
    ['a look', (client, d) => client.readRole(d.name)],
    ['a list', (client) => client.databasesMarked('operations-manager')],
    ['a transaction', (client, d) => client.ownDatabase(d.name, d.name, 'x')],
    ['a look inside', (client, d) => client.readContent(d.name)],
    ['a sign-in', (client, d) => client.canSignIn({ user: d.name, password: new Secret('x'), database: d.name })],
    [
      'a password that is tried',
      (client, d) => client.canAuthenticate({ user: d.name, password: new Secret('x'), database: d.name }),
    ],
    ['a removal', (client, d) => client.dropDatabase(d.name)],
  ]

  test.each(calls)('hangs lets %s wait no longer than its limit', async (_what, call) => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const client = clientAt(line.port)
    await client.readRole(d.name) // a connection that is open when the line hangs
    line.hang()
    for (const _again of [1, 2]) {
      const took = await tookMs(() => expect(call(client, d)).rejects.toMatchObject({ fault: 'unavailable' }))
      expect(took).toBeLessThan(callLimitMs)
    }
    expect(await tookMs(() => client.close())).toBeLessThan(callLimitMs)
    expect((await setUp(wishOf(d))).flatMap(({ applied }) => applied)).toEqual([])
  })

  test.each(calls)('is not there fails %s at once', async (_what, call) => {
    const d = await aDeployment()
    const client = clientAt(await reservedPort())
    const took = await tookMs(() => expect(call(client, d)).rejects.toMatchObject({ fault: 'unavailable' }))
    expect(took).toBeLessThan(timeoutMs)
    await client.close()
  })

  test('is away in the middle is waited for, and nothing is taken for gone', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const password = (await published(d))!['password']!.reveal()
    const client = clientAt(line.port)
    line.cut()
    const away = { outcome: { type: 'waiting', problem: { code: 'BACKEND_UNAVAILABLE' } }, applied: [] }
    expect(await setUp(wishOf(d), { postgres: client })).toMatchObject([away])
    expect(await tearDown(removal(d), { postgres: client })).toMatchObject(away)
    line.mend()
    expect((await setUp(wishOf(d), { postgres: client })).map(({ applied }) => applied)).toEqual([[], []])
    await client.close()
    expect((await published(d))!['password']!.reveal()).toBe(password)
  })

  test('lets somebody hold a lock is given up in time, and the next call has a connection that works', async () => {
    const d = await aDeployment()
    await isReady(wishOf(d))
    const client = clientAt(line.port)
    const holder = new pg.Client({ connectionString: inject('postgresUrl') })
    await holder.connect()
    await holder.query('begin')
    await holder.query(`comment on role ${d.name} is 'held'`)
    const change = { name: d.name, canLogin: true, connectionLimit: 3, settings: {}, comment: 'x' }
    const took = await tookMs(() => expect(client.alterRole(change)).rejects.toMatchObject({ fault: 'unavailable' }))
    expect(took).toBeLessThan(callLimitMs)
    await holder.query('rollback')
    await holder.end()
    expect(await client.readRole(d.name)).toMatchObject({ connectionLimit: 5 })
    await client.close()
  })
})
