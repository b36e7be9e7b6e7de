import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ComponentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { AddressProber } from '../proofs/address-prober.ts'
import type { KindDeps } from './deps.ts'
import {
  aWish,
  aWorld,
  imageOf,
  objects,
  onTheWeb,
  outcomesOf,
  runAll,
  someSettings,
  withWeb,
  type World,
} from './testing.ts'

// A busy machine makes the simulated cluster slow.
vi.setConfig({ testTimeout: 30_000 })

const worlds: World[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.kubernetes.stop()
})

/** What keeps any pod of a component from starting, whether it is for good or may pass. */
const obstacles = [
  ['an image that does not exist', { image: 'ghcr.io/example/web:missing' }, 'IMAGE_NOT_PULLABLE', 'APPLICATION'],
  ['an image of a private registry', { image: 'ghcr.io/example/web:private' }, 'REGISTRY_REFUSED', 'CREDENTIALS'],
  ['an image for other processors', { image: 'ghcr.io/example/web:foreign' }, 'IMAGE_WRONG_PLATFORM', 'APPLICATION'],
  ['an image that runs as root', { image: 'nginx:1.29' }, 'IMAGE_RUNS_AS_ROOT', 'APPLICATION'],
  ['pods that no node can take', { resources: { cpu: '500', memory: null } }, 'NOT_SCHEDULABLE', 'PLATFORM'],
] as const
const passing = [
  ['is asked too often', 'busy', 'REGISTRY_BUSY'],
  ['cannot be reached', 'unreachable', 'REGISTRY_UNREACHABLE'],
] as const

