import { Counter, Histogram, type Registry } from 'prom-client'
import type { ExecutorDeps } from './executor.ts'

/** Counts and times the subgraph's requests; give what it answers to the executor. */
export function requestMetrics(register: Registry): NonNullable<ExecutorDeps['onRequest']> {
  const requests = new Counter({
    name: 'cluster_graphql_requests_total',
    help: 'GraphQL requests, by outcome.',
    labelNames: ['outcome'],
    registers: [register],
  })
  const seconds = new Histogram({
    name: 'cluster_graphql_request_seconds',
    help: 'How long GraphQL requests took.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  })
  return (outcome, took) => {
    requests.inc({ outcome })
    seconds.observe(took)
  }
}
