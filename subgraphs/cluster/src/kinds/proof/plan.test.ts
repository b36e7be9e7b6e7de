import { describe, expect, test } from 'vitest'
import { annotations, markOf } from '../../manifests/mark.ts'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import type { TrialPlan, TrialResult } from '../../proofs/trial.ts'
import {
  dueInMs,
  isCertain,
  planProof,
  unansweredServices,
  withCutOff,
  type Ended,
  type ObservedProof,
  type SeenJob,
} from './plan.ts'
import type { KeptSeen } from './seen.ts'

const owner = { installation: 'test', cluster: 'cluster-a', project: 'webshop', deployment: 'production' }
const at = '2026-01-01T00:00:00.000Z'
const atMs = Date.parse(at)

const call = { type: 'call', component: 'api', host: 'api', port: 8080, patienceMs: 1 } as const
const outside = { type: 'egress', host: 'mail.example.org', port: 587, patienceMs: 1 } as const
const plan: TrialPlan = { id: 'now', trials: [call, outside] }
const desired = { plan, image: 'prober:1' }

function aResult(trial: number, fault: TrialResult['fault'] = null): TrialResult {
  return { trial, fault, proofs: [{ tried: 'It was tried.', seen: 'It was seen.', passed: fault === null, at }] }
}

function aJob(more: Partial<SeenJob> & { readonly isEnding?: boolean; readonly mark?: string } = {}): SeenJob {
  const { isEnding = false, mark = markOf(owner), ...rest } = more
  const metadata = {
    name: `proof-${rest.plan ?? plan.id}-${rest.round ?? 1}`,
    namespace: 'webshop-production',
    annotations: { [annotations.mark]: mark },
    ...(isEnding && { deletionTimestamp: at }),
  }
  const object = { apiVersion: 'batch/v1', kind: 'Job', metadata }
  return { object, plan: plan.id, round: 1, image: desired.image, ended: null, trouble: null, ageMs: 0, ...rest }
}

function kept(more: Partial<KeptSeen> = {}): KeptSeen {
  return {
    plan: plan.id,
    round: 1,
    at,
    results: [aResult(0), aResult(1)],
    lost: null,
    early: [],
    cutOff: [],
    certain: 0,
    failures: 0,
    ...more,
  }
}

function observed(more: Partial<ObservedProof> = {}): ObservedProof {
  return { seen: null, seenObject: null, jobs: [], unready: [], nowMs: atMs, ...more }
}

const all: Ended = { type: 'seen', results: [aResult(0), aResult(1)] }
const types = (seen: ObservedProof) => planProof(owner, desired, seen).map((action) => action.type)

describe('what a proof from the workload does next', () => {
  test.each<[string, ObservedProof, readonly string[]]>([
    ['starts a pod where nothing was seen yet', observed(), ['run']],
    ['leaves a pod alone that runs, whoever started it', observed({ jobs: [aJob()] }), []],
    ['keeps what a pod saw', observed({ jobs: [aJob({ ended: all })] }), ['keep']],
    ['takes the pod away when that is kept', observed({ seen: kept(), jobs: [aJob({ ended: all })] }), ['remove']],
    ['does nothing where all is well', observed({ seen: kept() }), []],
    ['looks again after six hours', observed({ seen: kept(), nowMs: atMs + 6 * 3_600_000 }), ['run']],
    ['takes nothing that was seen of something else for this', observed({ seen: kept({ plan: 'before' }) }), ['run']],
    [
      'replaces a pod that tries something else',
      observed({ jobs: [aJob({ plan: 'before', ended: null })] }),
      ['remove', 'run'],
    ],
    ['replaces a pod whose image was corrected', observed({ jobs: [aJob({ image: 'never-built:1' })] }), ['remove']],
    ['waits for a pod that somebody takes away', observed({ jobs: [aJob({ isEnding: true, ended: all })] }), []],
    ['touches no pod of others', observed({ jobs: [aJob({ plan: 'before', mark: 'theirs' })] }), ['run']],
  ])('%s', (_, seen, expected) => {
    expect(types(seen)).toEqual(expected)
  })

  test('refuses to write over what others keep under its name', () => {
    const metadata = { name: 'seen-web', annotations: { [annotations.mark]: 'theirs' } }
    const theirs: KubernetesObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata }
    expect(() => planProof(owner, desired, observed({ seenObject: theirs }))).toThrow(/does not belong/)
  })

  test('goes on counting rounds, so that no pod is taken for an earlier one', () => {
    const failing = kept({ round: 4, results: [aResult(0), aResult(1, 'unanswered')], failures: 1 })
    const later = observed({ seen: failing, nowMs: atMs + 2_000 })
    expect(planProof(owner, desired, later)).toEqual([{ type: 'run', round: 5 }])
  })
})

