import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { DeploymentEventReport } from '@operations-manager/schema/link/messages.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { isCertificateProblem } from './certificate-problem.ts'
import type { Clock } from './clock.ts'
import { judge } from './judge.ts'
import type { EngineLimits } from './limits.ts'
import type { Outcome } from './outcome.ts'
import { backOff } from './queue.ts'
import type { Slots } from './slots.ts'
import type { Reporter } from './source.ts'
import type { Backend, BoundStep, StepFactory, StepResult } from './step.ts'
import { say, type Said, type StepTrack, type Track } from './track.ts'

export type VisitDeps = {
  readonly factories: readonly StepFactory[]
  readonly slots: Readonly<Record<Backend, Slots>>
  readonly limits: EngineLimits
  readonly reporter: Reporter
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  /** Runs the deployment once more. */
  readonly again: (deployment: string) => void
}

/**
 * Runs one step if it is its time, and says how it ended. Answers whether it is done, so that those that need it may
 * start. `mayStart` is asked last before it starts: a cancelled or replaced wish stops here, at a step's boundary.
 */
export async function visitStep(
  deps: VisitDeps,
  track: Track,
  step: StepTrack,
  mayStart: () => boolean,
): Promise<boolean> {
  const nowMs = deps.clock.now().getTime()
  if (step.doneAtMs !== null && nowMs - step.doneAtMs < deps.limits.trustMs) return true
  if (step.isStuck || step.notBeforeMs > nowMs) return false
  const bound = bindOrFail(deps, track, step)
  if (bound === null) return false
  step.backend = bound.backend
  return deps.slots[bound.backend].run(async () => {
    if (!mayStart()) return false
    step.startedAtMs ??= deps.clock.now().getTime()
    // Said once: what waits is tried again and again, and what was done before is only looked at again.
    if (step.state === 'PENDING' && !step.everDone) tell(deps, track, step, { state: 'RUNNING', message: 'Under way.' })
    const result = await runInTime(deps, track, step, bound)
    if (result !== null) settle(deps, track, step, result)
    return step.doneAtMs !== null
  })
}

/** A step that cannot even be bound is a mistake of ours; it must not end the pass of the others. */
function bindOrFail(deps: VisitDeps, track: Track, step: StepTrack): BoundStep | null {
  try {
    return bind(deps, step)
  } catch (error) {
    settle(deps, track, step, mistake(deps, track, step, error))
    return null
  }
}

function bind({ factories, clock }: VisitDeps, step: StepTrack): BoundStep {
  const { subject, key } = step.declaration
  for (const factory of factories) {
    const bound = factory(subject, step.target, { now: () => clock.now(), attempt: step.attempt })
    if (bound !== null) return bound
  }
  throw new Error(`no kind makes step ${key}`)
}

/** The result, or what a run without one means: a mistake of ours backs off, one that hangs counts as unreachable. */
async function runInTime(deps: VisitDeps, track: Track, step: StepTrack, bound: BoundStep): Promise<StepResult> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>()
  const cancel = deps.clock.after(deps.limits.runMs, () => resolve('late'))
  const run = bound.run()
  try {
    const ended = await Promise.race([run, late])
    if (ended !== 'late') return ended
    void watchStuck(deps, track, step, run)
    return resultOf({
      type: 'waiting',
      on: bound.backend,
      problem: problem('BACKEND_UNAVAILABLE', `The cluster's ${bound.backend} does not answer.`),
      retryAfterMs: deps.limits.queue.backOffMs,
    })
  } catch (error) {
    return mistake(deps, track, step, error)
  } finally {
    cancel()
  }
}

function mistake(deps: VisitDeps, track: Track, step: StepTrack, error: unknown): StepResult {
  step.failures += 1
  const retryAfterMs = backOff(step.failures, deps.limits.queue, deps.clock.random())
  deps.log.error({ deployment: track.deployment, step: step.key, err: error, retryAfterMs }, 'step failed')
  return resultOf({
    type: 'waiting',
    on: 'the cluster backend',
    problem: problem('INTERNAL', 'The cluster backend made a mistake. It is in its log, and it tries again.'),
    retryAfterMs,
  })
}

