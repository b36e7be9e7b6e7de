import { msPerWeight } from './expectation.ts'
import { isActive, isOver, tookMs, type GraphStep } from './step.ts'

/** When a step ends or is expected to; null if it never will, since something that it needs has failed. */
type Ends = ReadonlyMap<string, number | null>

/**
 * The keys of the steps that the whole waits for, the first one first: from the step that ends last, back over the
 * need that ended last each time. What is not over yet counts with the time that its weight lets expect. After a
 * failure it leads to what failed, since nothing else is waited for.
 */
export function criticalPath(steps: readonly GraphStep[], now: number): readonly string[] {
  const byKey = new Map(steps.map((step) => [step.key, step]))
  const ends = endsOf(steps, byKey, now)
  const path: string[] = []
  let last = latest(lastSteps(steps), ends)
  while (last !== null && !path.includes(last.key)) {
    path.unshift(last.key)
    last = latest(
      last.needs.flatMap((key) => byKey.get(key) ?? []),
      ends,
    )
  }
  return path
}

/** While something goes on or may, all steps; else those that failed, if any did. */
function lastSteps(steps: readonly GraphStep[]): readonly GraphStep[] {
  const failed = steps.filter(({ state }) => state === 'FAILED')
  return failed.length > 0 && !steps.some(isActive) ? failed : steps
}

/** The one that ends last; of several the first, so that the path does not flicker. */
function latest(steps: readonly GraphStep[], ends: Ends): GraphStep | null {
  let found: { readonly step: GraphStep; readonly end: number } | null = null
  for (const step of steps) {
    const end = ends.get(step.key) ?? null
    if (end !== null && (found === null || end > found.end)) found = { step, end }
  }
  return found?.step ?? null
}

function endsOf(steps: readonly GraphStep[], byKey: ReadonlyMap<string, GraphStep>, now: number): Ends {
  const rate = msPerWeight(steps) ?? 1_000
  const began = Math.min(now, ...steps.flatMap(({ startedAt }) => (startedAt === null ? [] : Date.parse(startedAt))))
  const ends = new Map<string, number | null>()
  const endOf = (step: GraphStep): number | null => {
    const known = ends.get(step.key)
    if (known !== undefined) return known
    ends.set(step.key, null) // needs in a circle come to no end
    const needs = step.needs.flatMap((key) => byKey.get(key) ?? [])
    const start = needs.map((need) => (need.state === 'FAILED' ? null : endOf(need)))
    const end = expectedEnd(step, start.includes(null) ? null : Math.max(began, ...start.map((one) => one ?? began)))
    ends.set(step.key, end)
    return end
  }
  const expectedEnd = (step: GraphStep, start: number | null): number | null => {
    if (step.finishedAt !== null) return Date.parse(step.finishedAt)
    if (isOver(step)) return start
    const took = tookMs(step, now)
    if (took !== null) return now + Math.max(0, rate * step.weight - took)
    return start === null ? null : Math.max(start, now) + rate * step.weight
  }
  for (const step of steps) endOf(step)
  return ends
}
