import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { outcomeOf } from './outcome-of.ts'
import type { Kind, PlannedAction } from './kind.ts'
import { Stalled, type Outcome } from './outcome.ts'
import type { Backend, BoundStep, StatusPart, StepResult } from './step.ts'

/** More rounds than any honest kind needs: what depends on something else in it takes a round of its own. */
const maxRounds = 6
const proofRetryMs = 2_000

export type Binding<Id, Desired, Observed, Action extends PlannedAction> = {
  readonly backend: Backend
  readonly kind: Kind<Id, Desired, Observed, Action>
  readonly id: Id
  /** What is wished; computed when the step runs, so it may read what earlier steps published. `null`: gone. */
  desired(): Desired | null | Promise<Desired | null>
  /** Called when the plan is empty: whether what is there also works already (pods ready …). Absent: ready. */
  settled?(observed: Observed | null, desired: Desired | null): Outcome
  /** Called when the rounds are used up although each made headway (a bucket of many pages). Absent: NOT_CONVERGING. */
  unfinished?(): Outcome
  /** Called when it is settled: tries it as its user would. A failed proof makes the step wait until its deadline. */
  prove?(desired: Desired | null, observed: Observed | null): Promise<readonly Proof[]>
  /** What a failed proof means, where the kind knows more of it. */
  failed?(desired: Desired | null, observed: Observed | null): Promise<Outcome>
  /** What to show of it, from the last observation, whatever the outcome. */
  status?(observed: Observed | null, desired: Desired | null): StatusPart
}

/** Binds a kind to an id and what is desired of it: the loop that every step runs. */
export function bindStep<Id, Desired, Observed, Action extends PlannedAction>(
  binding: Binding<Id, Desired, Observed, Action>,
): BoundStep {
  return {
    backend: binding.backend,
    run: () => converge(binding),
    plan: async () => {
      const desired = await binding.desired()
      return binding.kind.plan(desired, await binding.kind.observe(binding.id))
    },
  }
}

/** Several steps as one: each starts when the one before it is ready, and the first that is not ends the run. */
export function inOrder(backend: Backend, steps: readonly BoundStep[]): BoundStep {
  return {
    backend,
    run: async () => {
      let all: StepResult = { outcome: { type: 'ready' }, applied: [], proofs: [], status: {} }
      for (const step of steps) {
        const one = await step.run()
        all = {
          outcome: one.outcome,
          applied: [...all.applied, ...one.applied],
          proofs: [...all.proofs, ...one.proofs],
          status: { ...all.status, ...one.status },
        }
        if (one.outcome.type !== 'ready') return all
      }
      return all
    },
    plan: async () => {
      const actions: PlannedAction[] = []
      for (const step of steps) actions.push(...(await step.plan()))
      return actions
    },
  }
}

async function converge<Id, Desired, Observed, Action extends PlannedAction>(
  binding: Binding<Id, Desired, Observed, Action>,
): Promise<StepResult> {
  const applied: Action[] = []
  let status: StatusPart = {}
  const end = (outcome: Outcome, proofs: readonly Proof[] = []): StepResult => ({ outcome, applied, proofs, status })
  try {
    const desired = await binding.desired()
    for (let round = 0; round < maxRounds; round += 1) {
      const observed = await binding.kind.observe(binding.id)
      status = binding.status?.(observed, desired) ?? {}
      const plan = binding.kind.plan(desired, observed)
      if (plan.length === 0) return await settle(binding, desired, observed, end)
      await applyAll(binding.kind, plan, (action) => applied.push(action))
    }
    return end(binding.unfinished?.() ?? { type: 'stalled', problem: notConverging(binding.kind.name, applied) })
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome === null) throw error
    return end(outcome)
  }
}

/** Ends when nothing is under way any more, with the first failure if there was one. */
async function applyAll<Action extends PlannedAction>(
  kind: Pick<Kind<never, never, never, Action>, 'apply' | 'isUnordered'>,
  plan: readonly Action[],
  onApplied: (action: Action) => void,
): Promise<void> {
  const apply = async (action: Action): Promise<void> => {
    await kind.apply(action)
    onApplied(action)
  }
  if (kind.isUnordered !== true) {
    for (const action of plan) await apply(action)
    return
  }
  const ended = await Promise.allSettled(plan.map(apply))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

async function settle<Id, Desired, Observed, Action extends PlannedAction>(
  binding: Binding<Id, Desired, Observed, Action>,
  desired: Desired | null,
  observed: Observed | null,
  end: (outcome: Outcome, proofs?: readonly Proof[]) => StepResult,
): Promise<StepResult> {
  const outcome = binding.settled?.(observed, desired) ?? { type: 'ready' }
  if (outcome.type !== 'ready' || binding.prove === undefined) return end(outcome)
  const proofs = await binding.prove(desired, observed)
  const failed = proofs.find((proof) => !proof.passed && proof.from !== 'NOT_MADE')
  if (failed === undefined) return end(outcome, proofs)
  if (binding.failed !== undefined) return end(await binding.failed(desired, observed), proofs)
  return end(
    {
      type: 'waiting',
      on: 'a proof that passes',
      problem: problem('PROOF_FAILED', `${failed.tried} ${failed.seen}`),
      retryAfterMs: proofRetryMs,
    },
    proofs,
  )
}

function notConverging(kind: string, applied: readonly PlannedAction[]) {
  const types = [...new Set(applied.map((action) => action.type))].sort()
  return problem(
    'NOT_CONVERGING',
    `The ${kind} does not become as wished: ${types.join(', ')} had to be done again each time. An operator of the platform has to look at it.`,
    { details: { kind, actions: types } },
  )
}

/** A step that is refused before anything is looked at, or (`null`) one with nothing to do. */
export function refusedStep(refusal: Problem | null): BoundStep {
  const outcome: Outcome = refusal === null ? { type: 'ready' } : { type: 'stalled', problem: refusal }
  return {
    backend: 'none',
    run: () => Promise.resolve({ outcome, applied: [], proofs: [], status: {} }),
    plan: () => (refusal === null ? Promise.resolve([]) : Promise.reject(new Stalled(refusal))),
  }
}
