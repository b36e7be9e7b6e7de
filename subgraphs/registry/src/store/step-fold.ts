import type { StepReport } from '@operations-manager/schema/link/messages.ts'
import type { StepState } from '@operations-manager/schema/steps/step.ts'
import type { StepRow } from './tables.ts'

/** The present state of a step, apart from which step it is. */
export type StepNow = Omit<StepRow, 'operation' | 'deployment' | 'step' | 'generation' | 'position'>

const finalSteps: ReadonlySet<StepState> = new Set(['SUCCEEDED', 'FAILED', 'SKIPPED'])

/**
 * The step after a report, or null if the report changes nothing: it is late (an older attempt, or an open state after
 * the end of the same attempt), or it says what is known.
 */
export function foldStep(now: StepNow | null, reported: StepReport): StepNow | null {
  const at = new Date(reported.at)
  const report = { ...reported, attempt: attemptOf(now, reported) }
  if (now !== null) {
    if (report.attempt < now.attempt) return null
    const isSameAttempt = report.attempt === now.attempt
    // What was declared at the start carries the registry's clock, so only what the cluster said is compared by time.
    const isLate = now.state !== 'PENDING' && (at < now.at || report.state === 'PENDING')
    if (isSameAttempt && (isLate || (finalSteps.has(now.state) && report.state !== now.state))) return null
    if (isSameAttempt && report.state === now.state && sameWords(now, report)) return null
  }
  const isStarted = report.state !== 'PENDING'
  return {
    title: report.title,
    needs: report.needs,
    weight: report.weight,
    attempt: report.attempt,
    state: report.state,
    startedAt: now?.startedAt ?? (isStarted ? at : null),
    finishedAt: finalSteps.has(report.state) ? at : null,
    at,
    message: report.message,
    problem: report.problem,
    proofs: report.proofs,
  }
}

/**
 * One process counts its attempts up, so a lower one that was said later is of a process that started over with a wish
 * it had kept, before it heard how far the former had counted. What it says goes for the present attempt, or for a further
 * one where that has failed; dropped, the step would stay as the former left it, for ever.
 */
function attemptOf(now: StepNow | null, { attempt, at, state }: StepReport): number {
  if (now === null || now.state === 'PENDING' || new Date(at) <= now.at) return attempt
  return Math.max(attempt, now.state === 'FAILED' && state !== 'FAILED' ? now.attempt + 1 : now.attempt)
}

function sameWords(now: StepNow, report: StepReport): boolean {
  return (
    now.message === report.message &&
    now.problem?.code === report.problem?.code &&
    now.problem?.message === report.problem?.message &&
    now.proofs.length === report.proofs.length
  )
}
