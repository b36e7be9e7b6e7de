import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Proof } from '@operations-manager/schema/link/messages.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { hashOf } from '../../manifests/canonical.ts'
import { labels, managedBy, type Owner } from '../../manifests/mark.ts'
import type { Injection } from '../../manifests/pod.ts'
import { networkPolicies } from '../../manifests/policies.ts'
import { proofJob, seenObject } from '../../manifests/proof.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { Trial } from '../../proofs/trial.ts'
import { bindStep } from '../../reconcile/bind.ts'
import { Waiting, type Outcome } from '../../reconcile/outcome.ts'
import type { BoundStep, StepContext, StepTarget } from '../../reconcile/step.ts'
import { publishedInjection } from '../binding/injection.ts'
import { withoutSecrets } from '../binding/redact.ts'
import { manifestInput, type KindDeps } from '../deps.ts'
import { observeProof } from './observed.ts'
import {
  dueInMs,
  isAllWell,
  isCertain,
  planProof,
  seenOf,
  unansweredServices,
  withCutOff,
  type DesiredProof,
  type ObservedProof,
  type ProofAction,
} from './plan.ts'
import { failureOf, notStarted, startMs, type Where } from './problems.ts'
import type { KeptSeen, Seen } from './seen.ts'
import { trialsOf, type Skipped } from './trials.ts'
import { unmadeStep } from './unmade.ts'

type Wished = Extract<StepTarget, { type: 'wish' }>
type Desired = DesiredProof & { readonly injection: Injection; readonly skipped: readonly Skipped[] }

/** What a pod says is read as it says it: less and less often, the longer it takes. */
const pollMs = { shortest: 200, longest: 1_000 }
const pollShare = 1 / 8
/** What is outside may start again in the meantime. */
const outsideMs = 60_000
const mostAtOnce = 8
const turnMs = 5_000

/** Proves from where a component stands that it reaches what it uses, calls and may open. */
export function workloadProofStep(
  deps: KindDeps,
  owner: Owner,
  component: string,
  target: Wished,
  context: StepContext,
): BoundStep {
  const { spec } = target.wish
  const { prober } = deps.settings
  if (prober === null) return unmadeStep(deps, spec, component, context)
  const { kubernetes } = deps
  const where = { deployment: deploymentId(owner), project: owner.project, component }
  let wished: Desired | null = null
  const desiredNow = (): Desired => {
    if (wished === null) throw new Error(`prove what ${component} reaches without knowing what that is`)
    return wished
  }
  return bindStep<string, Desired, ObservedProof, ProofAction>({
    backend: 'kubernetes',
    id: component,
    kind: {
      name: 'proof from the workload',
      observe: () => observeProof(kubernetes, owner, component, desiredNow().plan, context.now()),
      plan: (desired, observed) => planProof(owner, desired, observed),
      apply: (action) => applyProof(deps, component, { target, context }, desiredNow(), action),
    },
    desired: async () => (wished = await desiredOf(deps, target, component, prober.image)),
    settled: (observed, desired) => settledAs(where, desired, observed),
    prove: (desired, observed) => Promise.resolve(proofsOf(component, desired, observed, context.now())),
    failed: (desired, observed) => Promise.resolve(failedAs(where, desired, observed)),
  })
}

/** What is to be proved, and a name for just this: it is another after every change of what it depends on. */
async function desiredOf(deps: KindDeps, { wish }: Wished, component: string, image: string): Promise<Desired> {
  const { spec, generation, operation } = wish
  const injection = await publishedInjection(deps, spec, component)
  const { trials, skipped } = trialsOf(deps, spec, component)
  const policies = networkPolicies(manifestInput(deps, spec))
  const id = hashOf([trials, generation, operation, injection, policies])
  return { plan: { id, trials: [...trials] }, image, injection, skipped }
}

async function applyProof(
  deps: KindDeps,
  component: string,
  { target, context }: { readonly target: Wished; readonly context: StepContext },
  { plan, image, injection }: Desired,
  action: ProofAction,
): Promise<void> {
  const { kubernetes } = deps
  const { spec, settled } = target.wish
  switch (action.type) {
    case 'run':
      if (settled === true) await waitForTurn(kubernetes)
      await kubernetes.apply(
        proofJob({ ...manifestInput(deps, spec), injection, plan, image, round: action.round }, component),
      )
      return
    case 'keep': {
      // Asked at once: a server that is away now was away for the pod, and is no fault of the network.
      const asked = unansweredServices(plan, action.seen.results).map(async (service) =>
        (await deps.answers(service, target, context)) ? [service] : [],
      )
      const seen = withCutOff(plan, action.seen, (await Promise.all(asked)).flat())
      const text = JSON.stringify(await withoutSecretsIn(deps, spec, component, seen))
      await kubernetes.apply(seenObject({ spec, plan, round: action.round }, component, text))
      return
    }
    case 'remove':
      return kubernetes.remove(action.ref, action.uid === null ? {} : { uid: action.uid })
    default:
      return action satisfies never
  }
}

