import type { Problem } from '@operations-manager/schema/problems/problem.ts'

/** How a step ended this time. */
export type Outcome =
  | { readonly type: 'ready' }
  | { readonly type: 'progressing'; readonly message: string; readonly retryAfterMs: number }
  | {
      readonly type: 'waiting'
      readonly on: string
      readonly problem: Problem | null
      readonly retryAfterMs: number
      /** After waiting for nothing but this for so long, the problem is the end of the step. Absent: its deadline is. */
      readonly patienceMs?: number
    }
  | { readonly type: 'stalled'; readonly problem: Problem }

/** Thrown by `observe`, `plan` or `apply`: the world is not ready yet; try again after a while. */
export class Waiting extends Error {
  override readonly name = 'Waiting'
  readonly on: string
  readonly retryAfterMs: number
  readonly problem: Problem | null

  constructor(on: string, retryAfterMs: number, options: { problem?: Problem; cause?: unknown } = {}) {
    super(`waiting for ${on}`, { cause: options.cause })
    this.on = on
    this.retryAfterMs = retryAfterMs
    this.problem = options.problem ?? null
  }
}

/** Thrown by `observe`, `plan` or `apply`: nothing will help but a new wish or a person (and a slow re-check). */
export class Stalled extends Error {
  override readonly name = 'Stalled'
  readonly problem: Problem

  constructor(problem: Problem, options: { cause?: unknown } = {}) {
    super(problem.message, { cause: options.cause })
    this.problem = problem
  }
}
