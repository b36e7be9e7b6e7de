import { afterEach, describe, expect, test } from 'vitest'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { aWish } from './testing/builders.ts'
import { aWorld, stalled, stopEngines, waiting, withParts } from './testing/engine-world.ts'

afterEach(stopEngines)

describe('a wish', () => {
  test('is made true in the order of its graph, and said step by step', async () => {
    const { world, wishes, reporter, settle } = aWorld()
    wishes.wish(aWish({ spec: withParts(['orders'], ['web']) }))
    await settle()
    expect(world.ran).toEqual(['namespace', 'orders/set', 'web/workload'])
    expect(reporter.steps()).toEqual([
      'namespace 1 RUNNING',
      'namespace 1 SUCCEEDED',
      'orders/set 1 RUNNING',
      'orders/set 1 SUCCEEDED',
      'web/workload 1 RUNNING',
      'web/workload 1 SUCCEEDED',
    ])
    expect(reporter.targets()).toEqual(['RUNNING', 'SUCCEEDED'])
    expect(reporter.of('status').at(-1)).toMatchObject({ health: 'READY', generation: 'g1' })
  })

  test('steps without a path between them run at the same time', async () => {
    const { world, wishes, settle } = aWorld()
    const { promise, resolve } = Promise.withResolvers<void>()
    world.held.set('a/set', promise)
    wishes.wish(aWish({ spec: withParts(['a', 'b'], ['web']) }))
    await settle()
    expect(world.ran).toEqual(['namespace', 'a/set', 'b/set'])
    resolve()
    await settle()
    expect(world.ran).toContain('web/workload')
  })

  test('an address that worked is still told while a later wish does not get as far as to it', async () => {
    const { world, wishes, reporter, settle } = aWorld()
    const address = {
      component: 'web',
      url: 'http://web.example',
      kind: 'DEFAULT',
      state: 'WORKING',
      message: '',
    } as const
    world.statuses.set('web/workload', { addresses: [address] })
    wishes.wish(aWish({ spec: withParts(['orders'], ['web']) }))
    await settle()
    world.outcomes.set('orders/set', [stalled()])
    wishes.wish(aWish({ generation: 'g2', operation: 'another', spec: withParts(['orders'], ['web']) }))
    await settle()
    expect(reporter.of('status').at(-1)).toMatchObject({ health: 'DEGRADED', generation: 'g2', addresses: [address] })
  })

  test('attempts count on from those that the registry stored', async () => {
    const { wishes, reporter, settle } = aWorld()
    wishes.wish(aWish({ attempts: { namespace: 4 } }))
    await settle()
    expect(reporter.steps()).toEqual(['namespace 5 RUNNING', 'namespace 5 SUCCEEDED'])
  })

  test('waiting is said once for each reason, however often it is tried', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('namespace', [waiting('x'), waiting('x'), waiting('y'), waiting('x'), { type: 'ready' }])
    wishes.wish(aWish())
    await pass(10_000)
    expect(reporter.steps()).toEqual([
      'namespace 1 RUNNING',
      'namespace 1 WAITING',
      'namespace 2 WAITING',
      'namespace 3 WAITING',
      'namespace 3 SUCCEEDED',
    ])
    expect(reporter.targets()).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'])
  })

  test('waiting for a backend fails nothing before the deadline, and the step and its target then', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('namespace', [waiting('kubernetes', 'BACKEND_UNAVAILABLE')])
    wishes.wish(aWish({ spec: withParts(['orders'], ['web']) }))
    await pass(599_000)
    expect(reporter.targets()).not.toContain('FAILED')
    await pass(2_000)
    expect(reporter.targets().at(-1)).toBe('FAILED')
    expect(reporter.of('target').at(-1)?.problems).toMatchObject([
      { code: 'DEADLINE_EXCEEDED', fault: 'PLATFORM', details: { cause: 'BACKEND_UNAVAILABLE' } },
    ])
    expect(reporter.steps().at(-1)).toBe('web/workload 1 SKIPPED')
  })

  const refusal = { ...waiting('kubernetes', 'BACKEND_REFUSED'), patienceMs: 20_000 }

  test('a refusal that passes ends nothing: a server that starts knows nobody for a moment', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('namespace', [refusal, refusal, { type: 'ready' }])
    wishes.wish(aWish())
    await pass(10_000)
    expect(reporter.steps()).toEqual(['namespace 1 RUNNING', 'namespace 1 WAITING', 'namespace 1 SUCCEEDED'])
    expect(reporter.targets().at(-1)).toBe('SUCCEEDED')
  })

  test('a refusal that stays ends the step long before its deadline, with the refusal as its problem', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('namespace', [refusal])
    wishes.wish(aWish())
    await pass(18_000)
    expect(reporter.targets()).not.toContain('FAILED')
    await pass(6_000)
    expect(reporter.of('target').at(-1)).toMatchObject({ state: 'FAILED', problems: [{ code: 'BACKEND_REFUSED' }] })
  })

  test('refusals with something else between them are not counted together', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    const between = [...Array.from({ length: 15 }, () => refusal), waiting('kubernetes')]
    world.outcomes.set('namespace', [...between, ...between, { type: 'ready' }])
    wishes.wish(aWish())
    await pass(60_000)
    expect(reporter.targets().at(-1)).toBe('SUCCEEDED')
  })

  test('one stalled step fails the target while the others go on, and its end is final', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('a/set', [stalled(), { type: 'ready' }])
    wishes.wish(aWish({ spec: withParts(['a', 'b'], ['web']) }))
    await pass(1_000)
    expect(reporter.steps()).toContain('b/set 1 SUCCEEDED')
    expect(reporter.targets()).toEqual(['RUNNING', 'FAILED'])
    expect(reporter.of('status').at(-1)?.health).toBe('FAILED')
    const said = reporter.steps().length
    await pass(400_000)
    expect(world.ran).toContain('web/workload')
    expect(reporter.steps()).toHaveLength(said)
    expect(reporter.targets()).toEqual(['RUNNING', 'FAILED'])
    expect(reporter.of('status').at(-1)?.health).toBe('READY')
  })

  test('a mistake of ours is no end: it is tried again, later each time', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('namespace', [new Error('a bug'), new Error('a bug'), { type: 'ready' }])
    wishes.wish(aWish())
    await pass(60_000)
    expect(reporter.of('step').map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['RUNNING', undefined],
      ['WAITING', 'INTERNAL'],
      ['SUCCEEDED', undefined],
    ])
  })

  test('nothing is started while a secret has no value', async () => {
    const missing = problem('SECRET_MISSING', 'The secret "api/KEY" has no value yet.')
    const { world, wishes, reporter, settle } = aWorld({ gate: () => missing })
    wishes.wish(aWish())
    await settle()
    expect(world.ran).toEqual([])
    expect(reporter.of('target')).toMatchObject([
      { state: 'QUEUED', waitingFor: { problem: { code: 'SECRET_MISSING' } } },
    ])
  })
})

