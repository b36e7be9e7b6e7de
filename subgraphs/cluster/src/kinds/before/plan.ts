import { annotations, ownership, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesRef } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'

export type ObservedBefore = {
  /** The Jobs of this component, of all generations. */
  readonly jobs: readonly KubernetesObject[]
  /** The last lines of a failed one. */
  readonly lines: readonly string[]
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

function isEnding({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined
}

/** How a Job stands, by its conditions. */
export function jobState(job: KubernetesObject): 'running' | 'complete' | 'failed' {
  const status = job['status'] as { readonly conditions?: readonly { type: string; status: string }[] } | undefined
  const is = (type: string): boolean =>
    status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true
  if (isEnding(job)) return 'running'
  if (is('Complete')) return 'complete'
  return is('Failed') ? 'failed' : 'running'
}
