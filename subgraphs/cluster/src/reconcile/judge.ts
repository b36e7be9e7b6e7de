import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { PlannedAction } from './kind.ts'
import type { Outcome } from './outcome.ts'
import type { Said, StepTrack } from './track.ts'

/** What a run says about its step, from how it ended and what is remembered of the step. Pure. */
export function judge(
  step: Pick<StepTrack, 'declaration' | 'startedAtMs' | 'impatientSinceMs'>,
  outcome: Outcome,
  applied: readonly PlannedAction[],
  nowMs: number,
): Said {
  switch (outcome.type) {
    case 'ready':
      return { state: 'SUCCEEDED', message: applied.length === 0 ? 'It is as wished.' : 'Done.' }
    case 'progressing':
      return isOverdue(step, nowMs)
        ? failed(overdue(step, outcome.message, null))
        : { state: 'RUNNING', message: outcome.message }
    case 'waiting': {
      const message = outcome.problem?.message ?? `Waiting for ${outcome.on}.`
      if (isOverdue(step, nowMs)) return failed(overdue(step, message, outcome.problem))
      if (outcome.problem !== null && isOutOfPatience(step, outcome, nowMs)) return failed(outcome.problem)
      return { state: 'WAITING', message, waitingOn: outcome.on, problem: outcome.problem }
    }
    case 'stalled':
      return failed(outcome.problem)
    default:
      return outcome satisfies never
  }
}

/** When a step that is not done passes its deadline. */
export function deadlineMs({ declaration, startedAtMs }: Pick<StepTrack, 'declaration' | 'startedAtMs'>): number {
  return startedAtMs === null ? Number.POSITIVE_INFINITY : startedAtMs + declaration.deadlineSeconds * 1_000
}

function isOverdue(step: Pick<StepTrack, 'declaration' | 'startedAtMs'>, nowMs: number): boolean {
  return nowMs >= deadlineMs(step)
}

function isOutOfPatience(
  { impatientSinceMs }: Pick<StepTrack, 'impatientSinceMs'>,
  { patienceMs }: { readonly patienceMs?: number },
  nowMs: number,
): boolean {
  return patienceMs !== undefined && impatientSinceMs !== null && nowMs - impatientSinceMs >= patienceMs
}

function failed(why: Problem): Said {
  return { state: 'FAILED', message: why.message, problem: why }
}

/** Whose fault it is and what helps is what the step last waited for, where it said so. */
function overdue(step: Pick<StepTrack, 'declaration'>, last: string, cause: Problem | null): Problem {
  const { title, deadlineSeconds } = step.declaration
  const late = problem('DEADLINE_EXCEEDED', `"${title}" was not done within ${deadlineSeconds} seconds. ${last}`, {
    details: { deadlineSeconds, cause: cause?.code ?? null },
  })
  return cause === null ? late : { ...late, fault: cause.fault, remedies: cause.remedies }
}
