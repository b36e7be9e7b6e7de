import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { hashOf } from '../manifests/canonical.ts'
import { annotations, labels, managedBy } from '../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../ports/kubernetes.ts'
import { statusOf } from './rollout/pod-state.ts'

/** Kinds of which everything that is ours is watched. */
export const watched = [
  ['v1', 'Namespace'],
  ['v1', 'Secret'],
  ['v1', 'ServiceAccount'],
  ['v1', 'ResourceQuota'],
  ['v1', 'LimitRange'],
  ['v1', 'Service'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Pod'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['batch/v1', 'Job'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
] as const

export type WatchOptions = {
  readonly kubernetes: KubernetesPort
  readonly cluster: string
  readonly installation: string
  /** Called with the id of a deployment of which something changed that a step would look at. */
  readonly onChange: (deployment: string) => void
  readonly signal: AbortSignal
}

/**
 * Watches everything of ours in the cluster, so that drift and the progress of rollouts are seen at once. Resolves when
 * the signal aborts; losing a change is harmless, since everything is looked at again after a while anyway.
 */
export async function watchDeployments({
  kubernetes,
  cluster,
  installation,
  onChange,
  signal,
}: WatchOptions): Promise<void> {
  const prefix = [installation, cluster].map(encodeURIComponent).join('/')
  await Promise.all(
    watched.map(([apiVersion, kind]) => {
      const seen = new Map<string, string>()
      return kubernetes.watch(
        { apiVersion, kind, namespace: null, labels: { [labels.managedBy]: managedBy } },
        (object, gone) => {
          const deployment = deploymentOf(object, cluster, prefix)
          if (deployment !== null && isNews(seen, object, gone)) onChange(deployment)
        },
        signal,
      )
    }),
  )
}

function deploymentOf(object: KubernetesObject, cluster: string, prefix: string): string | null {
  const mark = object.metadata.annotations?.[annotations.mark]
  // What controllers make carries our labels and no mark; it lives in namespaces that are ours.
  if (mark !== undefined && !mark.startsWith(`${prefix}/`)) return null
  const project = object.metadata.labels?.[labels.project]
  const deployment = object.metadata.labels?.[labels.deployment]
  return project === undefined || deployment === undefined ? null : deploymentId({ cluster, project, deployment })
}

/** Whether a change is one that a step would see; statuses that only count on are none. */
function isNews(seen: Map<string, string>, object: KubernetesObject, gone: boolean): boolean {
  const key = object.metadata.uid ?? object.metadata.name
  if (gone) return seen.delete(key) || true
  const now = significant(object)
  const before = seen.get(key)
  seen.set(key, now)
  return before !== now
}

function significant(object: KubernetesObject): string {
  const { labels: given, annotations: notes, deletionTimestamp } = object.metadata
  const wished = { given, notes, ending: deletionTimestamp !== undefined, spec: object['spec'], data: object['data'] }
  return hashOf([wished, progressOf(object)])
}

function progressOf(object: KubernetesObject): unknown {
  if (object.kind === 'Pod') {
    const { phase, conditions = [], containerStatuses = [] } = statusOf(object)
    return [
      phase,
      conditions.map(({ type, status, reason }) => [type, status, reason]),
      containerStatuses.map(({ state, restartCount }) => [state?.waiting?.reason, restartCount]),
    ]
  }
  if (object.kind === 'PersistentVolumeClaim')
    return (object['status'] as { readonly phase?: string } | undefined)?.phase
  if (object.kind !== 'Deployment' && object.kind !== 'ReplicaSet' && object.kind !== 'Job') return null
  const { conditions, ...counts } = (object['status'] ?? {}) as {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[]
  }
  return [counts, (conditions ?? []).map(({ type, status, reason }) => [type, status, reason])]
}
