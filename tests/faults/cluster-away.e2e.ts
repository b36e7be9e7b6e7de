import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import type { Program } from '@operations-manager/sandbox/programs/program.ts'
import { changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { startFurtherCluster } from './further-cluster.ts'
import { provision } from './provision.ts'
import { plainFile } from './shop.ts'

/** What the gateway gives a cluster to answer in, with room for a busy machine. */
const limitMs = 6_000

let system: System
let alice: GraphClient
let further: readonly Program[] = []

beforeAll(async () => {
  system = await startSystem({ settings: () => ({ restartAfterMs: 100 }) })
  alice = await system.as('alice')
  further = await Promise.all(['cluster-c', 'cluster-d'].map((name) => startFurtherCluster(system, name)))
  const clusters = { production: 'cluster-a', staging: 'cluster-b', test: 'cluster-c', training: 'cluster-d' }
  await provision(alice, plainFile('shop', clusters))
})

afterAll(async () => {
  await Promise.all(further.map((program) => program.stop()))
  await system?.stop()
})

const Listed = z.object({
  data: z.object({
    projects: z.object({
      nodes: z.array(
        z.object({
          name: z.string(),
          deployments: z.array(
            z.object({
              name: z.string(),
              cluster: z.object({ name: z.string() }),
              status: z.object({ health: z.string() }),
              live: z.object({ workloads: z.array(z.object({ component: z.string(), ready: z.number() })) }).nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
  errors: z
    .array(
      z.looseObject({
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.looseObject({ code: z.string() }),
      }),
    )
    .default([]),
})

/** The list of projects with the live part of each deployment, and how long it took. */
async function list() {
  const query = `{ projects { nodes { name deployments {
    name cluster { name } status { health } live { workloads { component ready } }
  } } } }`
  const sent = performance.now()
  const answer = Listed.parse(await alice.ask(query))
  const [project] = answer.data.projects.nodes
  const isProduction = ({ name }: { readonly name: string }): boolean => name === 'production'
  const deployments = project?.deployments ?? []
  const [production, others] = [deployments.find(isProduction), deployments.filter((one) => !isProduction(one))]
  return { ...answer, production, others, tookMs: performance.now() - sent }
}

const whole = { workloads: [{ component: 'web', ready: 1 }] }
const wholeOthers = ['cluster-b', 'cluster-c', 'cluster-d'].map((name) => ({
  cluster: { name },
  status: { health: 'READY' },
  live: whole,
}))

describe('one cluster of four that hangs', () => {
  beforeAll(() => signal('SIGSTOP'))
  afterAll(() => signal('SIGCONT'))

  test('leaves the list whole but for its own live part, within the time limit and with a coded error', async () => {
    const { production, others, errors, tookMs } = await list()
    expect(tookMs).toBeLessThan(limitMs)
    expect(production).toMatchObject({ cluster: { name: 'cluster-a' }, status: { health: 'READY' }, live: null })
    expect(others).toMatchObject(wholeOthers)
    expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
      ['projects.nodes.0.deployments.0.live', 'CLUSTER_UNREACHABLE'],
    ])
  })

  test('costs the next answers no time', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { production, others, errors, tookMs } = await list()
      expect(tookMs).toBeLessThan(1_000)
      expect(production?.live).toBeNull()
      expect(others).toMatchObject(wholeOthers)
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['CLUSTER_UNREACHABLE'])
    }
  })

  test('is live again once it goes on', async () => {
    signal('SIGCONT')
    await expect.poll(async () => (await list()).production?.live, { timeout: 30_000, interval: 200 }).toEqual(whole)
  })
})

function signal(name: 'SIGSTOP' | 'SIGCONT'): void {
  const { pid } = system.sandbox.program('cluster-a')
  if (pid !== undefined) process.kill(pid, name)
}

const Waits = z.object({
  operation: z.object({
    state: z.string(),
    waitingFor: z
      .object({
        on: z.string(),
        message: z.string(),
        since: z.string().nullable(),
        problem: z.object({ code: z.string() }).nullable(),
      })
      .nullable(),
    targets: z.array(
      z.object({
        name: z.string(),
        state: z.string(),
        waitingFor: z.object({ on: z.string(), since: z.string().nullable() }).nullable(),
      }),
    ),
  }),
})

const Targets = z.object({
  operation: z.object({ targets: z.array(z.object({ name: z.string(), state: z.string() })) }),
})

describe('one cluster of four that is gone', () => {
  let operation: string
  let goneSince: number

  beforeAll(async () => {
    goneSince = Date.now()
    await system.sandbox.program('cluster-a').pause()
    const input = { project: 'shop', component: 'web', image: 'ghcr.io/example/shop:1.1.0' }
    operation = await changed(alice, 'setImage', input)
  })

  afterAll(() => system?.sandbox.program('cluster-a').resume())

  test.each([
    ['staging', 'cluster-b'],
    ['test', 'cluster-c'],
    ['training', 'cluster-d'],
  ])('does not hold up a pipeline that waits for %s in %s', async (name, cluster) => {
    const deployment = deploymentId({ cluster, project: 'shop', deployment: name })
    const query = `query ($id: ID!, $deployment: ID!) {
      operation(id: $id, deployment: $deployment, waitUntil: FINISHED, timeoutSeconds: 60) { targets { name state } }
    }`
    const answer = await alice.get(Targets, query, { id: operation, deployment })
    expect(answer.operation.targets.find((target) => target.name === name)?.state).toBe('SUCCEEDED')
  })

  test('shows on the operation that it is waited for, and since when', async () => {
    const query = `query ($id: ID!) { operation(id: $id) {
      state waitingFor { on message since problem { code } } targets { name state waitingFor { on since } }
    } }`
    const read = async () => (await alice.get(Waits, query, { id: operation })).operation
    await expect.poll(async () => (await read()).waitingFor?.on, { timeout: 30_000, interval: 200 }).toBe('cluster')
    const { waitingFor, targets, state } = await read()
    expect(waitingFor?.message).toMatch(/cluster-a/)
    expect(waitingFor?.problem?.code).toBe('CLUSTER_UNREACHABLE')
    const since = Date.parse(waitingFor?.since ?? '')
    expect(since).toBeGreaterThanOrEqual(goneSince - 60_000)
    expect(since).toBeLessThanOrEqual(Date.now())
    expect(['SAVED', 'QUEUED']).toContain(state)
    expect(targets.find(({ name }) => name === 'production')).toMatchObject({
      state: 'OPEN',
      waitingFor: { on: 'cluster' },
    })
    expect(targets.filter(({ waitingFor: one }) => one !== null).map(({ name }) => name)).toEqual(['production'])
  })

  test('leaves the list whole but for its own live part, and the answer comes at once', async () => {
    await list() // the one that finds out
    const { production, others, errors, tookMs } = await list()
    expect(tookMs).toBeLessThan(1_000)
    expect(production?.live).toBeNull()
    expect(others).toMatchObject(wholeOthers)
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['CLUSTER_UNREACHABLE'])
  })

  test('completes what waited for it when it is back', async () => {
    system.sandbox.program('cluster-a').resume()
    const done = await finished(alice, operation)
    expect(done.state).toBe('SUCCEEDED')
    expect(done.targets.every(({ waitingFor }) => waitingFor === null)).toBe(true)
    await expect.poll(async () => (await list()).production?.live, { timeout: 30_000, interval: 200 }).toEqual(whole)
  })
})
