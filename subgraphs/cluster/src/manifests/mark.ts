import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'

/** Labels that select; the mark that decides whose an object is stands in an annotation, where any text is allowed. */
export const labels = {
  managedBy: 'app.kubernetes.io/managed-by',
  name: 'app.kubernetes.io/name',
  project: 'operations-manager/project',
  deployment: 'operations-manager/deployment',
  /** Which step owns the object; pruning looks at nothing else. */
  part: 'operations-manager/part',
  /** What Deployments, Services and budgets select a component's pods by. */
  component: 'operations-manager/component',
  /** What NetworkPolicies select a component's pods by; Jobs and proofs carry it too, and get no request by it. */
  network: 'operations-manager/network',
  /** The instance that an object is of; on pods: that they serve it, which is what NetworkPolicies select them by. */
  service: 'operations-manager/service',
  host: 'operations-manager/host',
} as const

export const annotations = {
  /** Installation, cluster, project, deployment. */
  mark: 'operations-manager/mark',
  /** Hash of the object as generated, without the values of Secrets. */
  applied: 'operations-manager/applied',
  /** Keyed hash of everything injected, so that a changed secret starts new pods. */
  content: 'operations-manager/content',
  restartedAt: 'operations-manager/restarted-at',
  /** On a namespace of which a removal left nothing but claims with data. */
  keptForClaims: 'operations-manager/kept-for-claims',
  /** On a claim: until when a removal keeps it. */
  retainedUntil: 'operations-manager/retained-until',
  /** The operation that a Job ran for. */
  operation: 'operations-manager/operation',
  /** On what belongs to a proof: what was to be proved, as a hash, and how often that was tried. */
  plan: 'operations-manager/plan',
  round: 'operations-manager/round',
} as const

export const managedBy = 'operations-manager'

/** Whose an object is: installation and deployment. */
export type Owner = DeploymentRef & { readonly installation: string }

/** What makes an object one of this wish. Another installation's or cluster's mark is foreign, also on one server. */
export function markOf({ installation, cluster, project, deployment }: Owner): string {
  return [installation, cluster, project, deployment].map(encodeURIComponent).join('/')
}

/** The labels of everything that belongs to a deployment. */
export function ownerLabels({ project, deployment }: Owner): Record<string, string> {
  return { [labels.managedBy]: managedBy, [labels.project]: project, [labels.deployment]: deployment }
}

/** Whether an object carries the mark of this wish, another's, or none. */
export function ownership(object: KubernetesObject, owner: Owner): 'ours' | 'foreign' | 'none' {
  const mark = object.metadata.annotations?.[annotations.mark]
  if (mark === undefined) return 'none'
  return mark === markOf(owner) ? 'ours' : 'foreign'
}