async function watchStuck(deps: VisitDeps, track: Track, step: StepTrack, run: Promise<unknown>): Promise<void> {
  step.isStuck = true
  deps.log.error({ deployment: track.deployment, step: step.key }, 'step does not end; waiting for it')
  try {
    await run
  } catch (error) {
    deps.log.error({ deployment: track.deployment, step: step.key, err: error }, 'step failed late')
  }
  step.isStuck = false
  step.notBeforeMs = 0
  deps.again(track.deployment)
}

function resultOf(outcome: Outcome): StepResult {
  return { outcome, applied: [], proofs: [], status: {} }
}

function settle(deps: VisitDeps, track: Track, step: StepTrack, result: StepResult): void {
  const nowMs = deps.clock.now().getTime()
  const { outcome } = result
  const before = { problem: step.problem, proofs: step.proofs }
  const hadBeenDone = step.everDone
  step.status = { ...step.status, ...result.status }
  const isImpatient = outcome.type === 'waiting' && outcome.patienceMs !== undefined
  step.impatientSinceMs = isImpatient ? (step.impatientSinceMs ?? nowMs) : null
  const said = judge(step, outcome, result.applied, nowMs)
  tell(deps, track, step, { ...said, proofs: [...result.proofs] })
  step.doneAtMs = outcome.type === 'ready' ? nowMs : null
  step.everDone ||= outcome.type === 'ready'
  if (outcome.type === 'ready') step.failures = 0
  step.notBeforeMs = notBefore(deps, said, outcome, nowMs)
  if (hadBeenDone) eventsOf(deps, track, step, before, result)
}

function notBefore(deps: VisitDeps, said: Said, outcome: Outcome, nowMs: number): number {
  if (outcome.type === 'ready') return 0
  if (said.state === 'FAILED' || outcome.type === 'stalled') return nowMs + deps.limits.recheckMs
  return nowMs + Math.round(outcome.retryAfterMs * (0.75 + deps.clock.random() / 2))
}

/** What happens to a step that had been done belongs to no operation: it is an event of the deployment. */
function eventsOf(
  deps: VisitDeps,
  track: Track,
  step: StepTrack,
  before: Pick<StepTrack, 'problem' | 'proofs'>,
  { applied, outcome, proofs }: StepResult,
): void {
  const { title } = step.declaration
  const emit = (kind: DeploymentEventReport['kind'], message: string): void =>
    deps.reporter.report({
      type: 'event',
      id: deps.newId(),
      deployment: track.deployment,
      at: deps.clock.now().toISOString(),
      kind,
      message,
    })
  if (applied.length > 0) {
    const types = [...new Set(applied.map(({ type }) => type))].sort().join(', ')
    emit('DRIFT_HEALED', `Repaired what had been changed from outside, in "${title}": ${types}.`)
  }
  const failed = proofs.find(isFailed)
  if (proofs.length > 0 && (failed !== undefined) !== before.proofs.some(isFailed))
    emit(
      'PROOF_MADE',
      failed === undefined ? `"${title}" passed again.` : `"${title}" failed. ${failed.tried} ${failed.seen}`,
    )
  const lost = outcome.type === 'waiting' && isLoss(outcome.problem) ? outcome : null
  const wasLost = isLoss(before.problem)
  if (lost !== null && !wasLost) emit('BACKEND_LOST', lossOf(lost, title))
  if (outcome.type === 'ready' && wasLost) emit('BACKEND_BACK', `The backend for "${title}" answered again.`)
}

/** Whether a backend cannot be worked with: it is away, or is not to be trusted. */
function isLoss(problem: Problem | null): boolean {
  return problem !== null && (problem.code === 'BACKEND_UNAVAILABLE' || isCertificateProblem(problem))
}

function lossOf({ on, problem }: Extract<Outcome, { type: 'waiting' }>, title: string): string {
  if (problem !== null && isCertificateProblem(problem)) return `${problem.message} It is needed for "${title}".`
  return `The cluster's ${on} could not be reached for "${title}".`
}

function isFailed({ passed, from }: StepTrack['proofs'][number]): boolean {
  return !passed && from !== 'NOT_MADE'
}

export function tell(deps: VisitDeps, track: Track, step: StepTrack, said: Said): void {
  const report = say(track, step, said, deps.clock.now().toISOString())
  if (report !== null) deps.reporter.report(report)
}
