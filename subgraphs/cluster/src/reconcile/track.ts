import type { StepReport } from '@operations-manager/schema/link/messages.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { StepDeclaration, StepState } from '@operations-manager/schema/steps/step.ts'
import type { Backend, StatusPart, StepTarget } from './step.ts'
import type { TargetState } from './target.ts'

/** A step of a target, and why it runs. */
export type PlannedStep = { readonly declaration: StepDeclaration; readonly target: StepTarget }

/** What this program remembers of one step of a target; a restart forgets it and looks again. */
export type StepTrack = PlannedStep & {
  readonly key: string
  readonly needs: readonly string[]
  /** Counts the times the step came to a state that it had already been in. */
  attempt: number
  state: StepState
  message: string
  waitingOn: string | null
  problem: Problem | null
  /** States that were said in this attempt: each is said once. */
  said: Set<StepState>
  lastSaid: string
  report: StepReport | null
  startedAtMs: number | null
  /** When it was last seen as wished; `null` when it is not, or has to be looked at again. */
  doneAtMs: number | null
  everDone: boolean
  notBeforeMs: number
  failures: number
  /** Since when it waits for something that is not waited for to its deadline; `null`: it does not. */
  impatientSinceMs: number | null
  /** Which backend it worked on last; `null` before its first run. */
  backend: Backend | null
  /** A run that did not end in time is still under way; it must not run a second time beside it. */
  isStuck: boolean
  status: StatusPart
  proofs: StepReport['proofs']
}

/** One target: a deployment on its way to one wish (or gone), for one operation. */
export type Track = {
  readonly key: string
  readonly deployment: string
  readonly operation: string | null
  readonly generation: string
  readonly steps: ReadonlyMap<string, StepTrack>
  /** The target has its final state: nothing more is said for its operation. */
  isSettled: boolean
  isHeld: boolean
  gate: Problem | null
  lastTarget: string
  target: (TargetState & { readonly at: string }) | null
}

export type NewTrack = Pick<Track, 'key' | 'deployment' | 'operation' | 'generation' | 'isSettled'> & {
  readonly steps: readonly PlannedStep[]
  /** Last stored attempt of each unfinished step: attempts count on from there. */
  readonly attempts: Readonly<Record<string, number>>
  /** Addresses as they were last seen, by step: they stand until that step looks again. */
  readonly addresses?: ReadonlyMap<string, StatusPart['addresses']>
}

/** A target of which nothing is known yet. */
export function newTrack({ steps, attempts, addresses = new Map(), ...rest }: NewTrack): Track {
  return {
    ...rest,
    // What is settled was done before this program started: mending it is an event, not a step.
    steps: new Map(
      steps.map((step) => {
        const seen = addresses.get(step.declaration.key)
        const status = seen === undefined ? {} : { addresses: seen }
        return [step.declaration.key, { ...newStep(step, attempts), status, everDone: rest.isSettled }]
      }),
    ),
    isHeld: false,
    gate: null,
    lastTarget: '',
    target: null,
  }
}

function newStep(step: PlannedStep, attempts: Readonly<Record<string, number>>): StepTrack {
  const { key, needs } = step.declaration
  return {
    ...step,
    key,
    needs,
    attempt: (attempts[key] ?? 0) + 1,
    state: 'PENDING',
    message: '',
    waitingOn: null,
    problem: null,
    said: new Set(),
    lastSaid: '',
    report: null,
    startedAtMs: null,
    doneAtMs: null,
    everDone: false,
    notBeforeMs: 0,
    failures: 0,
    impatientSinceMs: null,
    backend: null,
    isStuck: false,
    status: {},
    proofs: [],
  }
}

export type Said = {
  readonly state: StepState
  readonly message: string
  readonly waitingOn?: string | null
  readonly problem?: Problem | null
  readonly proofs?: StepReport['proofs']
}

/**
 * Brings a step to a state and answers the report of it, or `null` if that was already said. A report is stored once
 * for each (operation, deployment, generation, step, attempt, state), so coming back to a state for another reason is
 * a new attempt.
 */
export function say(track: Track, step: StepTrack, said: Said, at: string): StepReport | null {
  step.state = said.state
  step.message = said.message
  step.waitingOn = said.waitingOn ?? null
  step.problem = said.problem ?? null
  if (said.proofs !== undefined) step.proofs = said.proofs
  if (track.isSettled || track.operation === null) return null
  const content = [said.state, step.waitingOn, step.problem?.code].join('|')
  if (content === step.lastSaid) return null
  if (step.said.has(said.state)) {
    step.attempt += 1
    step.said.clear()
  }
  step.said.add(said.state)
  step.lastSaid = content
  step.report = reportOf(track, track.operation, step, at)
  return step.report
}

function reportOf(track: Track, operation: string, step: StepTrack, at: string): StepReport {
  const { key, title, needs, weight } = step.declaration
  return {
    type: 'step',
    operation,
    deployment: track.deployment,
    generation: track.generation,
    step: key,
    title,
    needs: [...needs],
    weight,
    attempt: step.attempt,
    state: step.state,
    at,
    message: step.message,
    problem: step.problem,
    proofs: [...step.proofs],
  }
}
