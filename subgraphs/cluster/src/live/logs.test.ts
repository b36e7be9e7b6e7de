import { afterEach, describe, expect, test, vi } from 'vitest'
import { manifestInput } from '../kinds/deps.ts'
import { aWish, aWorld, runAll, withWeb, type World } from '../kinds/testing.ts'
import { proofJob } from '../manifests/proof.ts'
import type { PodLogLine } from '../ports/kubernetes.ts'
import { PortError } from '../ports/port-error.ts'
import { openDeployments } from './deployment.ts'
import { followLogs, logsOf } from './logs.ts'
import { Stream } from './stream.ts'

// A busy machine makes the simulated cluster slow.
vi.setConfig({ testTimeout: 30_000 })

let world: World
afterEach(() => world?.kubernetes.stop())

const wish = aWish(withWeb({}))
const namespace = 'webshop-production'

test('the log of a component holds what its command before the rollout wrote', async () => {
  world = aWorld()
  const failing = aWish(withWeb({ before: ['node', 'migrate.js'], image: 'ghcr.io/example/web:crash' }))
  await runAll(world, failing)
  const open = openDeployments({ ...world, ...deps(failing), sizeOf: () => Promise.resolve(null), simulated: true })
  const deployment = open(failing.spec)!
  const question = { component: 'web', pod: null, tail: 10, previous: false }
  const lines = await logsOf(
    { ...world, ...deps(failing), sizeOf: () => Promise.resolve(null), simulated: true },
    deployment,
    question,
  )
  expect(lines.map(({ text }) => text)).toContain('exit code 1')
})

test('a pod that proves what a component reaches writes nothing into its log', async () => {
  world = aWorld()
  const { kubernetes } = world
  await runAll(world, wish)
  await kubernetes.remove({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' })
  const input = { ...manifestInput(world, wish.spec), injection: { secrets: [], contentHash: 'none' }, round: 1 }
  await kubernetes.apply(proofJob({ ...input, plan: { id: 'p', trials: [] }, image: 'prober:1' }, 'web'))
  const writing = async () => {
    const pods = await kubernetes.list({ apiVersion: 'v1', kind: 'Pod', namespace })
    const lines = await Promise.all(pods.map(({ metadata }) => kubernetes.logs(namespace, metadata.name, {})))
    return [...new Set(lines.flat().map(({ pod }) => pod))]
  }
  await vi.waitFor(async () => expect(await writing()).toEqual([expect.not.stringMatching(/^web-/)]), 10_000)
  const controller = new AbortController()
  const first = take(follow(controller.signal), 1)
  await runAll(world, wish)
  expect((await first).map(({ pod }) => pod)).toEqual([expect.stringMatching(/^web-/)])
  controller.abort()
  const known = { ...world, ...deps(), sizeOf: () => Promise.resolve(null), simulated: true }
  const question = { component: 'web', pod: null, tail: 100, previous: false }
  const lines = await logsOf(known, openDeployments(known)(wish.spec)!, question)
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.filter(({ pod }) => !pod.startsWith('web-'))).toEqual([])
})

describe('following a component', () => {
  test('gives the lines of its pods, and of those that come later', async () => {
    world = aWorld()
    await runAll(world, wish)
    const controller = new AbortController()
    const lines = follow(controller.signal)
    const first = await take(lines, 1)
    await runAll(world, { ...wish, restarts: { web: '2026-11-23T10:00:00.000Z' } })
    const pods = new Set(first.map(({ pod }) => pod))
    while (pods.size < 2) pods.add((await take(lines, 1))[0]!.pod)
    controller.abort()
    expect((await lines.next()).done).toBe(true)
  })

  test('of nothing that this cluster has is refused', () => {
    world = aWorld()
    expect(() => followLogs(deps(), wish.id, 'nothing', null, new AbortController().signal)).toThrow(/no component/)
    expect(() => followLogs(deps(), 'no-id', 'web', null, new AbortController().signal)).toThrow(/no component/)
  })

  test('ends with an error when the cluster goes away', async () => {
    world = aWorld()
    await runAll(world, wish)
    const away = new PortError('kubernetes', 'unavailable', 'no answer')
    const kubernetes = { ...world.kubernetes, watch: () => Promise.reject(away) }
    const lines = followLogs({ ...deps(), kubernetes }, wish.id, 'web', null, new AbortController().signal)
    await expect(lines[Symbol.asyncIterator]().next()).rejects.toBe(away)
  })
})

describe('a stream from several sources', () => {
  test('makes who pushes wait while the reader is behind, and loses nothing', async () => {
    const controller = new AbortController()
    const stream = new Stream<number>(controller.signal)
    let pushed = 0
    const writing = (async () => {
      for (let number = 0; number < 1_000; number += 1) {
        await stream.push(number)
        pushed += 1
      }
    })()
    await new Promise(setImmediate)
    expect(pushed).toBeLessThan(1_000)
    const read: number[] = []
    for await (const number of stream) {
      read.push(number)
      if (read.length === 1_000) break
    }
    await writing
    expect(read).toEqual(Array.from({ length: 1_000 }, (_, index) => index))
  })

  test('lets go of everybody when it is aborted', async () => {
    const controller = new AbortController()
    const stream = new Stream<number>(controller.signal)
    const reading = stream[Symbol.asyncIterator]().next()
    controller.abort()
    expect((await reading).done).toBe(true)
    expect(await stream.push(1)).toBe(false)
  })

  test('fails after what was pushed before', async () => {
    const stream = new Stream<number>(new AbortController().signal)
    await stream.push(1)
    stream.fail(new Error('cut'))
    const reader = stream[Symbol.asyncIterator]()
    expect(await reader.next()).toEqual({ done: false, value: 1 })
    await expect(reader.next()).rejects.toThrow('cut')
  })
})

function deps(known = wish) {
  return {
    kubernetes: world.kubernetes,
    installation: 'test',
    cluster: 'cluster-a',
    now: () => new Date(),
    wishes: {
      current: (id: string) => ({ id, wish: id === known.id ? known : null, last: null, tombstones: [] }),
    },
  }
}

function follow(signal: AbortSignal): AsyncIterator<PodLogLine> {
  return followLogs(deps(), wish.id, 'web', new Date(0).toISOString(), signal)[Symbol.asyncIterator]()
}

async function take(lines: AsyncIterator<PodLogLine>, count: number): Promise<readonly PodLogLine[]> {
  const taken: PodLogLine[] = []
  while (taken.length < count) {
    const next = await lines.next()
    if (next.done === true) return taken
    taken.push(next.value)
  }
  return taken
}
