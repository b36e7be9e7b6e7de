import type { QueueLimits } from './queue.ts'
import type { Backend } from './step.ts'

/** How much the engine does at the same time, and how often it looks again. */
export type EngineLimits = {
  readonly queue: QueueLimits
  /** Steps that work on one backend at the same time. */
  readonly perBackend: Readonly<Record<Backend, number>>
  /** A step seen as wished is not looked at again within this time, unless somebody says that something changed. */
  readonly trustMs: number
  /** How often everything is looked at again when nobody says that something changed. */
  readonly reobserveMs: number
  /** How often what is stalled is looked at again. */
  readonly recheckMs: number
  /** A run that takes longer counts as a backend that does not answer. */
  readonly runMs: number
  /** How often retained things are looked through for those whose time is over, and for orphans. */
  readonly sweepMs: number
}

export const defaultLimits: EngineLimits = {
  queue: { concurrency: 32, perProject: 8, backOffMs: 1_000, maxBackOffMs: 300_000 },
  perBackend: { kubernetes: 16, postgresql: 10, 'object-storage': 10, identity: 10, address: 16, none: 256 },
  trustMs: 120_000,
  reobserveMs: 300_000,
  recheckMs: 300_000,
  runMs: 120_000,
  sweepMs: 600_000,
}
