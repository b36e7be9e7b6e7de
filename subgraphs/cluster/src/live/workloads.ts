import type { ComponentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { labels } from '../manifests/mark.ts'
import { summaryOf, type ObservedRollout } from '../kinds/rollout/observed.ts'
import { containersOf, digestOf, isReady, statusOf, troubleOf } from '../kinds/rollout/pod-state.ts'
import { rolloutProblem } from '../kinds/rollout/problems.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import type { LiveDeps } from './deps.ts'
import type { LiveDeployment } from './deployment.ts'

export type LivePod = {
  readonly name: string
  readonly state: string
  readonly ready: boolean
  readonly restarts: number
  readonly image: string
  readonly digest: string | null
  readonly node: string | null
  readonly startedAt: string | null
  readonly message: string | null
}

export type LiveWorkload = {
  readonly component: string
  readonly state: 'READY' | 'PROGRESSING' | 'DEGRADED' | 'FAILED' | 'MISSING'
  readonly desired: number
  readonly ready: number
  readonly updated: number
  readonly image: string
  readonly runningImages: readonly string[]
  readonly digest: string | null
  readonly restarts: number
  readonly lastProblem: {
    readonly code: string
    readonly message: string
    readonly pod: string | null
    readonly at: string | null
  } | null
  readonly pods: readonly LivePod[]
}

const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' }
const setKind = { apiVersion: 'apps/v1', kind: 'ReplicaSet' }
const podKind = { apiVersion: 'v1', kind: 'Pod' }

/** How each component of a deployment runs, by name. */
export async function workloadsOf(deps: LiveDeps, deployment: LiveDeployment): Promise<readonly LiveWorkload[]> {
  const { reader, namespace, spec, ref } = deployment
  const [deployments, sets, pods] = await Promise.all([
    reader.list(deploymentKind, namespace),
    reader.list(setKind, namespace),
    reader.list(podKind, namespace),
  ])
  return Object.entries(spec.components)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([component, declared]) => {
      const of = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
        objects.filter(({ metadata }) => metadata.labels?.[labels.component] === component)
      const [object] = of(deployments)
      const own = of(pods)
      const seen = object === undefined ? null : summaryOf(object, of(sets), own)
      return workloadOf(deps, { project: ref.project, component }, declared, seen, own)
    })
}

function workloadOf(
  deps: LiveDeps,
  where: { readonly project: string; readonly component: string },
  declared: ComponentSpec,
  seen: ObservedRollout | null,
  pods: readonly KubernetesObject[],
): LiveWorkload {
  const problem = lastProblemOf(deps, where, seen)
  const livePods = pods.map(podOf).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const { desired, ready, updated } = seen ?? {
    desired: declared.autoscale?.min ?? declared.replicas,
    ready: 0,
    updated: 0,
  }
  return {
    component: where.component,
    state: stateOf(seen, problem !== null),
    desired,
    ready,
    updated,
    image: declared.image,
    runningImages: [...new Set(livePods.filter(({ digest }) => digest !== null).map(({ image }) => image))].toSorted(),
    digest: seen?.pods.find((pod) => pod.isNew && pod.isReady)?.digest ?? null,
    restarts: livePods.reduce((sum, { restarts }) => sum + restarts, 0),
    lastProblem: problem,
    pods: livePods,
  }
}

function lastProblemOf(
  deps: LiveDeps,
  where: { readonly project: string; readonly component: string },
  seen: ObservedRollout | null,
): LiveWorkload['lastProblem'] {
  if (seen === null) return null
  const problem = rolloutProblem(where, seen, deps.now(), deps.settings.unschedulableAfterSeconds)
  if (problem === null) return null
  const troubled = seen.pods.find(({ isNew, trouble }) => isNew && trouble !== null)
  const { code, message } = problem
  return { code, message, pod: troubled?.name ?? null, at: isoOf(troubled?.trouble?.since) }
}

function stateOf(seen: ObservedRollout | null, failed: boolean): LiveWorkload['state'] {
  if (seen === null) return 'MISSING'
  if (failed) return 'FAILED'
  const fresh = seen.pods.filter((pod) => pod.isNew && !pod.isEnding && pod.isReady).length
  const old = seen.pods.some((pod) => !pod.isNew || pod.isEnding)
  if (seen.isSeen && !old && fresh >= seen.desired) return 'READY'
  return seen.isRolledOut ? 'DEGRADED' : 'PROGRESSING'
}

function podOf(pod: KubernetesObject): LivePod {
  const status = statusOf(pod)
  const spec = pod['spec'] as { readonly nodeName?: string } | undefined
  const statuses = status.containerStatuses ?? []
  return {
    name: pod.metadata.name,
    state: podState(pod),
    ready: isReady(pod),
    restarts: statuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
    image: containersOf(pod)[0]?.image ?? '',
    digest: digestOf(pod),
    node: spec?.nodeName ?? null,
    startedAt: isoOf(status.startTime),
    message:
      troubleOf(pod)?.message ??
      statuses.find(({ state }) => state?.waiting?.message)?.state?.waiting?.message ??
      status.message ??
      null,
  }
}

const troubleStates = {
  image: 'IMAGE_FAILED',
  root: 'FAILED',
  configuration: 'STARTING',
  crash: 'CRASHING',
  unschedulable: 'PENDING',
} as const

function podState(pod: KubernetesObject): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'ENDING'
  const status = statusOf(pod)
  if (status.phase === 'Succeeded') return 'SUCCEEDED'
  if (status.phase === 'Failed') return 'FAILED'
  const trouble = troubleOf(pod)
  if (trouble !== null) return troubleStates[trouble.type]
  if (isReady(pod)) return 'READY'
  if (status.containerStatuses?.some(({ state }) => state?.running !== undefined)) return 'RUNNING'
  return status.startTime === undefined ? 'PENDING' : 'STARTING'
}

/** A time of Kubernetes in the form of the graph; the client gives some as `Date`. */
export function isoOf(time: string | Date | undefined | null): string | null {
  return time === undefined || time === null ? null : new Date(time).toISOString()
}
