import { annotations, ownership, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesRef } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import type { SeenPod } from '../rollout/observed.ts'

export type ObservedBefore = {
  /** The Jobs of this component, of all generations. */
  readonly jobs: readonly KubernetesObject[]
  /** The last lines of a failed one. */
  readonly lines: readonly string[]
  /** The one that runs, by its name, and its pods. */
  readonly running: { readonly job: string; readonly pods: readonly SeenPod[] } | null
}

export type BeforeAction =
  | { readonly type: 'run'; readonly ref: KubernetesRef }
  | { readonly type: 'remove'; readonly ref: KubernetesRef }

/**
 * Once for each generation: a Job that is there is never changed. One that failed runs again for another operation
 * only; those of other generations go.
 */
export function planBefore(
  owner: Owner,
  desired: KubernetesObject | null,
  observed: ObservedBefore | null,
): readonly BeforeAction[] {
  const ours = (observed?.jobs ?? []).filter((job) => ownership(job, owner) === 'ours')
  const present = ours.find(({ metadata }) => metadata.name === desired?.metadata.name)
  const others = ours.filter((job) => job !== present && job.metadata.deletionTimestamp === undefined)
  const old = others.map((job) => ({ type: 'remove' as const, ref: refOf(job) }))
  if (desired === null) return old
  if (present === undefined) return [...old, { type: 'run', ref: refOf(desired) }]
  return isOutdatedFailure(present, desired) ? [...old, { type: 'remove', ref: refOf(present) }] : old
}

function isOutdatedFailure(present: KubernetesObject, desired: KubernetesObject): boolean {
  const [ran, asked] = [present, desired].map(({ metadata }) => metadata.annotations?.[annotations.operation])
  return jobState(present) === 'failed' && asked !== undefined && ran !== asked && !isEnding(present)
}

/** Whether a Job is on its way out. */
export function isEnding({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined
}

type JobStatus = { readonly conditions?: readonly { type: string; status: string; reason?: string }[] }

function conditionOf(job: KubernetesObject, type: string) {
  const status = job['status'] as JobStatus | undefined // a Job's status
  return status?.conditions?.find((condition) => condition.type === type && condition.status === 'True')
}

/** Whether a Job failed since it was not done in its time. */
export function isOverdue(job: KubernetesObject): boolean {
  return conditionOf(job, 'Failed')?.reason === 'DeadlineExceeded'
}

/** How a Job stands, by its conditions. */
export function jobState(job: KubernetesObject): 'running' | 'complete' | 'failed' {
  const is = (type: string): boolean => conditionOf(job, type) !== undefined
  if (isEnding(job)) return 'running'
  if (is('Complete')) return 'complete'
  return is('Failed') ? 'failed' : 'running'
}
