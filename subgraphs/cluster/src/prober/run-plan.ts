import { setTimeout as pause } from 'node:timers/promises'
import type { ResultLine, Trial, TrialPlan, TrialResult } from '../proofs/trial.ts'
import { tryOnce } from './try-once.ts'

const firstPauseMs = 250
const longestPauseMs = 2_000

/**
 * Makes all trials side by side and tells each result as soon as it is final. What nobody answers is tried again for as
 * long as the trial has patience, but not longer than until another trial has failed: that is what a person has to hear.
 */
export async function runPlan(plan: TrialPlan, folder: string, tell: (line: ResultLine) => void): Promise<void> {
  const failed = new AbortController()
  await Promise.all(
    plan.trials.map(async (trial, index) => {
      const ended = await tryPatiently(trial, folder, failed.signal)
      tell({ plan: plan.id, result: { ...ended, trial: index } })
      if (ended.fault !== null) failed.abort()
    }),
  )
}

async function tryPatiently(trial: Trial, folder: string, stop: AbortSignal): Promise<Omit<TrialResult, 'trial'>> {
  const until = Date.now() + trial.patienceMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const ended = await tryOnce(trial, folder)
    if (ended.fault !== 'unanswered' || Date.now() >= until || stop.aborted) return ended
    await pause(pauseMs, undefined, { signal: stop }).catch(() => undefined) // told to stop: it is tried once more
  }
}
