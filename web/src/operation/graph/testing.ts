import type { GraphStep, StepState } from './step.ts'

/** When steps of tests begin to count. */
export const start = Date.parse('2026-01-01T12:00:00Z')

function at(seconds: number | undefined): string | null {
  return seconds === undefined ? null : new Date(start + seconds * 1_000).toISOString()
}

type Times = { readonly from?: number; readonly to?: number }

/** A step of `production` with times in seconds, for tests. */
export function aStep(
  name: string,
  needs: readonly string[] = [],
  { from, to, ...more }: Partial<GraphStep> & Times = {},
): GraphStep {
  const state: StepState = to !== undefined ? 'SUCCEEDED' : from !== undefined ? 'RUNNING' : 'PENDING'
  return {
    key: `production/${name}`,
    deployment: 'production',
    title: `Make ${name}`,
    needs: needs.map((need) => `production/${need}`),
    state,
    attempts: from === undefined ? 0 : 1,
    startedAt: at(from),
    finishedAt: at(to),
    weight: 1,
    message: '',
    ...more,
  }
}
