import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { Proof, RetainedReport, StatusReport, Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { StepSubject } from '@operations-manager/schema/steps/step.ts'
import type { PlannedAction } from './kind.ts'
import type { Outcome } from './outcome.ts'

/** Why a step runs: a deployment is wished, or it (or one of its services) is to go. */
export type StepTarget =
  | { readonly type: 'wish'; readonly ref: DeploymentRef; readonly wish: Wish }
  | {
      readonly type: 'removal'
      readonly ref: DeploymentRef
      readonly tombstone: Tombstone
      /** What is to go, as far as it is known: the last accepted spec, or what the tombstone names. */
      readonly spec: DeploymentSpec
    }

/** What a step knows about the deployment beside its outcome; the parts of all steps make one status report. */
export type StatusPart = {
  readonly components?: StatusReport['components']
  readonly addresses?: StatusReport['addresses']
  readonly orphaned?: StatusReport['orphaned']
  readonly notices?: readonly string[]
  /** What a removal kept, and until when. */
  readonly retained?: readonly RetainedReport[]
}

/** How one run of a step ended. */
export type StepResult = {
  readonly outcome: Outcome
  /** The actions that were applied in this run; empty when everything was as wished. */
  readonly applied: readonly PlannedAction[]
  readonly proofs: readonly Proof[]
  readonly status: StatusPart
}

/** A step of one target, ready to run: a kind bound to an id and to what is desired of it. */
export type BoundStep = {
  /** Which backend it works on; the engine bounds how many steps work on one at the same time. */
  readonly backend: Backend
  /** Observes, plans, applies and observes again until the plan is empty; then proves. Throws nothing but mistakes of ours. */
  run(): Promise<StepResult>
  /** What `run` would do now, as plain data, with nothing applied. */
  plan(): Promise<readonly PlannedAction[]>
}

export const backends = ['kubernetes', 'postgresql', 'object-storage', 'identity', 'address', 'none'] as const
export type Backend = (typeof backends)[number]

/**
 * Gives the step that makes a subject true, or `null` if the subject is not its part. Called once a pass for each
 * step, never cached: it must be cheap and read nothing. In a removal the kind plans for `null`.
 * `attempt` counts the runs of this step in the present operation.
 */
export type StepFactory = (subject: StepSubject, target: StepTarget, context: StepContext) => BoundStep | null

export type StepContext = {
  readonly now: () => Date
  readonly attempt: number
}
