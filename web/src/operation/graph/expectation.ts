import { tookMs, type GraphStep } from './step.ts'

/**
 * How long a unit of weight takes in this operation, by the steps that are done; null while none is. Weights say how
 * steps compare, so what is done tells about what is to come.
 */
export function msPerWeight(steps: readonly GraphStep[]): number | null {
  const done = steps.filter(({ state, finishedAt }) => state === 'SUCCEEDED' && finishedAt !== null)
  const weight = done.reduce((sum, step) => sum + step.weight, 0)
  const took = done.reduce((sum, step) => sum + (tookMs(step, 0) ?? 0), 0)
  return weight > 0 && took > 0 ? took / weight : null
}

/** It fills fast at first and never quite, since nobody knows the end before it is there. */
const fullest = 0.95

/**
 * The share of a step that is filled, between 0 and 1; null for one that runs and of which nobody knows how long it
 * takes.
 */
export function filled(step: GraphStep, msForWeight: number | null, now: number): number | null {
  switch (step.state) {
    case 'PENDING':
      return 0
    case 'SUCCEEDED':
    case 'FAILED':
    case 'SKIPPED':
      return 1
    case 'RUNNING':
    case 'WAITING': {
      const took = tookMs(step, now)
      if (took === null || msForWeight === null || step.weight <= 0) return null
      return fullest * (1 - Math.exp((-1.5 * took) / (msForWeight * step.weight)))
    }
    default:
      return step.state satisfies never
  }
}
