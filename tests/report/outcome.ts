import { closingLine, noTests, sumOf, type Counts } from './counts.ts'
import { failuresText, type Failure } from './failures.ts'
import { leftOutText } from './left-out.ts'
import type { Step } from './steps.ts'
import type { SuiteSays } from './words.ts'

/** How the process of a step ended; `said` is null where it did not come to say anything, as all checks do not. */
export type Ended = { readonly isGood: boolean; readonly said: SuiteSays | null }

/** What became of a step. */
export type Outcome = {
  readonly step: Step
  readonly tookMs: number
  readonly counts: Counts
  readonly failures: readonly Failure[]
  /** Why tests of it were skipped. */
  readonly leftOut: readonly string[]
}

/** The outcome of a step. A process that ended badly counts as a failure, also where no test has failed. */
export function outcomeOf(step: Step, tookMs: number, { isGood, said }: Ended): Outcome {
  const { counts, failures, leftOut } = said ?? { counts: noTests, failures: [], leftOut: [] }
  const isMute = step.type === 'suite' && said === null
  const isUnexplained = (!isGood || isMute) && counts.failed === 0
  return { step, tookMs, counts: isUnexplained ? { ...counts, failed: 1 } : counts, failures, leftOut }
}

/** What a person reads at the end: what was left out and what failed, a line for each step, and the closing line of all. */
export function summaryOf(outcomes: readonly Outcome[]): string {
  const width = Math.max(0, ...outcomes.map(({ step }) => step.name.length))
  const lines = outcomes.map(
    (outcome) => `  ${outcome.step.name.padEnd(width)}  ${timeText(outcome.tookMs).padStart(12)}  ${saying(outcome)}`,
  )
  const failures = failuresText(outcomes.flatMap((outcome) => outcome.failures))
  const leftOut = leftOutText(outcomes.map(({ step, leftOut }) => ({ name: step.name, reasons: leftOut })))
  return `${leftOut}${failures}${lines.join('\n')}\n\n${closingLine(sumOf(outcomes.map(({ counts }) => counts)))}`
}

/** Whether anything failed. */
export function hasFailed(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ counts }) => counts.failed > 0)
}

// In words of its own: the closing line is to be the only one of its form.
function saying({ step, counts }: Outcome): string {
  if (step.type === 'check') return counts.failed > 0 ? 'does not hold' : 'holds'
  const { passed, failed, skipped } = counts
  const parts = [
    `${passed} good`,
    ...(failed > 0 ? [`${failed} FAILED`] : []),
    ...(skipped > 0 ? [`${skipped} left out`] : []),
  ]
  return parts.join(', ')
}

function timeText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
}
