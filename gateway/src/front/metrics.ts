import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** What the gateway counts. One set per gateway, so that several can live in one process. */
export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    requests: new Counter({
      name: 'gateway_requests_total',
      help: 'Operations that were answered, by transport, kind and outcome.',
      labelNames: ['transport', 'kind', 'outcome'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'gateway_request_seconds',
      help: 'Time from the start of an operation to its result.',
      labelNames: ['transport', 'kind'],
      buckets: seconds,
      registers,
    }),
    subgraphCalls: new Counter({
      name: 'gateway_subgraph_calls_total',
      help: 'Requests to subgraphs by outcome.',
      labelNames: ['subgraph', 'outcome'],
      registers,
    }),
    subgraphSeconds: new Histogram({
      name: 'gateway_subgraph_seconds',
      help: 'Time a subgraph took.',
      labelNames: ['subgraph'],
      buckets: seconds,
      registers,
    }),
    breakerOpen: new Gauge({
      name: 'gateway_breaker_open',
      help: '1 while a subgraph is away and nobody waits for it.',
      labelNames: ['subgraph'],
      registers,
    }),
    ...createStreamMetrics(registers),
    /** Figures of the process itself; only once per process. */
    withProcess(): void {
      collectDefaultMetrics({ register: registry })
    },
  }
}

function createStreamMetrics(registers: Registry[]) {
  return {
    subscribers: new Gauge({
      name: 'gateway_subscribers',
      help: 'Subscriptions of clients that are open.',
      labelNames: ['transport'],
      registers,
    }),
    upstreams: new Gauge({
      name: 'gateway_upstream_streams',
      help: 'Event streams from subgraphs that are open.',
      registers,
    }),
    events: new Counter({
      name: 'gateway_events_total',
      help: 'Events that came from upstream and were handed to subscribers.',
      registers,
    }),
    cutReaders: new Counter({
      name: 'gateway_cut_readers_total',
      help: 'Subscribers that were cut because they read too slowly.',
      registers,
    }),
    supergraph: new Gauge({
      name: 'gateway_supergraph',
      help: '1 for the version of the supergraph in use.',
      labelNames: ['version'],
      registers,
    }),
    supergraphRefused: new Counter({
      name: 'gateway_supergraph_refused_total',
      help: 'Supergraphs that could not be loaded; the last good one stayed.',
      registers,
    }),
  }
}
