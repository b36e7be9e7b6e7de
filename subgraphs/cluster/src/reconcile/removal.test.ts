import { afterEach, describe, expect, test } from 'vitest'
import type { Inventory } from './sweep.ts'
import { aTombstone, aWish } from './testing/builders.ts'
import { aWorld, stopEngines, waiting, withParts } from './testing/engine-world.ts'

afterEach(stopEngines)

describe('removing', () => {
  test('a deployment goes only on a tombstone, in the opposite order', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    const wish = aWish({ spec: withParts(['orders'], ['web']) })
    wishes.wish(wish)
    await pass(1_000)
    wishes.unwish(wish.id)
    await pass(3_600_000)
    expect(world.ran).toEqual(['namespace', 'orders/set', 'web/workload'])
    wishes.tombstone(aTombstone())
    await pass(1_000)
    expect(world.ran.slice(3)).toEqual(['-web/workload', '-orders/set', '-namespace'])
    expect(reporter.of('tombstone').map(({ state }) => state)).toEqual(['TAKEN', 'DONE'])
    expect(reporter.targets('op2')).toEqual(['RUNNING', 'SUCCEEDED'])
  })

  test('a tombstone for what is wished is not carried out', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    wishes.wish(aWish({ spec: withParts(['orders']) }))
    wishes.tombstone(aTombstone({ service: 'orders' }))
    await pass(3_600_000)
    expect(world.ran.filter((name) => name.startsWith('-'))).toEqual([])
    expect(reporter.of('tombstone')).toEqual([])
    expect(reporter.of('status').at(-1)?.notices).toHaveLength(1)
  })

  test('a service goes as a part of its operation, after the workloads no longer use it', async () => {
    const { world, wishes, reporter, settle } = aWorld()
    wishes.wish(aWish({ spec: withParts(['orders'], ['web']), operation: 'op0' }))
    await settle()
    world.ran.length = 0
    wishes.tombstone(aTombstone({ service: 'orders', operation: 'op1' }))
    await settle()
    wishes.wish(aWish({ spec: withParts([], ['web']), generation: 'g2' }))
    await settle()
    expect(world.ran).toEqual(['namespace', 'web/workload', '-orders/set'])
    expect(reporter.targets('op1').at(-1)).toBe('SUCCEEDED')
    expect(reporter.of('tombstone').map(({ state }) => state)).toEqual(['TAKEN', 'DONE'])
    wishes.tombstoneGone('tombstone1')
    const said = reporter.steps().length
    await settle()
    expect(reporter.steps()).toHaveLength(said)
  })

  test('a service of an earlier operation goes on its own, and not while a workload may still use it', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    wishes.wish(aWish({ spec: withParts(['orders'], ['web']), operation: 'op0' }))
    await pass(0)
    wishes.tombstone(aTombstone({ service: 'orders', operation: 'op0' }))
    world.outcomes.set('web/workload', [waiting('a pod'), { type: 'ready' }])
    wishes.wish(aWish({ spec: withParts([], ['web']), generation: 'g2' }))
    await pass(0)
    expect(world.ran).not.toContain('-orders/set')
    await pass(5_000)
    expect(world.ran).toContain('-orders/set')
    expect(reporter.of('tombstone').at(-1)?.state).toBe('DONE')
  })
})

describe('the realm of a project', () => {
  test('is a unit of its own, reported as a step of each deployment that waits for it', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('realm of webshop', [waiting('identity'), { type: 'ready' }])
    const spec = withParts(['signin'])
    wishes.wish(aWish({ spec }))
    wishes.wish(aWish({ spec: { ...spec, deployment: 'staging' }, operation: 'op5' }))
    await pass(5_000)
    expect(reporter.targets('op1').at(-1)).toBe('SUCCEEDED')
    expect(reporter.targets('op5').at(-1)).toBe('SUCCEEDED')
    expect(reporter.steps()).toContain('realm 1 WAITING')
    expect(world.ran.indexOf('signin/set')).toBeGreaterThan(world.ran.lastIndexOf('realm of webshop'))
  })

  test('is made once, however often its deployments ask while it is being made', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    const made = Promise.withResolvers<void>()
    world.held.set('realm of webshop', made.promise)
    wishes.wish(aWish({ spec: withParts(['signin']) }))
    await pass(5_000)
    made.resolve()
    await pass(5_000)
    expect(reporter.targets('op1').at(-1)).toBe('SUCCEEDED')
    expect(world.ran.filter((name) => name === 'realm of webshop')).toHaveLength(1)
  })

  test('goes under the tombstone that takes its last user, and not before', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    const spec = withParts(['signin'])
    const staging = { ...spec, deployment: 'staging' }
    wishes.wish(aWish({ spec }))
    wishes.wish(aWish({ spec: staging, operation: 'op5' }))
    await pass(5_000)
    wishes.tombstone(aTombstone())
    await pass(5_000)
    expect(reporter.of('tombstone').at(-1)?.state).toBe('DONE')
    expect(world.ran).not.toContain('realm of webshop goes')
    wishes.tombstoneGone('tombstone1')
    wishes.tombstone(aTombstone({ id: 'tombstone2', operation: 'op6', deployment: aWish({ spec: staging }).id }))
    await pass(5_000)
    expect(world.ran).toContain('realm of webshop goes')
    expect(reporter.of('tombstone').at(-1)).toMatchObject({ id: 'tombstone2', state: 'DONE' })
  })
})

const untouched = {
  backend: 'postgresql',
  data: null,
  remove: () => Promise.reject(new Error('must not be called')),
} as const

describe('looking through the backends', () => {
  const marked = (over: Partial<Awaited<ReturnType<Inventory['list']>>[number]> = {}) => ({
    object: { backend: 'postgresql', kind: 'database', name: 'x', namespace: null },
    project: 'webshop',
    deployment: 'production',
    service: 'orders',
    retainedUntil: null,
    ...over,
  })

  test('reports what nobody wishes, and leaves it alone', async () => {
    const inventory: Inventory = {
      ...untouched,
      list: () => Promise.resolve([marked(), marked({ deployment: 'gone' })]),
      expire: () => Promise.reject(new Error('must not be called')),
    }
    const { wishes, reporter, pass } = aWorld({ inventories: [inventory] })
    wishes.wish(aWish({ spec: withParts(['orders']) }))
    await pass(700_000)
    expect(reporter.of('orphans').at(-1)?.orphaned).toHaveLength(1)
  })

  test('ends the time of what was retained long enough, and of nothing else', async () => {
    const expired: string[] = []
    const inventory: Inventory = {
      ...untouched,
      list: () =>
        Promise.resolve([
          marked({ retainedUntil: '2026-03-01T11:00:00.000Z', service: 'old' }),
          marked({ retainedUntil: '2026-03-09T11:00:00.000Z', service: 'young' }),
        ]),
      expire: ({ service }) => Promise.resolve(void expired.push(service ?? '')),
    }
    const { reporter, settle } = aWorld({ inventories: [inventory] })
    await settle()
    expect(expired).toEqual(['old'])
    expect(reporter.of('orphans').at(-1)?.orphaned).toEqual([])
  })

  test('a backend that does not answer makes nobody an orphan', async () => {
    const inventory: Inventory = {
      ...untouched,
      list: () => Promise.reject(new Error('away')),
      expire: () => Promise.resolve(),
    }
    const { reporter, settle } = aWorld({ inventories: [inventory] })
    await settle()
    expect(reporter.of('orphans')).toEqual([])
  })
})
