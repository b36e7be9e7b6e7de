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
