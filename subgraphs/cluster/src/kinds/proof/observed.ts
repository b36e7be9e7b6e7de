import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import { annotations, labels, ownerLabels, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { isUnanswered, PortError } from '../../ports/port-error.ts'
import { ResultLine, type TrialPlan, type TrialResult } from '../../proofs/trial.ts'
import { containersOf, statusOf, troubleOf } from '../rollout/pod-state.ts'
import type { Ended, ObservedProof, SeenJob } from './plan.ts'
import { parseSeen, type KeptSeen } from './seen.ts'

const jobKind = { apiVersion: 'batch/v1', kind: 'Job' } as const
/** A controller makes a pod in far less, where it may. */
const podAfterMs = 3_000

/** How the proof of a component stands: what was seen before, and the pods that look now. */
export async function observeProof(
  kubernetes: KubernetesPort,
  owner: Owner,
  component: string,
  plan: TrialPlan,
  now: Date,
): Promise<ObservedProof> {
  const namespace = namespaceName(owner)
  const selector = { ...ownerLabels(owner), [labels.part]: 'proof', [labels.network]: component }
  const seenRef = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: objectNames.seen(component) }
  const [seenObject, jobs, pods, unready] = await Promise.all([
    kubernetes.read(seenRef),
    kubernetes.list({ ...jobKind, namespace, labels: selector }),
    kubernetes.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: selector }),
    unreadyOf(kubernetes, namespace, plan),
  ])
  const seenJobs = jobs.map(async (job): Promise<SeenJob> => {
    const pod = pods.find(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid))
    return seeJob(kubernetes, { ...job, ...jobKind }, pod ?? null, plan, now)
  })
  return { seen: keptIn(seenObject), seenObject, jobs: await Promise.all(seenJobs), unready, nowMs: now.getTime() }
}

function keptIn(object: KubernetesObject | null): KeptSeen | null {
  const text = (object?.['data'] as { readonly seen?: string } | undefined)?.seen // a ConfigMap's data
  const seen = text === undefined ? null : parseSeen(text)
  return seen === null ? null : { ...seen, ...planOf(object) }
}

function planOf(object: KubernetesObject | null): { readonly plan: string; readonly round: number } {
  const notes = object?.metadata.annotations
  return { plan: notes?.[annotations.plan] ?? '', round: Number(notes?.[annotations.round] ?? 0) }
}

async function seeJob(
  kubernetes: KubernetesPort,
  job: KubernetesObject,
  pod: KubernetesObject | null,
  plan: TrialPlan,
  now: Date,
): Promise<SeenJob> {
  const about = planOf(job)
  const template = (job['spec'] as { readonly template?: unknown } | undefined)?.template // a Job's spec
  const image = containersOf(template)[0]?.image ?? ''
  const isAsked = about.plan === plan.id && job.metadata.deletionTimestamp === undefined
  const ended = isAsked && pod !== null ? await endOf(kubernetes, pod, plan) : null
  const ageMs = now.getTime() - new Date(job.metadata.creationTimestamp ?? now).getTime()
  const trouble = !isAsked || ended !== null ? null : await troubleWith(kubernetes, job, pod, ageMs)
  return { object: job, ...about, image, ended, trouble, ageMs }
}

/**
 * What a pod said; `null` while it has not said all. Results count only if all trials have one. A kubelet looks once a
 * second whether a container has ended, so what it says is read before that.
 */
async function endOf(kubernetes: KubernetesPort, pod: KubernetesObject, plan: TrialPlan): Promise<Ended | null> {
  const { phase, containerStatuses, message } = statusOf(pod)
  const isOver = phase === 'Succeeded' || phase === 'Failed'
  if (!isOver && phase !== 'Running') return null
  const results = resultsIn(await linesOf(kubernetes, pod), plan)
  if (results.length === plan.trials.length) return { type: 'seen', results }
  if (!isOver) return null
  const end = containerStatuses?.[0]?.state?.terminated
  const how = message ?? (end === undefined ? phase : `exit code ${end.exitCode}, ${end.reason ?? 'no reason'}`)
  return { type: 'lost', message: `The pod that proves ended without saying what it saw (${how}).` }
}

async function linesOf(kubernetes: KubernetesPort, pod: KubernetesObject): Promise<readonly string[]> {
  try {
    const lines = await kubernetes.logs(pod.metadata.namespace ?? '', pod.metadata.name, {})
    return lines.map(({ text }) => text)
  } catch (error) {
    // A pod that was taken away, or whose container never ran, has no log; one that cannot be read now has.
    if (error instanceof PortError && !isUnanswered(error)) return []
    throw error
  }
}

function resultsIn(lines: readonly string[], plan: TrialPlan): readonly TrialResult[] {
  const results = lines.flatMap((line) => {
    const parsed = line.startsWith('{') ? ResultLine.safeParse(parseJson(line)) : null
    return parsed?.success === true && parsed.data.plan === plan.id ? [parsed.data.result] : []
  })
  const byTrial = new Map(results.map((result) => [result.trial, result]))
  return plan.trials.flatMap((_, index) => byTrial.get(index) ?? [])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a line of something else
  }
}

/** What keeps the pod from starting, in the words of Kubernetes. */
async function troubleWith(
  kubernetes: KubernetesPort,
  job: KubernetesObject,
  pod: KubernetesObject | null,
  ageMs: number,
): Promise<string | null> {
  if (pod !== null) return troubleOf(pod)?.message ?? null
  if (ageMs < podAfterMs) return null
  const events = await kubernetes.list({ apiVersion: 'v1', kind: 'Event', namespace: job.metadata.namespace ?? null })
  const warning = events
    .map((event) => event as KubernetesObject & EventFields) // listed as events
    .find(({ type, involvedObject }) => type === 'Warning' && involvedObject?.name === job.metadata.name)
  return warning?.message ?? 'the cluster makes no pod for it'
}

type EventFields = {
  readonly type?: string | null
  readonly message?: string | null
  readonly involvedObject?: { readonly name?: string } | null
}

/** The called components that no ready pod stands behind: a call proves nothing before. */
async function unreadyOf(kubernetes: KubernetesPort, namespace: string, plan: TrialPlan): Promise<readonly string[]> {
  const called = plan.trials.flatMap((trial) => (trial.type === 'call' ? [trial.component] : []))
  const found = called.map(async (component) => {
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: objectNames.component(component) }
    const status = (await kubernetes.read(ref))?.['status'] as { readonly readyReplicas?: number } | undefined // a Deployment's
    return (status?.readyReplicas ?? 0) > 0 ? [] : [component]
  })
  return (await Promise.all(found)).flat()
}
