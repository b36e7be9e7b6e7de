import type { OperationView } from './operations.ts'
import { isFinal } from './operation-state.ts'
import type { Db, StepRow, TargetRow } from './tables.ts'

export type Progress = {
  readonly done: number
  readonly total: number
  /** Weighted, 0 to 1; 1 exactly when every target has succeeded. */
  readonly fraction: number
  /** From this project's history; null where it has none, and when nothing is left. */
  readonly estimatedSeconds: number | null
}

/** How long steps took in this project before: seconds by `orders/role`, the step without its deployment. */
export type StepHistory = ReadonlyMap<string, number>

/** Progress of the whole operation, or of one target where only its parts are given. */
export function progressOf(view: Pick<OperationView, 'targets' | 'steps'>, history: StepHistory, now: Date): Progress {
  const stepsOf = Map.groupBy(view.steps, (step) => step.deployment)
  const parts = view.targets.map((target) => targetFraction(target, stepsOf.get(target.deployment) ?? []))
  const fraction = parts.length === 0 ? 1 : parts.reduce((sum, part) => sum + part, 0) / parts.length
  const left = view.targets
    .filter((target) => !isFinal(target.state))
    .map((target) => secondsLeft(stepsOf.get(target.deployment) ?? [], history, now))
  const known = left.filter((seconds) => seconds !== null)
  return {
    done: view.steps.filter(isDone).length,
    total: view.steps.length,
    fraction,
    // Targets run side by side, so the slowest counts; one that cannot be estimated makes the whole unknown.
    estimatedSeconds: left.length === 0 || known.length < left.length ? null : Math.round(Math.max(...known)),
  }
}

function isDone(step: StepRow): boolean {
  return step.state === 'SUCCEEDED'
}

function targetFraction(target: TargetRow, steps: readonly StepRow[]): number {
  if (target.state === 'SUCCEEDED') return 1
  const total = steps.reduce((sum, step) => sum + step.weight, 0)
  const done = steps.filter(isDone).reduce((sum, step) => sum + step.weight, 0)
  // All steps done but no word yet that the target succeeded: almost there, and never 1 for what failed.
  return total === 0 ? 0 : Math.min(done / total, 0.99)
}

/** The longest way through the steps that are left, as they took before; steps without a path between them overlap. */
function secondsLeft(steps: readonly StepRow[], history: StepHistory, now: Date): number | null {
  if (steps.length === 0 || history.size === 0) return null
  const usual = [...history.values()].reduce((sum, seconds) => sum + seconds, 0) / history.size
  const byKey = new Map(steps.map((step) => [step.step, step]))
  const ends = new Map<string, number>()
  const endOf = (step: StepRow): number => {
    const known = ends.get(step.step)
    if (known !== undefined) return known
    ends.set(step.step, 0) // a circle in what a cluster reports must not hang us
    const starts = step.needs.map((key) => byKey.get(key)).map((need) => (need === undefined ? 0 : endOf(need)))
    const end = Math.max(0, ...starts) + ownSecondsLeft(step, history.get(withoutDeployment(step.step)) ?? usual, now)
    ends.set(step.step, end)
    return end
  }
  return Math.max(...steps.map(endOf))
}

function ownSecondsLeft(step: StepRow, usual: number, now: Date): number {
  if (isDone(step)) return 0
  if (step.state === 'PENDING' || step.startedAt === null) return usual
  return Math.max(0, usual - (now.getTime() - step.startedAt.getTime()) / 1000)
}

/** `production/orders/role` is `orders/role` in every deployment. */
export function withoutDeployment(step: string): string {
  return step.slice(step.indexOf('/') + 1)
}

const historySize = 500

/** Median seconds of each step over the newest steps of this project that succeeded. */
export async function readStepHistory(db: Db, project: string): Promise<StepHistory> {
  const rows = await db
    .selectFrom('steps')
    .innerJoin('operations', 'operations.id', 'steps.operation')
    .select(['steps.step', 'steps.startedAt', 'steps.finishedAt'])
    .where('operations.project', '=', project)
    .where('steps.state', '=', 'SUCCEEDED')
    .orderBy('operations.id', 'desc')
    .limit(historySize)
    .execute()
  const seconds = rows.flatMap(({ step, startedAt, finishedAt }) =>
    startedAt === null || finishedAt === null
      ? []
      : [{ step: withoutDeployment(step), seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000 }],
  )
  const grouped = Map.groupBy(seconds, ({ step }) => step)
  return new Map([...grouped].map(([step, samples]) => [step, median(samples.map((sample) => sample.seconds))]))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
