import type { TargetReport } from '@operations-manager/schema/link/messages.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { deadlineMs } from './judge.ts'
import type { Next } from './queue.ts'
import { targetOf, type TargetState } from './target.ts'
import type { StepTrack, Track } from './track.ts'
import { tell, visitStep, type VisitDeps } from './visit.ts'
import { walkGraph } from './walk.ts'

/** What the boundary of a step says: go on, stop because somebody cancelled, or stop because the wish was replaced. */
export type Boundary = () => 'go' | 'held' | 'replaced'

/**
 * Walks the graph of one target once, steps without a path between them at the same time, and says what came of it,
 * however that ends. What was replaced on the way says nothing more: the new wish has the word.
 */
export async function passOver(deps: VisitDeps, track: Track, boundary: Boundary): Promise<void> {
  try {
    if (track.gate === null && boundary() === 'go') {
      if (track.target === null) reportAs(deps, track, { state: 'RUNNING', problems: [], waitingFor: null })
      await walkGraph([...track.steps.values()], (step) => visitStep(deps, track, step, () => boundary() === 'go'))
    }
  } finally {
    const end = boundary()
    track.isHeld = end === 'held'
    if (end !== 'replaced') reportTarget(deps, track)
  }
}

/** When this target wants to be looked at again. */
export function nextOf(deps: Pick<VisitDeps, 'limits' | 'clock'>, track: Track): Next {
  if (track.isHeld || track.gate !== null) return null
  const nowMs = deps.clock.now().getTime()
  const jitter = 0.9 + deps.clock.random() / 5
  const steps = [...track.steps.values()]
  const due = steps.flatMap((step) => dueMs(track, step))
  const afterMs = Math.min(deps.limits.reobserveMs * jitter, ...due.map((at) => Math.max(0, at - nowMs)))
  return { afterMs: Math.round(afterMs) }
}

/** When a step that is not done, and that nothing keeps from running, is to run again. */
function dueMs(track: Track, step: StepTrack): readonly number[] {
  if (step.doneAtMs !== null || step.isStuck) return []
  const isBlocked = step.needs.some((key) => track.steps.get(key)?.doneAtMs === null)
  if (isBlocked) return []
  return [step.state === 'FAILED' ? step.notBeforeMs : Math.min(step.notBeforeMs, deadlineMs(step))]
}

function reportTarget(deps: VisitDeps, track: Track): void {
  const target = targetOf([...track.steps.values()], { held: track.isHeld, gate: track.gate })
  if (!track.isSettled && (target.state === 'FAILED' || target.state === 'CANCELLED'))
    skipRest(deps, track, target.state)
  reportAs(deps, track, target)
}

function reportAs(deps: VisitDeps, track: Track, target: TargetState): void {
  track.target = { ...target, at: deps.clock.now().toISOString() }
  if (track.isSettled || track.operation === null) return
  const content = contentOf(target)
  if (content !== track.lastTarget) {
    track.lastTarget = content
    deps.reporter.report(targetReport(track, track.operation, track.target))
  }
  // Its final state never changes: what happens from now on is told as the deployment's state and events.
  track.isSettled = ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(target.state)
}

export function targetReport(track: Track, operation: string, target: NonNullable<Track['target']>): TargetReport {
  const { state, at, problems, waitingFor } = target
  const { deployment, generation } = track
  return { type: 'target', operation, deployment, generation, state, at, problems: [...problems], waitingFor }
}

function contentOf({ state, problems, waitingFor }: TargetState): string {
  return JSON.stringify([state, problems.map(({ code }) => code), waitingFor?.on, waitingFor?.problem?.code])
}

/** Steps that the target's end leaves undone say so, once. */
function skipRest(deps: VisitDeps, track: Track, why: 'FAILED' | 'CANCELLED'): void {
  for (const step of track.steps.values()) {
    if (step.state === 'SUCCEEDED' || step.state === 'FAILED' || step.state === 'SKIPPED') continue
    tell(
      deps,
      track,
      step,
      why === 'FAILED'
        ? { state: 'SKIPPED', message: 'Not finished when another step failed. The cluster goes on trying.' }
        : { state: 'SKIPPED', message: 'Not finished, because it was cancelled.', problem: cancelled() },
    )
  }
}

function cancelled() {
  return problem('CANCELLED', 'Somebody cancelled the operation. What was done stays as it is.')
}