describe('cancelling', () => {
  test('stops at the next boundary of a step, and says what landed', async () => {
    const { world, wishes, reporter, settle, pass } = aWorld()
    const { promise, resolve } = Promise.withResolvers<void>()
    world.held.set('orders/set', promise)
    const wish = aWish({ spec: withParts(['orders'], ['web']) })
    wishes.wish(wish)
    await settle()
    wishes.wish({ ...wish, held: true })
    await settle()
    expect(reporter.targets()).toEqual(['RUNNING'])
    resolve()
    await settle()
    expect(reporter.steps().slice(-2)).toEqual(['orders/set 1 SUCCEEDED', 'web/workload 1 SKIPPED'])
    expect(reporter.targets()).toEqual(['RUNNING', 'CANCELLED'])
    await pass(3_600_000)
    expect(world.ran).toEqual(['namespace', 'orders/set'])
  })

  test('a new operation over the same generation goes on where it stopped', async () => {
    const { world, wishes, reporter, settle } = aWorld()
    wishes.wish(aWish({ held: true }))
    await settle()
    expect(world.ran).toEqual([])
    wishes.wish(aWish({ operation: 'op9' }))
    await settle()
    expect(reporter.targets('op9')).toEqual(['RUNNING', 'SUCCEEDED'])
  })
})

