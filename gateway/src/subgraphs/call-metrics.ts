import type { Counter, Histogram } from 'prom-client'
import type { Metrics } from '../front/metrics.ts'
import type { NoAnswer } from './post.ts'

export type CallOutcome = 'answered' | 'skipped' | NoAnswer['reason']

/** Counts the calls to one subgraph. Labels are looked up once, not for each of the calls that a request makes. */
export class CallMetrics {
  readonly #metrics: Metrics
  readonly #subgraph: string
  readonly #calls = new Map<CallOutcome, Counter.Internal>()
  readonly #seconds: Histogram.Internal<'subgraph'>

  constructor(metrics: Metrics, subgraph: string) {
    this.#metrics = metrics
    this.#subgraph = subgraph
    this.#seconds = metrics.subgraphSeconds.labels({ subgraph })
  }

  count(outcome: CallOutcome): void {
    let calls = this.#calls.get(outcome)
    if (calls === undefined) {
      calls = this.#metrics.subgraphCalls.labels({ subgraph: this.#subgraph, outcome })
      this.#calls.set(outcome, calls)
    }
    calls.inc()
  }

  took(ms: number): void {
    this.#seconds.observe(ms / 1000)
  }
}