describe('a rollout', () => {
  test.each([
    ...obstacles,
    ['a program that ends', { image: 'ghcr.io/example/web:crash' }, 'CRASH_LOOP', 'APPLICATION'],
    [
      'a program that wants a port below 1024',
      { ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
      'CRASH_LOOP',
      'APPLICATION',
    ],
  ] as const)('of %s ends early with its own problem', async (_, component, code, fault) => {
    const world = aTestWorld({ settings: someSettings({ unschedulableAfterSeconds: 0 }) })
    const results = await runAll(world, aWish(withWeb(component as Partial<ComponentSpec>)))
    expect(results.get('production/web/rollout')?.outcome).toMatchObject({ type: 'stalled', problem: { code, fault } })
  })

  test.each(passing)('of an image whose registry %s waits, with a problem that says so', async (_, tag, code) => {
    const results = await runAll(aTestWorld(), aWish(withWeb({ image: `ghcr.io/example/web:${tag}` })))
    expect(results.get('production/web/rollout')?.outcome).toMatchObject({
      type: 'waiting',
      problem: { code, fault: 'PLATFORM', retry: 'AUTOMATIC' },
    })
  })

  test('that crashes carries the last lines of the container', async () => {
    const results = await runAll(aTestWorld(), aWish(withWeb({ image: 'ghcr.io/example/web:crash' })))
    expect(results.get('production/web/rollout')?.outcome).toMatchObject({
      problem: { details: { lastLines: expect.arrayContaining([expect.stringContaining('fatal')]) } },
    })
  })

  test.each([
    ['even if the program prints it', 'top-secret-value', 'top-secret-value'],
    ['nor one line of it', '-----BEGIN KEY-----\ntop-secret-value\n-----END KEY-----\n', 'top-secret-value'],
  ])('never tells the value of a secret, %s', async (_, value, printed) => {
    const world = aTestWorld()
    const logs = () => Promise.resolve([{ pod: 'p', container: 'app', at: '', text: `fatal: no such key ${printed}` }])
    const spec = {
      ...withWeb({ image: 'ghcr.io/example/web:crash', secrets: ['KEY'] }),
      sealed: { 'web/KEY': `sealed:${value}` },
    }
    const results = await runAll({ ...world, kubernetes: { ...world.kubernetes, logs } }, aWish(spec))
    const text = JSON.stringify(results.get('production/web/rollout'))
    expect(text).toContain('no such key [redacted]')
    expect(text).not.toContain('top-secret-value')
  })

  test('beyond the quota of the namespace says so', async () => {
    const world = aTestWorld({ settings: someSettings({ quota: { pods: '1' } }) })
    const results = await runAll(world, aWish(withWeb({ replicas: 2 })))
    expect(results.get('production/web/rollout')?.outcome).toMatchObject({
      type: 'stalled',
      problem: { code: 'QUOTA_EXCEEDED', message: expect.stringContaining('pods') },
    })
  })

  test('beyond the limit of a container says so', async () => {
    const limits = { max: { cpu: '1', memory: '1Gi' } }
    const world = aTestWorld({ settings: someSettings({ limits }) })
    const results = await runAll(world, aWish(withWeb({ resources: { cpu: '2', memory: null } })))
    expect(results.get('production/web/rollout')?.outcome).toMatchObject({ problem: { code: 'LIMIT_EXCEEDED' } })
  })

  test('of a broken image leaves the old pods where they are, and the next good one succeeds', async () => {
    const world = aTestWorld()
    await runAll(world, aWish(withWeb({})))
    const broken = await runAll(world, aWish(withWeb({ image: 'ghcr.io/example/web:crash' })))
    expect(outcomesOf(broken)['production/web/rollout']).toBe('stalled')
    const images = (await objects(world, 'v1', 'Pod')).map(imageOf)
    expect(images).toContain('ghcr.io/example/web:1.4.0')
    const mended = await runAll(world, aWish(withWeb({ image: 'ghcr.io/example/web:1.4.1' })))
    expect(outcomesOf(mended)['production/web/rollout']).toBe('ready')
    expect((await objects(world, 'v1', 'Pod')).map(imageOf)).toEqual(['ghcr.io/example/web:1.4.1'])
  })

  test('asked for again starts new pods of the same image', async () => {
    const world = aTestWorld()
    await runAll(world, aWish(withWeb({})))
    const [before] = await objects(world, 'v1', 'Pod')
    await runAll(world, aWish(withWeb({}), { restarts: { web: '2026-11-23T10:00:00.000Z' } }))
    const [after] = await objects(world, 'v1', 'Pod')
    expect(after?.metadata.uid).not.toBe(before?.metadata.uid)
  })

  test.each([
    ['of the registry that its image comes from makes new pods', 'ghcr.io/example', true],
    ['of another registry leaves them', 'other.example.org', false],
  ])('after a new password %s', async (_, url, isNew) => {
    const world = aTestWorld()
    const spec = { ...withWeb({}), registries: { own: { url, username: 'bot', secret: 'PULL' } } }
    const sealedAs = (value: string) => ({ ...spec, sealed: { 'registries/own/PULL': `sealed:${value}` } })
    await runAll(world, aWish(sealedAs('one')))
    const [before] = await objects(world, 'v1', 'Pod')
    expect(outcomesOf(await runAll(world, aWish(sealedAs('two'))))['production/web/rollout']).toBe('ready')
    const [after] = await objects(world, 'v1', 'Pod')
    expect(after?.metadata.uid !== before?.metadata.uid).toBe(isNew)
  })

  test('tells what the sandbox assumed about an image', async () => {
    const results = await runAll(aTestWorld({ imageNotice: (image) => `assumed: ${image}` }), aWish(withWeb({})))
    expect(results.get('production/web/rollout')?.status.notices).toEqual(['assumed: ghcr.io/example/web:1.4.0'])
  })
})

describe('what runs before', () => {
  test('runs once for a generation, before the first pod', async () => {
    const world = aTestWorld()
    const wish = aWish(withWeb({ before: ['node', 'migrate.js'] }))
    const results = await runAll(world, wish)
    expect(outcomesOf(results)['production/web/before']).toBe('ready')
    const [job] = await objects(world, 'batch/v1', 'Job')
    await runAll(world, wish)
    expect((await objects(world, 'batch/v1', 'Job')).map(({ metadata }) => metadata.uid)).toEqual([job!.metadata.uid])
    await runAll(world, { ...wish, generation: 'g2' })
    const [next] = await objects(world, 'batch/v1', 'Job')
    expect(next!.metadata.uid).not.toBe(job!.metadata.uid)
  })

  test('and fails stops the rollout with its last lines, and runs again for another operation only', async () => {
    const world = aTestWorld()
    const wish = aWish(withWeb({ before: ['node', 'migrate.js'], image: 'ghcr.io/example/web:crash' }))
    const results = await runAll(world, wish)
    expect(results.get('production/web/before')?.outcome).toMatchObject({
      type: 'stalled',
      problem: {
        code: 'BEFORE_FAILED',
        details: { lastLines: expect.arrayContaining([expect.stringContaining('fatal')]) },
      },
    })
    expect(await objects(world, 'apps/v1', 'Deployment')).toEqual([])
    const [job] = await objects(world, 'batch/v1', 'Job')
    await runAll(world, wish)
    expect((await objects(world, 'batch/v1', 'Job'))[0]!.metadata.uid).toBe(job!.metadata.uid)
    await runAll(world, { ...wish, operation: 'o2' })
    expect((await objects(world, 'batch/v1', 'Job'))[0]!.metadata.uid).not.toBe(job!.metadata.uid)
  })
})

describe('what runs before', () => {
  test.each(obstacles)(
    'of %s ends as its rollout would, before its time is over',
    async (_, component, code, fault) => {
      const world = aTestWorld({ settings: someSettings({ unschedulableAfterSeconds: 0 }) })
      const wish = aWish(withWeb({ ...(component as Partial<ComponentSpec>), before: ['node', 'migrate.js'] }))
      const results = await runAll(world, wish)
      expect(results.get('production/web/before')?.outcome).toMatchObject({
        type: 'stalled',
        problem: { code, fault, path: ['components', 'web'] },
      })
      expect(await objects(world, 'apps/v1', 'Deployment')).toEqual([])
    },
  )

  test.each(passing)('of an image whose registry %s waits, as its rollout would', async (_, tag, code) => {
    const spec = withWeb({ image: `ghcr.io/example/web:${tag}`, before: ['node', 'migrate.js'] })
    const results = await runAll(aTestWorld(), aWish(spec))
    expect(results.get('production/web/before')?.outcome).toMatchObject({ type: 'waiting', problem: { code } })
  })

  test('with a program for other processors says so, and not that it failed', async () => {
    const world = aTestWorld()
    const text = 'exec /usr/local/bin/node: exec format error'
    const logs = () => Promise.resolve([{ pod: 'p', container: 'app', at: '', text }])
    const spec = withWeb({ image: 'ghcr.io/example/web:crash', before: ['node', 'migrate.js'] })
    const results = await runAll({ ...world, kubernetes: { ...world.kubernetes, logs } }, aWish(spec))
    expect(results.get('production/web/before')?.outcome).toMatchObject({ problem: { code: 'IMAGE_WRONG_PLATFORM' } })
  })
})

describe('the address of a component', () => {
  test.each([
    ['404, as a proxy without a route says', 404, 'ADDRESS_NOT_ROUTED'],
    ['an error of the server', 502, 'ADDRESS_FAILS'],
  ] as const)('that answers %s fails once its grace is over', async (_, status, code) => {
    const prober: AddressProber = { from: 'BACKEND', probe: () => Promise.resolve({ type: 'answer', status }) }
    const world = aTestWorld({ prober, settings: someSettings({ addressGraceSeconds: 0 }) })
    const results = await runAll(world, aWish(withWeb({ publish: onTheWeb })))
    expect(results.get('production/web/address')).toMatchObject({
      outcome: { type: 'stalled', problem: { code } },
      status: { addresses: [{ state: 'FAILING' }] },
    })
  })

  test('gets a moment before it fails', async () => {
    const prober: AddressProber = {
      from: 'BACKEND',
      probe: () => Promise.resolve({ type: 'no-answer', reason: 'the connection was refused' }),
    }
    const world = aTestWorld({ prober })
    const results = await runAll(world, aWish(withWeb({ publish: onTheWeb })))
    expect(results.get('production/web/address')).toMatchObject({
      outcome: { type: 'waiting', problem: { code: 'ADDRESS_FAILS' } },
      status: { addresses: [{ state: 'PENDING' }] },
    })
  })
})

function aTestWorld(more: Partial<KindDeps> = {}): World {
  const world = aWorld(more)
  worlds.push(world)
  return world
}