test('a new wish takes over in the middle of a pass, and the old one says nothing more', async () => {
  const { world, wishes, reporter, settle } = aWorld()
  const { promise, resolve } = Promise.withResolvers<void>()
  world.held.set('orders/set', promise)
  wishes.wish(aWish({ spec: withParts(['orders'], ['web']) }))
  await settle()
  wishes.wish(aWish({ operation: 'op2', generation: 'g2', spec: withParts(['orders'], ['api']) }))
  world.held.delete('orders/set')
  resolve()
  await settle()
  expect(world.ran).not.toContain('web/workload')
  expect(world.ran).toContain('api/workload')
  expect(reporter.targets('op1')).toEqual(['RUNNING'])
  expect(reporter.targets('op2')).toEqual(['RUNNING', 'SUCCEEDED'])
})

describe('later', () => {
  test('drift that is healed is an event of the deployment, not a step', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    wishes.wish(aWish())
    await pass(1_000)
    const said = reporter.steps().length
    world.applied.set('namespace', [{ type: 'apply-namespace' }])
    await pass(400_000)
    expect(reporter.of('event')).toMatchObject([{ kind: 'DRIFT_HEALED' }])
    expect(reporter.of('event')[0]?.message).toContain('apply-namespace')
    expect(reporter.steps()).toHaveLength(said)
  })

  test('drift that is healed after a restart is an event too, where the operation has ended', async () => {
    const { world, wishes, reporter, settle } = aWorld()
    world.applied.set('namespace', [{ type: 'apply-namespace' }])
    wishes.wish(aWish({ settled: true }))
    await settle()
    expect(reporter.steps()).toEqual([])
    expect(reporter.of('event')).toMatchObject([{ kind: 'DRIFT_HEALED' }])
  })

  test('after a restart the state that was said last stands until all of the deployment was seen', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    world.outcomes.set('namespace', [waiting('the realm'), { type: 'ready' }])
    wishes.wish(aWish({ settled: true }))
    await pass(100)
    expect(world.ran).toEqual(['namespace'])
    expect(reporter.of('status')).toEqual([])
    await pass(10_000)
    expect(reporter.of('status').map(({ health }) => health)).toEqual(['READY'])
  })

  test('trouble that is seen after a restart is said at once', async () => {
    const { world, wishes, reporter, settle } = aWorld()
    world.outcomes.set('namespace', [waiting('kubernetes', 'BACKEND_UNAVAILABLE')])
    wishes.wish(aWish({ settled: true }))
    await settle()
    expect(reporter.of('status')).toMatchObject([{ health: 'PROGRESSING' }])
  })

  test('what somebody says has changed is looked at again at once', async () => {
    const { world, wishes, engine, settle } = aWorld()
    const wish = aWish()
    wishes.wish(wish)
    await settle()
    engine.poke(wish.id)
    await settle()
    expect(world.ran).toEqual(['namespace', 'namespace'])
  })

  test('a backend that is lost and comes back are two events', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    wishes.wish(aWish())
    await pass(1_000)
    world.outcomes.set('namespace', [waiting('kubernetes', 'BACKEND_UNAVAILABLE'), { type: 'ready' }])
    await pass(400_000)
    expect(reporter.of('event').map(({ kind }) => kind)).toEqual(['BACKEND_LOST', 'BACKEND_BACK'])
  })

  test('a proof that no longer passes, and passes again, are two events; what passes all the time is none', async () => {
    const { world, wishes, reporter, pass } = aWorld()
    const proof = (passed: boolean) => [
      { tried: 'Tried it.', seen: 'Saw it.', passed, from: 'BACKEND' as const, at: '2026-03-01T12:00:00.000Z' },
    ]
    world.proofs.set('namespace', proof(true))
    wishes.wish(aWish())
    await pass(700_000)
    expect(reporter.of('event')).toEqual([])
    expect(reporter.of('step').at(-1)?.proofs).toEqual(proof(true))
    world.proofs.set('namespace', proof(false))
    world.outcomes.set('namespace', [waiting('a proof that passes', 'PROOF_FAILED')])
    await pass(350_000)
    world.proofs.set('namespace', proof(true))
    world.outcomes.set('namespace', [{ type: 'ready' }])
    await pass(350_000)
    expect(reporter.of('event').map(({ kind }) => kind)).toEqual(['PROOF_MADE', 'PROOF_MADE'])
    expect(reporter.of('status').at(-1)?.health).toBe('READY')
  })

  test('at each connection the present state is said again, with the same identity', async () => {
    const { wishes, reporter, settle } = aWorld()
    wishes.wish(aWish())
    await settle()
    const before = new Set(reporter.reports.map((report) => JSON.stringify(report)))
    const count = reporter.reports.length
    wishes.reconnect()
    const again = reporter.reports.slice(count)
    expect(again.map(({ type }) => type)).toEqual(['step', 'target', 'status'])
    for (const report of again) expect(before).toContain(JSON.stringify(report))
  })
})

