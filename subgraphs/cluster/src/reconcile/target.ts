import type { TargetReport } from '@operations-manager/schema/link/messages.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { StepState } from '@operations-manager/schema/steps/step.ts'

/** What is known of a step when the state of its target is asked. */
export type StepView = {
  readonly state: StepState
  readonly message: string
  readonly waitingOn: string | null
  readonly problem: Problem | null
}

export type TargetState = Pick<TargetReport, 'state' | 'problems' | 'waitingFor'>

/**
 * The state of a target, from its steps alone. One failed step fails it, even while others go on; waiting fails
 * nothing, a step over its deadline has failed by itself. `held` means that somebody cancelled it.
 */
export function targetOf(steps: readonly StepView[], options: { held: boolean; gate: Problem | null }): TargetState {
  const failed = steps.filter(({ state }) => state === 'FAILED')
  if (failed.length > 0)
    return { state: 'FAILED', problems: failed.flatMap(({ problem }) => problem ?? []), waitingFor: null }
  if (steps.every(({ state }) => state === 'SUCCEEDED')) return { state: 'SUCCEEDED', problems: [], waitingFor: null }
  if (options.held) return { state: 'CANCELLED', problems: [], waitingFor: null }
  if (options.gate !== null) return { state: 'QUEUED', problems: [options.gate], waitingFor: gateWait(options.gate) }
  const waiting = steps.filter(({ state }) => state === 'WAITING')
  const isUnderWay = steps.some(({ state }) => state !== 'PENDING')
  return {
    state: isUnderWay ? 'RUNNING' : 'QUEUED',
    problems: waiting.flatMap(({ problem }) => problem ?? []),
    waitingFor: waitOf(waiting),
  }
}

function gateWait(gate: Problem): TargetReport['waitingFor'] {
  return { on: 'a secret', message: gate.message, problem: gate }
}

function waitOf(waiting: readonly StepView[]): TargetReport['waitingFor'] {
  const first = waiting.find(({ problem }) => problem !== null) ?? waiting[0]
  if (first === undefined) return null
  return { on: first.waitingOn ?? 'the cluster', message: first.message, problem: first.problem }
}
