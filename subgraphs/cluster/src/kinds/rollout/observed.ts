import { canonicalJson } from '../../manifests/canonical.ts'
import { labels, ownerLabels, type Owner } from '../../manifests/mark.ts'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { isUnanswered, PortError } from '../../ports/port-error.ts'
import { containersOf, digestOf, isReady, troubleOf, type PodTrouble } from './pod-state.ts'

type Condition = { readonly type: string; readonly status: string; readonly reason?: string; readonly message?: string }

export type SeenPod = {
  readonly name: string
  /** True for a pod of the newest template. */
  readonly isNew: boolean
  readonly isEnding: boolean
  readonly isReady: boolean
  readonly image: string
  readonly digest: string | null
  readonly restarts: number
  readonly trouble: PodTrouble | null
  /** The last lines before the container ended, where it crashes. */
  readonly lines: readonly string[]
}

export type ObservedRollout = {
  readonly desired: number
  readonly ready: number
  readonly updated: number
  readonly total: number
  /** False until the controller has seen the newest spec. */
  readonly isSeen: boolean
  readonly image: string
  readonly pods: readonly SeenPod[]
  /** Why the controller cannot make pods, in the words of the API server. */
  readonly creationFault: string | null
  readonly isLate: boolean
  /** True once the newest template was rolled out, also when pods fail later. */
  readonly isRolledOut: boolean
}

type DeploymentStatus = {
  readonly observedGeneration?: number
  readonly replicas?: number
  readonly readyReplicas?: number
  readonly updatedReplicas?: number
  readonly conditions?: readonly Condition[]
}

const crashLines = 20

/** Everything that decides how the rollout of a component stands; `null` if there is no Deployment. */
export function observeRollout(
  kubernetes: KubernetesPort,
  owner: Owner,
  component: string,
): Promise<ObservedRollout | null> {
  return observeDeployment(kubernetes, owner, objectNames.component(component), { [labels.component]: component })
}

/** The same of the server of a service instance. */
export function observeServer(
  kubernetes: KubernetesPort,
  owner: Owner,
  service: string,
): Promise<ObservedRollout | null> {
  return observeDeployment(kubernetes, owner, objectNames.server(service), { [labels.service]: service })
}

async function observeDeployment(
  kubernetes: KubernetesPort,
  owner: Owner,
  name: string,
  pods: Readonly<Record<string, string>>,
): Promise<ObservedRollout | null> {
  const namespace = namespaceName(owner)
  const deployment = await kubernetes.read({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name })
  if (deployment === null) return null
  const selector = { ...ownerLabels(owner), ...pods }
  const [sets, present] = await Promise.all([
    kubernetes.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace, labels: selector }),
    kubernetes.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: selector }),
  ])
  const seen = summaryOf(deployment, sets, present)
  const withLines = seen.pods.map(async (pod) =>
    pod.isNew && pod.trouble?.type === 'crash'
      ? { ...pod, lines: await lastLines(kubernetes, namespace, pod.name) }
      : pod,
  )
  return { ...seen, pods: await Promise.all(withLines) }
}

/** How a rollout stands by a Deployment, its ReplicaSets and its pods; nothing else is read. */
export function summaryOf(
  deployment: KubernetesObject,
  sets: readonly KubernetesObject[],
  present: readonly KubernetesObject[],
): ObservedRollout {
  const newest = newestSet(deployment, sets)
  const pods = present.map((pod) => seePod(pod, newest))
  const spec = deployment['spec'] as { readonly replicas?: number; readonly template: unknown } // a Deployment's spec
  const status = statusOf(deployment)
  const failing = conditionsOf(newest).find((condition) => condition.type === 'ReplicaFailure')
  const progress = conditionsOf(deployment).find(({ type }) => type === 'Progressing')
  return {
    desired: spec.replicas ?? 1,
    ...status,
    isSeen: newest !== null && status.observed >= (deployment.metadata.generation ?? 0),
    image: containersOf(spec.template)[0]?.image ?? '',
    pods: pods.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    creationFault: failing?.status === 'True' ? (failing.message ?? '') : null,
    isLate: progress?.status === 'False' && progress.reason === 'ProgressDeadlineExceeded',
    isRolledOut: progress?.reason === 'NewReplicaSetAvailable',
  }
}

type Counts = Pick<ObservedRollout, 'ready' | 'updated' | 'total'> & { readonly observed: number }

function statusOf(deployment: KubernetesObject): Counts {
  const status = (deployment['status'] ?? {}) as DeploymentStatus // a Deployment's status
  const { readyReplicas: ready = 0, updatedReplicas: updated = 0, replicas: total = 0, observedGeneration = 0 } = status
  return { ready, updated, total, observed: observedGeneration }
}

/** The ReplicaSet of the present template: the one whose template hash the newest revision has. */
function newestSet(deployment: KubernetesObject, sets: readonly KubernetesObject[]): KubernetesObject | null {
  const owned = sets.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid }) => uid === deployment.metadata.uid),
  )
  const template = templateIdentity(deployment)
  return owned.find((set) => templateIdentity(set) === template) ?? null
}

/** What of a template the platform decides: its annotations and the image. Equal templates have one ReplicaSet. */
function templateIdentity(object: KubernetesObject): string {
  const template = (object['spec'] as { readonly template?: KubernetesObject } | undefined)?.template
  const spec = (template as { readonly spec?: unknown } | undefined)?.spec
  return canonicalJson([template?.metadata?.annotations ?? {}, spec])
}

/** How a pod is, and whether it is of the newest that makes such pods. */
export function seePod(pod: KubernetesObject, newest: KubernetesObject | null): SeenPod {
  const trouble = troubleOf(pod)
  const isNew = pod.metadata.ownerReferences?.some(({ uid }) => uid === newest?.metadata.uid) === true
  const [container] = containersOf(pod)
  return {
    name: pod.metadata.name,
    isNew: isNew && newest !== null,
    isEnding: pod.metadata.deletionTimestamp !== undefined,
    isReady: isReady(pod),
    image: container?.image ?? '',
    digest: digestOf(pod),
    restarts: trouble?.restarts ?? 0,
    trouble,
    lines: [],
  }
}

async function lastLines(kubernetes: KubernetesPort, namespace: string, pod: string): Promise<readonly string[]> {
  for (const previous of [true, false]) {
    try {
      const lines = await kubernetes.logs(namespace, pod, { tail: crashLines, previous })
      if (lines.length > 0) return lines.map(({ text }) => text)
    } catch (error) {
      // Between two lives Kubernetes has no log of one of them; the crash is reported all the same.
      if (!(error instanceof PortError) || isUnanswered(error)) throw error
    }
  }
  return []
}

function conditionsOf(object: KubernetesObject | null): readonly Condition[] {
  const status = object?.['status'] as { readonly conditions?: readonly Condition[] } | undefined
  return status?.conditions ?? []
}