test('a plan without applying is plain data for every step', async () => {
  const { engine, world, wishes, settle } = aWorld()
  const wish = aWish({ spec: withParts(['orders']), held: true })
  wishes.wish(wish)
  await settle()
  expect(await engine.planOnly(wish.id)).toEqual([
    { step: 'namespace', actions: [{ type: 'do namespace' }], outcome: null },
    { step: 'orders/set', actions: [{ type: 'do orders/set' }], outcome: null },
  ])
  expect(world.ran).toEqual([])
})

test('a run that hangs counts as a backend that does not answer, and is not run a second time beside itself', async () => {
  const { world, wishes, reporter, pass } = aWorld()
  const { promise, resolve } = Promise.withResolvers<void>()
  world.held.set('namespace', promise)
  wishes.wish(aWish())
  await pass(300_000)
  expect(world.ran).toEqual(['namespace'])
  expect(reporter.of('step').at(-1)).toMatchObject({ state: 'WAITING', problem: { code: 'BACKEND_UNAVAILABLE' } })
  resolve()
  await pass(1_000)
  expect(world.ran).toEqual(['namespace', 'namespace'])
  expect(reporter.targets().at(-1)).toBe('SUCCEEDED')
})

test('a step that nothing can make fails no other, and is said', async () => {
  const { reporter, wishes, settle } = aWorld({
    factories: [
      (subject) => {
        if (subject.type === 'service') throw new Error('a setting that nobody can read')
        return null
      },
    ],
  })
  wishes.wish(aWish({ spec: withParts(['orders']) }))
  await settle()
  expect(reporter.of('step')).toMatchObject([{ step: 'namespace', state: 'WAITING', problem: { code: 'INTERNAL' } }])
})

test('looking at a thousand deployments that are as wished costs the engine little, and reports nothing', async () => {
  const { engine, world, wishes, reporter, settle } = aWorld()
  const all = Array.from({ length: 1_000 }, (_, index) => {
    const spec = {
      ...withParts(['orders', 'uploads'], ['web', 'api']),
      project: `p${index % 100}`,
      deployment: `d${index}`,
    }
    return aWish({ spec })
  })
  for (const wish of all) wishes.wish(wish)
  await engine.idle()
  const [ran, said] = [world.ran.length, reporter.reports.length]
  const startedAt = performance.now()
  for (const { id } of all) engine.poke(id)
  await engine.idle()
  const perDeploymentMs = (performance.now() - startedAt) / all.length
  expect(world.ran.length).toBe(2 * ran)
  expect(reporter.reports).toHaveLength(said)
  // Measured: about 0.1 ms on two shared cores. The bound is for a loop gone quadratic, not for a busy machine.
  expect(perDeploymentMs).toBeLessThan(5)
  await settle()
})

test('a wish that cannot be read is said to wait, once, and keeps no other from being made true', async () => {
  const { wishes, reporter, pass } = aWorld({
    graph: {
      wished: (spec) => {
        if (spec.services['new'] !== undefined) throw new Error('service new has an unknown type')
        return []
      },
      removed: () => [],
    },
  })
  wishes.wish(aWish({ spec: withParts(['new']) }))
  wishes.wish(aWish({ spec: { ...aWish().spec, deployment: 'other' }, operation: 'op2' }))
  await pass(60_000)
  expect(reporter.of('target').filter(({ operation }) => operation === 'op1')).toMatchObject([
    { state: 'QUEUED', waitingFor: { problem: { code: 'INTERNAL' } } },
  ])
  expect(reporter.targets('op2').at(-1)).toBe('SUCCEEDED')
})

test('stopping ends at the next boundary of a step', async () => {
  const { engine, world, wishes, settle } = aWorld()
  const { promise, resolve } = Promise.withResolvers<void>()
  world.held.set('namespace', promise)
  wishes.wish(aWish({ spec: withParts(['orders']) }))
  await settle()
  const stopped = engine.stop()
  resolve()
  await stopped
  expect(world.ran).toEqual(['namespace'])
})
