/** Upper limits of one request, and of one caller. Every refusal names the limit and the value that was over it. */
export type Limits = {
  /** How deep fields may be nested; fragments count as what they contain. */
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  readonly directives: number
  /** Tokens in the document, checked while it is read. */
  readonly tokens: number
  /** The static cost, worked out before anything is asked. */
  readonly cost: number
  readonly bodyBytes: number
  /** Operations in one HTTP request. */
  readonly batch: number
  /** How long an operation may take. */
  readonly timeMs: number
  readonly subscriptionsPerCaller: number
}

/** What one caller may have of one gateway over time. */
export type RateLimits = {
  /** Operations a second, for as long as one likes, and so many beforehand at once. */
  readonly operationsPerSecond: number
  readonly operationsAtOnce: number
  /** The same for the static cost of operations. */
  readonly costPerSecond: number
  readonly costAtOnce: number
  /** Operations that run at the same moment; subscriptions have a limit of their own. */
  readonly runningPerCaller: number
}

export const defaultRateLimits: RateLimits = {
  operationsPerSecond: 100,
  operationsAtOnce: 1_000,
  costPerSecond: 20_000,
  costAtOnce: 400_000,
  runningPerCaller: 100,
}

export const defaultLimits: Limits = {
  depth: 15,
  aliases: 50,
  rootFields: 20,
  directives: 50,
  tokens: 5_000,
  cost: 50_000,
  bodyBytes: 1_000_000,
  batch: 10,
  timeMs: 60_000,
  subscriptionsPerCaller: 100,
}