describe('what failed', () => {
  const failing = (failures: number) => kept({ results: [aResult(0), aResult(1, 'unanswered')], failures })

  test.each([
    [1, 2_000],
    [2, 4_000],
    [5, 32_000],
    [9, 60_000],
  ])('%i times in a row is tried again after %i ms', (failures, afterMs) => {
    expect(dueInMs(failing(failures), { unready: [], nowMs: atMs })).toBe(afterMs)
    expect(dueInMs(failing(failures), { unready: [], nowMs: atMs + afterMs })).toBe(0)
  })

  test('is counted', () => {
    const ended: Ended = { type: 'seen', results: [aResult(0), aResult(1, 'unanswered')] }
    const again = observed({ seen: failing(1), jobs: [aJob({ round: 2, ended })], nowMs: atMs + 3_000 })
    expect(planProof(owner, desired, again)).toMatchObject([{ type: 'keep', round: 2, seen: { failures: 2 } }])
  })

  test('without a word counts too, and says so', () => {
    const ended: Ended = { type: 'lost', message: 'It was evicted.' }
    const [action] = planProof(owner, desired, observed({ jobs: [aJob({ ended })] }))
    expect(action).toMatchObject({ seen: { lost: 'It was evicted.', failures: 1, results: [] } })
  })

  test('only since nobody was there yet waits for that, and is then tried at once', () => {
    const ended: Ended = { type: 'seen', results: [aResult(0, 'unanswered'), aResult(1)] }
    const [action] = planProof(owner, desired, observed({ jobs: [aJob({ ended })], unready: ['api'] }))
    expect(action).toMatchObject({ type: 'keep', seen: { failures: 0, early: ['api'] } })
    const early = kept({ results: ended.results.slice(), early: ['api'] })
    expect(types(observed({ seen: early, unready: ['api'], nowMs: atMs + 60_000 }))).toEqual([])
    expect(types(observed({ seen: early }))).toEqual(['run'])
  })

  test('beside a call that came too early fails all the same', () => {
    const ended: Ended = { type: 'seen', results: [aResult(0, 'unanswered'), aResult(1, 'refused')] }
    const [action] = planProof(owner, desired, observed({ jobs: [aJob({ ended })], unready: ['api'] }))
    expect(action).toMatchObject({ type: 'keep', seen: { failures: 1, early: ['api'] } })
  })
})

describe('a failure is certain', () => {
  const orders = { type: 'service', service: 'orders', serviceType: 'postgresql', variables: {}, given: {} } as const
  const used: TrialPlan = { id: 'now', trials: [{ ...orders, patienceMs: 1 }, call, outside] }
  const seen = (fault: TrialResult['fault'], trial: number, more: Partial<KeptSeen> = {}) =>
    kept({ results: [0, 1, 2].map((one) => aResult(one, one === trial ? fault : null)), certain: 2, ...more })

  test.each<[string, KeptSeen, readonly string[], boolean]>([
    ['where the server refuses', seen('refused', 0), [], true],
    ['where its certificate is not trusted', seen('certificate-untrusted', 0), [], true],
    ['where the backend reaches what the workload does not', seen('unanswered', 0), ['orders'], true],
    ['not where the server is away', seen('unanswered', 0), [], false],
    ['where a component is called that is ready', seen('unanswered', 1), [], true],
    ['not where it was called too early', seen('unanswered', 1, { early: ['api'] }), [], false],
    ['not where nobody answers outside', seen('unanswered', 2), [], false],
    ['where pods end without a word', kept({ results: [], lost: 'It was evicted.', certain: 2 }), [], true],
    ['not before the third time', seen('refused', 0, { certain: 1 }), [], false],
  ])('%s', (_, before, cutOff, expected) => {
    expect(isCertain(withCutOff(used, before, cutOff))).toBe(expected)
  })

  test('only in a row', () => {
    expect(withCutOff(used, seen(null, 0), []).certain).toBe(0)
  })

  test('of services it is asked who did not answer', () => {
    expect(unansweredServices(used, seen('unanswered', 0).results)).toEqual(['orders'])
    expect(unansweredServices(used, seen('refused', 0).results)).toEqual([])
    expect(unansweredServices(used, seen('unanswered', 1).results)).toEqual([])
  })
})
