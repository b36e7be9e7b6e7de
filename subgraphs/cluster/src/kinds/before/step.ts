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
import { jobState, planBefore, type BeforeAction, type ObservedBefore } from './plan.ts'

const jobKind = { apiVersion: 'batch/v1', kind: 'Job' } as const
const lastLines = 20

/** Runs a component's command before its new pods, once for each generation. */
export function beforeStep(deps: KindDeps, owner: Owner, component: string, wish: Wish): BoundStep {
  const { kubernetes } = deps
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
    settled: (observed, desired) => outcomeOf(component, observed, desired),
  })
}

async function observe(kubernetes: KubernetesPort, owner: Owner, component: string): Promise<ObservedBefore> {
  const namespace = namespaceName(owner)
  const selector = { ...ownerLabels(owner), [labels.part]: 'before', [labels.component]: component }
  const list = await kubernetes.list({ ...jobKind, namespace, labels: selector })
  const jobs = list.map((job) => ({ ...job, ...jobKind }))
  const failed = jobs.find((job) => jobState(job) === 'failed')
  return { jobs, lines: failed === undefined ? [] : await linesOf(kubernetes, namespace, failed.metadata.name) }
}

async function linesOf(kubernetes: KubernetesPort, namespace: string, job: string): Promise<readonly string[]> {
  const pods = await kubernetes.list({
    apiVersion: 'v1',
    kind: 'Pod',
    namespace,
    labels: { 'batch.kubernetes.io/job-name': job },
  })
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

function outcomeOf(component: string, observed: ObservedBefore | null, desired: KubernetesObject | null): Outcome {
  const job = observed?.jobs.find(({ metadata }) => metadata.name === desired?.metadata.name)
  const state = job === undefined ? 'running' : jobState(job)
  if (state === 'complete') return { type: 'ready' }
  if (state === 'running')
    return { type: 'progressing', message: `The command before "${component}" runs.`, retryAfterMs: 1_000 }
  const lines = observed?.lines ?? []
  const said = lines.length === 0 ? '' : ` Its last lines: ${lines.slice(-3).join(' · ')}`
  return {
    type: 'stalled',
    problem: problem(
      'BEFORE_FAILED',
      `The command that runs before "${component}" failed, so the rollout stopped and the old pods stay.${said}`,
      {
        path: ['components', component, 'before'],
        remedies: [{ title: 'Mend the command or its image, then try again', mutation: 'retryOperation', input: {} }],
        details: { component, lastLines: lines },
      },
    ),
  }
}
