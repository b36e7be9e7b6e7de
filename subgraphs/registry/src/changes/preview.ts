import { urlOf } from '@operations-manager/schema/resolve/hosts.ts'
import type { ClusterRow } from '../store/tables.ts'
import type { TargetPlan } from './plan.ts'

/** What a change would do to one deployment, in words and addresses. */
export type TargetPreview = {
  readonly deployment: string
  readonly cluster: string
  readonly effect: TargetPlan['effect']
  readonly generation: string | null
  readonly addresses: readonly string[]
  readonly steps: readonly string[]
}

export function previewOf(plan: TargetPlan, clusters: ReadonlyMap<string, Pick<ClusterRow, 'profile'>>): TargetPreview {
  const profile = clusters.get(plan.cluster)?.profile ?? null
  const hosts = Object.values(plan.spec.components).flatMap(({ publish }) => publish?.hosts ?? [])
  const isGone = plan.effect === 'REMOVED'
  return {
    deployment: plan.name,
    cluster: plan.cluster,
    effect: plan.effect,
    generation: isGone ? null : plan.generation,
    addresses: isGone || profile === null ? [] : [...new Set(hosts.map((host) => urlOf(host, profile)))],
    steps: plan.effect === 'UNCHANGED' ? [] : plan.steps.map(({ title }) => title),
  }
}
