import { ownership, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesRef } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import type { Trial, TrialPlan, TrialResult } from '../../proofs/trial.ts'
import { Stalled } from '../../reconcile/outcome.ts'
import { ownedByOthers } from '../objects/plan.ts'
import type { KeptSeen, Seen } from './seen.ts'

export type DesiredProof = { readonly plan: TrialPlan; readonly image: string }

/** How a pod that proves ended: with what it saw, or without. */
export type Ended =
  | { readonly type: 'seen'; readonly results: readonly TrialResult[] }
  | { readonly type: 'lost'; readonly message: string }

export type SeenJob = {
  readonly object: KubernetesObject
  readonly plan: string
  readonly round: number
  readonly image: string
  /** `null` while its pod runs, or waits to. */
  readonly ended: Ended | null
  /** What keeps its pod from starting; `null`: nothing but time. */
  readonly trouble: string | null
  readonly ageMs: number
}

export type ObservedProof = {
  readonly seen: KeptSeen | null
  readonly seenObject: KubernetesObject | null
  readonly jobs: readonly SeenJob[]
  /** Components that are called and of which no pod is ready. */
  readonly unready: readonly string[]
  readonly nowMs: number
}

/** What a pod saw, before it is known whether others reach what it did not. */
export type JustSeen = Omit<Seen, 'cutOff'>

export type ProofAction =
  | { readonly type: 'run'; readonly round: number }
  | { readonly type: 'keep'; readonly round: number; readonly seen: JustSeen }
  | { readonly type: 'remove'; readonly ref: KubernetesRef; readonly uid: string | null }

/** What was seen holds for so long, where nothing changes. */
const againAfterMs = 6 * 3_600_000
const firstRetryMs = 2_000
const longestRetryMs = 60_000
const triesUntilCertain = 3

/**
 * One pod for what is to be proved, until it said what it saw; that is kept, and the pod goes. What failed is tried
 * again less and less often, and what was called too early as soon as it can be.
 */
export function planProof(
  owner: Owner,
  desired: DesiredProof | null,
  observed: ObservedProof | null,
): readonly ProofAction[] {
  if (desired === null || observed === null) return []
  const { seenObject, nowMs } = observed
  if (seenObject !== null && ownership(seenObject, owner) !== 'ours') throw new Stalled(ownedByOthers(seenObject))
  const ours = observed.jobs.filter(({ object }) => ownership(object, owner) === 'ours')
  const seen = seenOf(desired, observed)
  const round = (seen?.round ?? 0) + 1
  const job = ours.find((one) => one.plan === desired.plan.id && one.round === round)
  const isOutdated = job !== undefined && job.ended === null && job.image !== desired.image
  const gone = ours
    .filter((one) => (one !== job || isOutdated) && !isEnding(one.object))
    .map(({ object }) => ({ type: 'remove' as const, ref: refOf(object), uid: object.metadata.uid ?? null }))
  if (job === undefined) return dueInMs(seen, observed) > 0 ? gone : [...gone, { type: 'run', round }]
  if (job.ended === null || isEnding(job.object)) return gone
  return [...gone, { type: 'keep', round, seen: seenBy(job.ended, desired, observed, seen, nowMs) }]
}

/** What was seen of just this; `null`: nothing yet. */
export function seenOf(desired: DesiredProof, { seen }: ObservedProof): KeptSeen | null {
  return seen?.plan === desired.plan.id ? seen : null
}

/** When it is to be tried again; 0: now. */
export function dueInMs(seen: KeptSeen | null, { unready, nowMs }: Pick<ObservedProof, 'unready' | 'nowMs'>): number {
  if (seen === null) return 0
  const agoMs = nowMs - Date.parse(seen.at)
  if (isAllWell(seen)) return Math.max(0, againAfterMs - agoMs)
  if (seen.early.length > 0 && seen.failures === 0)
    return seen.early.some((one) => unready.includes(one)) ? againAfterMs : 0
  return Math.max(0, Math.min(firstRetryMs * 2 ** (seen.failures - 1), longestRetryMs) - agoMs)
}

/** Whether all that was tried worked. */
export function isAllWell({ results, lost }: Seen): boolean {
  return lost === null && results.every(({ fault }) => fault === null)
}

function seenBy(
  ended: Ended,
  { plan }: DesiredProof,
  { unready }: ObservedProof,
  before: KeptSeen | null,
  nowMs: number,
): JustSeen {
  const results = ended.type === 'seen' ? [...ended.results] : []
  const failed = results.filter(({ fault }) => fault !== null)
  const early = failed.flatMap((result) => earlyCall(plan.trials[result.trial], result, unready))
  const isFailure = ended.type === 'lost' || failed.length > early.length
  return {
    at: new Date(nowMs).toISOString(),
    results,
    lost: ended.type === 'lost' ? ended.message : null,
    early,
    failures: isFailure ? (before?.failures ?? 0) + 1 : 0,
    certain: before?.certain ?? 0,
  }
}

/** The services that nobody answered for. */
export function unansweredServices(plan: TrialPlan, results: readonly TrialResult[]): readonly string[] {
  return results.flatMap(({ trial: index, fault }) => {
    const trial = plan.trials[index]
    return trial?.type === 'service' && fault === 'unanswered' ? [trial.service] : []
  })
}

/** The same with what is known of the services that nobody answered for. */
export function withCutOff({ trials }: TrialPlan, seen: JustSeen, cutOff: readonly string[]): Seen {
  const isCertain = ({ trial: index, fault }: TrialResult): boolean => {
    const trial = trials[index]
    if (fault === null || trial === undefined) return false
    if (fault !== 'unanswered') return true
    if (trial.type === 'service') return cutOff.includes(trial.service)
    return trial.type === 'call' && !seen.early.includes(trial.component)
  }
  const counts = seen.lost !== null || seen.results.some(isCertain)
  return { ...seen, cutOff: [...cutOff], certain: counts ? seen.certain + 1 : 0 }
}

/** Whether what failed is the end: it was seen again and again, and will not pass by itself. */
export function isCertain({ certain }: Seen): boolean {
  return certain >= triesUntilCertain
}

function earlyCall(trial: Trial | undefined, { fault }: TrialResult, unready: readonly string[]): readonly string[] {
  const isEarly = trial?.type === 'call' && fault === 'unanswered' && unready.includes(trial.component)
  return isEarly ? [trial.component] : []
}

function isEnding({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined
}
