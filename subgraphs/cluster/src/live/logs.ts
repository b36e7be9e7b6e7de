import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { labels, ownerLabels } from '../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort, PodLogLine } from '../ports/kubernetes.ts'
import { isUnanswered, PortError } from '../ports/port-error.ts'
import type { LiveDeps } from './deps.ts'
import { NotFound, requireComponent, type LiveDeployment } from './deployment.ts'
import { Stream } from './stream.ts'

export type LiveLogLine = PodLogLine & { readonly component: string }

export type LogQuestion = {
  readonly component: string
  readonly pod: string | null
  readonly tail: number
  readonly previous: boolean
}

const podKind = { apiVersion: 'v1', kind: 'Pod' } as const
const mostLines = 1_000

/**
 * The last lines of a component, the oldest first: of its pods, and of what runs before them (the label that policies
 * select by is on both, and on pods that prove what the component reaches).
 */
export async function logsOf(
  deps: LiveDeps,
  deployment: LiveDeployment,
  { component, pod, tail, previous }: LogQuestion,
): Promise<readonly LiveLogLine[]> {
  requireComponent(deployment, component)
  const count = Math.min(Math.max(tail, 1), mostLines)
  const pods = await podsOf(deps.kubernetes, deployment, component)
  const asked = pods.filter(({ metadata }) => pod === null || metadata.name === pod)
  if (pod !== null && asked.length === 0) throw new NotFound(`The component "${component}" has no pod "${pod}".`)
  const lists = await Promise.all(
    asked.map(({ metadata }) =>
      linesOf(deps.kubernetes, deployment.namespace, metadata.name, { tail: count, previous }),
    ),
  )
  return lists
    .flat()
    .map((line) => ({ ...line, component }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-count)
}

async function linesOf(
  kubernetes: KubernetesPort,
  namespace: string,
  pod: string,
  options: { readonly tail: number; readonly previous: boolean },
): Promise<readonly PodLogLine[]> {
  try {
    return await kubernetes.logs(namespace, pod, options)
  } catch (error) {
    // A container that has not started, or had no life before, has written nothing.
    if (error instanceof PortError && (error.fault === 'invalid' || error.fault === 'not-found')) return []
    throw error
  }
}

/**
 * Every line that the pods of a component write from now on (or since a moment), those of pods that come later too,
 * until the signal aborts. Slow readers slow the reading, nothing is dropped and nothing piles up.
 */
export function followLogs(
  deps: Pick<LiveDeps, 'kubernetes' | 'installation' | 'cluster' | 'wishes' | 'now'>,
  deployment: string,
  component: string,
  since: string | null,
  signal: AbortSignal,
): AsyncIterable<PodLogLine> {
  const ref = parseDeploymentId(deployment)
  const { wish, last } = deps.wishes.current(deployment)
  const spec = (wish ?? last)?.spec
  if (ref === null || ref.cluster !== deps.cluster || spec === undefined || !Object.hasOwn(spec.components, component))
    throw new NotFound(`The deployment has no component "${component}".`)
  const namespace = namespaceName(ref)
  const selector = { ...ownerLabels({ ...ref, installation: deps.installation }), [labels.network]: component }
  return followPods(deps.kubernetes, namespace, selector, since ?? deps.now().toISOString(), signal)
}

async function* followPods(
  kubernetes: KubernetesPort,
  namespace: string,
  selector: Readonly<Record<string, string>>,
  since: string,
  outer: AbortSignal,
): AsyncIterable<PodLogLine> {
  const ended = new AbortController()
  const signal = AbortSignal.any([outer, ended.signal])
  const stream = new Stream<PodLogLine>(signal)
  const followed = new Set<string>()
  /** Where to go on when a container starts again: its log ends with each of its lives. */
  const positions = new Map<string, string>()
  const follow = async (pod: string, key: string): Promise<void> => {
    const lines = kubernetes.followLogs(namespace, pod, { since: positions.get(key) ?? since }, signal)
    for await (const line of lines) {
      positions.set(key, new Date(Date.parse(line.at) + 1).toISOString())
      if (!(await stream.push(line))) return
    }
  }
  const see = (pod: KubernetesObject, gone: boolean): void => {
    const key = pod.metadata.uid ?? pod.metadata.name
    if (gone || followed.has(key) || isProof(pod) || !hasStarted(pod)) return
    followed.add(key)
    follow(pod.metadata.name, key)
      .catch((error: unknown) => {
        // A pod that is gone meanwhile writes no more; everything else the reader has to know.
        if (!(error instanceof PortError) || isUnanswered(error)) stream.fail(error)
      })
      .finally(() => followed.delete(key))
  }
  const watching = kubernetes.watch({ ...podKind, namespace, labels: selector }, see, signal)
  watching.catch((error: unknown) => stream.fail(error))
  try {
    yield* stream
  } finally {
    ended.abort()
  }
}

/**
 * A pod that proves something stands among those of its component, and is none of them: what it writes is for us, and
 * what the component was given in secret is taken out of it before anybody is shown it.
 */
function isProof({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[labels.part] === 'proof'
}

/** A pod whose container never ran has no log to follow. */
function hasStarted(pod: KubernetesObject): boolean {
  const status = pod['status'] as
    | {
        readonly containerStatuses?: readonly {
          readonly state?: Readonly<Record<string, unknown>>
          readonly restartCount?: number
        }[]
      }
    | undefined
  return (
    status?.containerStatuses?.some(
      ({ state, restartCount = 0 }) =>
        state?.['running'] !== undefined || state?.['terminated'] !== undefined || restartCount > 0,
    ) === true
  )
}

async function podsOf(
  kubernetes: KubernetesPort,
  { namespace, ref, spec }: LiveDeployment,
  component: string,
): Promise<readonly KubernetesObject[]> {
  const selector = { ...ownerLabels({ ...ref, installation: spec.installation }), [labels.network]: component }
  const pods = await kubernetes.list({ ...podKind, namespace, labels: selector })
  return pods.filter((pod) => !isProof(pod))
}
