import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { GraphAnswer, GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { LinkLine } from '../faults/link-line.ts'
import { provision } from '../faults/provision.ts'
import { plainFile, shopFile } from '../faults/shop.ts'
import { query } from '../system/inside.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { startFurtherRegistry, type FurtherRegistry } from './further-registry.ts'

/** The gateway asks one replica of the registry, and another one holds the link of the cluster. */
let system: System
let link: LinkLine
let other: FurtherRegistry
let alice: GraphClient

const patience = { timeout: 60_000, interval: 100 }
const shop = deploymentId({ cluster: 'cluster-a', project: 'shop', deployment: 'production' })

beforeAll(async () => {
  system = await startSystem({
    settings: async (ports) => {
      link = await LinkLine.open(ports.registry)
      return { clusterWay: 'link', clusters: ['cluster-a'], linkPort: link.port }
    },
  })
  alice = await system.as('alice')
  other = await startFurtherRegistry(system)
  link.target = other.port
  link.cut()
  await untilHeldAt(other.port)
  await provision(alice, shopFile('shop', { production: 'cluster-a' }))
})

afterAll(async () => {
  await other?.program.stop()
  await system?.stop()
  await link?.close()
})

/** Waits until the replica at this port holds the link of the cluster, as the replicas tell each other. */
async function untilHeldAt(port: number): Promise<void> {
  const links = system.sandbox.databases.url('registry')
  const Link = z.object({ address: z.string() })
  await vi.waitFor(async () => {
    const [link] = await query(links, `select address from links where cluster = 'cluster-a'`, [], Link)
    if (link?.address !== `http://127.0.0.1:${port}`) throw new Error(`it is held at ${link?.address ?? 'no place'}`)
  }, patience)
}

const Live = z.object({
  project: z.object({
    deployments: z.array(
      z.object({
        status: z.object({ health: z.string() }),
        live: z
          .object({
            workloads: z.array(z.object({ component: z.string(), state: z.string() })),
            services: z.array(z.object({ state: z.string() })),
            objects: z.array(z.object({ state: z.string() })),
            variables: z.array(z.object({ name: z.string() })),
            logs: z.array(z.object({ text: z.string() })),
          })
          .nullable(),
      }),
    ),
  }),
})

const look = (): Promise<GraphAnswer> =>
  alice.ask(`{ project(name: "shop") { deployments { status { health } live {
    workloads { component state } services { state } objects { state }
    variables(component: "web") { name } logs(component: "web") { text }
  } } } }`)

async function expectWhole(): Promise<void> {
  const { data, errors } = await look()
  expect(errors).toBeUndefined()
  const [{ status, live } = { status: null, live: null }] = Live.parse(data).project.deployments
  expect(status?.health).toBe('READY')
  expect(live?.workloads).toEqual([{ component: 'web', state: 'READY' }])
  expect(live?.services.map(({ state }) => state)).toEqual(['READY', 'READY', 'READY', 'READY'])
  expect(new Set(live?.objects.map(({ state }) => state))).toEqual(new Set(['IN_SYNC']))
  expect(live?.variables.length).toBeGreaterThan(0)
  expect(live?.logs.length).toBeGreaterThan(0)
}

const LogLine = z.object({ logs: z.object({ text: z.string() }) })

/** Follows the log of the shop from its beginning. */
const followLog = () =>
  alice.follow(
    LogLine,
    'subscription ($id: ID!, $since: DateTime) { logs(deployment: $id, component: "web", since: $since) { text } }',
    { id: shop, since: new Date(0).toISOString() },
  )

async function firstLine(): Promise<string> {
  for await (const { logs } of followLog()) return logs.text
  throw new Error('the log ended')
}

/** Lets the cluster stand still or go on. */
function signal(name: 'SIGSTOP' | 'SIGCONT'): void {
  const { pid } = system.sandbox.program('cluster-a')
  if (pid !== undefined) process.kill(pid, name)
}

describe('a cluster whose link another replica of the registry holds than the one that the gateway asks', () => {
  test('shows its live view, its variables and its logs', expectWhole)

  test('lets its logs be followed', async () => {
    expect(await firstLine()).not.toBe('')
  })
})

describe('the replica that holds the link is killed in the middle', () => {
  test('of a live view and a log that is followed: both say that the cluster cannot be reached, and the rest stands', async () => {
    const log = followLog()
    await log.next()
    signal('SIGSTOP')
    const asked = Promise.withResolvers<void>()
    link.asked = (type) => type === 'graphql' && asked.resolve()
    const looking = look()
    await asked.promise // it is with the cluster, which does not answer
    link.target = system.sandbox.ports.registry
    await other.program.pause()
    const { data, errors } = await looking
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['CLUSTER_UNREACHABLE'])
    expect(Live.parse(data).project.deployments).toMatchObject([{ status: { health: 'READY' }, live: null }])
    await expect(drained(log)).rejects.toThrow('CLUSTER_UNREACHABLE')
  })

  test('and the cluster is whole again through the replica that is left', async () => {
    signal('SIGCONT')
    await untilHeldAt(system.sandbox.ports.registry)
    await expect.poll(async () => (await look()).errors, patience).toBeUndefined()
    await expectWhole()
    expect(await firstLine()).not.toBe('')
    await provision(alice, plainFile('second-shop', { production: 'cluster-a' }))
  })
})

async function drained(lines: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of lines);
}
