import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { beforeJob } from '../../manifests/before.ts'
import { labels, ownerLabels, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { isUnanswered, PortError } from '../../ports/port-error.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { Outcome } from '../../reconcile/outcome.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import { publishedInjection } from '../binding/injection.ts'
import { withoutSecrets } from '../binding/redact.ts'
import { manifestInput, type KindDeps } from '../deps.ts'
import { firstOfPods, lastWords } from '../rollout/first-problem.ts'
import { wrongPlatform } from '../rollout/image-problems.ts'
import { seePod, type SeenPod } from '../rollout/observed.ts'
import { endOf, isForeignProgram } from '../rollout/pod-faults.ts'
import { containersOf } from '../rollout/pod-state.ts'
import { podProblem } from '../rollout/problems.ts'
import type { Where } from '../rollout/where.ts'
import { isEnding, isOverdue, jobState, planBefore, type BeforeAction, type ObservedBefore } from './plan.ts'

const jobKind = { apiVersion: 'batch/v1', kind: 'Job' } as const
const lastLines = 20

/** Runs a component's command before its new pods, once for each generation. */
export function beforeStep(deps: KindDeps, owner: Owner, component: string, wish: Wish, now: () => Date): BoundStep {
  const { kubernetes } = deps
  const where = { project: owner.project, component, registries: wish.spec.registries }
  let manifest: KubernetesObject | null = null
  return bindStep<string, KubernetesObject, ObservedBefore, BeforeAction>({
    backend: 'kubernetes',
    id: component,
    kind: {
      name: 'before',
      observe: async () => {
        const observed = await observe(kubernetes, owner, component)
        return { ...observed, lines: await withoutSecrets(deps, wish.spec, component, observed.lines) }
      },
      plan: (desired, observed) => planBefore(owner, desired, observed),
      apply: async (action) => {
        if (action.type === 'remove') return kubernetes.remove(action.ref)
        if (manifest === null) throw new Error(`run what comes before ${component} without a manifest`)
        await kubernetes.apply(manifest)
      },
    },
    desired: async () => {
      const injection = await publishedInjection(deps, wish.spec, component)
      const { generation, operation } = wish
      manifest = beforeJob({ ...manifestInput(deps, wish.spec), injection, generation, operation }, component)
      return manifest
    },
    settled: (observed, desired) => {
      const job = observed?.jobs.find(({ metadata }) => metadata.name === desired?.metadata.name)
      const state = job === undefined ? 'running' : jobState(job)
      if (state === 'complete') return { type: 'ready' }
      if (job !== undefined && state === 'failed') return failed(where, job, observed?.lines ?? [])
      const { running = null } = observed ?? {}
      const pods = running?.job === desired?.metadata.name ? (running?.pods ?? []) : []
      return waiting(where, pods, now(), deps.settings.unschedulableAfterSeconds)
    },
  })
}

async function observe(kubernetes: KubernetesPort, owner: Owner, component: string): Promise<ObservedBefore> {
  const namespace = namespaceName(owner)
  const selector = { ...ownerLabels(owner), [labels.part]: 'before', [labels.component]: component }
  const list = await kubernetes.list({ ...jobKind, namespace, labels: selector })
  const jobs = list.map((job) => ({ ...job, ...jobKind }))
  const failedJob = jobs.find((job) => jobState(job) === 'failed')
  const runningJob = jobs.find((job) => jobState(job) === 'running' && !isEnding(job))
  const [lines, running] = await Promise.all([
    failedJob === undefined ? [] : linesOf(kubernetes, namespace, failedJob),
    runningJob === undefined ? null : runningOf(kubernetes, namespace, runningJob),
  ])
  return { jobs, lines, running }
}

async function runningOf(
  kubernetes: KubernetesPort,
  namespace: string,
  job: KubernetesObject,
): Promise<ObservedBefore['running']> {
  const pods = await podsOf(kubernetes, namespace, job)
  return { job: job.metadata.name, pods: pods.map((pod) => seePod(pod, job)) }
}

function podsOf(kubernetes: KubernetesPort, namespace: string, { metadata }: KubernetesObject) {
  const selector = { 'batch.kubernetes.io/job-name': metadata.name }
  return kubernetes.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: selector })
}

async function linesOf(
  kubernetes: KubernetesPort,
  namespace: string,
  job: KubernetesObject,
): Promise<readonly string[]> {
  const pods = await podsOf(kubernetes, namespace, job)
  const [pod] = pods.toSorted((a, b) => ageOf(b) - ageOf(a))
  if (pod === undefined) return []
  try {
    const lines = await kubernetes.logs(namespace, pod.metadata.name, { tail: lastLines })
    return lines.map(({ text }) => text)
  } catch (error) {
    // A pod whose container never started has no log; what happened is said without it.
    if (error instanceof PortError && !isUnanswered(error)) return []
    throw error
  }
}

function ageOf({ metadata }: KubernetesObject): number {
  return new Date(metadata.creationTimestamp ?? 0).getTime()
}

/** Its pod may never start, for whatever keeps a pod of the component itself from starting. */
function waiting(where: Where, pods: readonly SeenPod[], now: Date, graceSeconds: number): Outcome {
  const found = firstOfPods(pods, (pod) => podProblem(where, pod, now, graceSeconds))
  if (found !== null) return endOf(found)
  return { type: 'progressing', message: `The command before "${where.component}" runs.`, retryAfterMs: 1_000 }
}

function failed(where: Where, job: KubernetesObject, lines: readonly string[]): Outcome {
  const { component } = where
  const details = { component, lastLines: lines }
  if (isForeignProgram(lines)) return endOf(wrongPlatform(where, imageOf(job), details))
  const what = isOverdue(job) ? 'was not done in time' : 'failed'
  return endOf(
    problem(
      'BEFORE_FAILED',
      `The command that runs before "${component}" ${what}, so the rollout stopped and the old pods stay.${lastWords(lines)}`,
      {
        path: ['components', component, 'before'],
        remedies: [{ title: 'Mend the command or its image, then try again', mutation: 'retryOperation', input: {} }],
        details,
      },
    ),
  )
}

function imageOf(job: KubernetesObject): string {
  const spec = job['spec'] as { readonly template?: unknown } | undefined // a Job's spec
  return containersOf(spec?.template)[0]?.image ?? ''
}