/** Of what nobody waits for only so much is proved at once: after an upgrade of this program it may be everything. */
async function waitForTurn(kubernetes: KubernetesPort): Promise<void> {
  const selector = { [labels.managedBy]: managedBy, [labels.part]: 'proof' }
  const running = await kubernetes.list({ apiVersion: 'batch/v1', kind: 'Job', namespace: null, labels: selector })
  if (running.length >= mostAtOnce) throw new Waiting('a turn to be proved again', turnMs)
}

/** What was seen is stored and shown, so what the component was given in secret is taken out of it. */
async function withoutSecretsIn(deps: KindDeps, spec: DeploymentSpec, component: string, seen: Seen): Promise<Seen> {
  const results = seen.results.map(async (result) => {
    const proofs = result.proofs.map(async (proof) => {
      const [tried = '', said = ''] = await withoutSecrets(deps, spec, component, [proof.tried, proof.seen])
      return { ...proof, tried, seen: said }
    })
    return { ...result, proofs: await Promise.all(proofs) }
  })
  return { ...seen, results: await Promise.all(results) }
}

function settledAs(where: Where, desired: Desired | null, observed: ObservedProof | null): Outcome {
  if (desired === null || observed === null) return { type: 'ready' }
  const seen = seenOf(desired, observed)
  if (seen !== null && !isEarly(seen)) return { type: 'ready' }
  const awaited = seen?.early.filter((one) => observed.unready.includes(one)) ?? []
  if (awaited.length > 0) {
    const message = `Waiting until "${awaited.join('", "')}" can be called.`
    return { type: 'progressing', message, retryAfterMs: pollMs.longest }
  }
  const kept = observed.jobs.find(({ trouble }) => trouble !== null)
  if (kept !== undefined && kept.trouble !== null) {
    const problem = notStarted(where, kept.trouble)
    // By its age, for between two tries of a pull a pod seems to have no trouble at all.
    if (kept.ageMs >= startMs) return { type: 'stalled', problem }
    return { type: 'waiting', on: 'the pod that proves', problem, retryAfterMs: pollMs.longest }
  }
  const message = `A pod beside "${where.component}" tries what it reaches.`
  const ageMs = Math.min(...observed.jobs.map((job) => job.ageMs))
  const retryAfterMs = Math.min(Math.max(pollMs.shortest, ageMs * pollShare), pollMs.longest)
  return { type: 'progressing', message, retryAfterMs }
}

/** Whether nothing failed but calls of components that were not ready to be called. */
function isEarly(seen: KeptSeen): boolean {
  return seen.failures === 0 && seen.early.length > 0
}

function proofsOf(component: string, desired: Desired | null, observed: ObservedProof | null, now: Date): Proof[] {
  if (desired === null || observed === null) return []
  const seen = seenOf(desired, observed)
  const at = now.toISOString()
  const notMade = desired.skipped.map((one): Proof => ({ ...one, passed: false, from: 'NOT_MADE', at }))
  if (seen === null) return notMade
  const made = seen.results.flatMap(({ proofs }) => proofs.map((proof): Proof => ({ ...proof, from: 'WORKLOAD' })))
  const tried = `Start a pod beside "${component}".`
  const lost: Proof[] =
    seen.lost === null ? [] : [{ tried, seen: seen.lost, passed: false, from: 'WORKLOAD', at: seen.at }]
  return [...made, ...lost, ...notMade]
}

/** The first failure decides; what is certain comes before what may pass by itself. */
function failedAs(where: Where, desired: Desired | null, observed: ObservedProof | null): Outcome {
  const seen = desired === null || observed === null ? null : seenOf(desired, observed)
  if (desired === null || observed === null || seen === null || isAllWell(seen)) return { type: 'ready' }
  const retryAfterMs = Math.min(Math.max(dueInMs(seen, observed), pollMs.shortest), pollMs.longest)
  const end = (on: string, problem: Problem, patience: { readonly patienceMs?: number } = {}): Outcome =>
    isCertain(seen) ? { type: 'stalled', problem } : { type: 'waiting', on, problem, retryAfterMs, ...patience }
  if (seen.lost !== null) return end('the pod that proves', notStarted(where, seen.lost))
  const failures = seen.results.flatMap((result) => {
    const trial = desired.plan.trials[result.trial]
    return trial === undefined || result.fault === null ? [] : [{ trial, result }]
  })
  const isCutOff = (trial: Trial) => trial.type === 'service' && seen.cutOff.includes(trial.service)
  const first =
    failures.find(({ trial, result }) => result.fault !== 'unanswered' || isCutOff(trial)) ??
    failures.find(({ trial }) => trial.type === 'call') ??
    failures[0]
  if (first === undefined) return { type: 'ready' }
  const problem = failureOf(where, first.trial, first.result, isCutOff(first.trial))
  return end('a proof that passes', problem, first.trial.type === 'egress' ? { patienceMs: outsideMs } : {})
}
