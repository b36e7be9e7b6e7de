import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  /** Begins to measure an operation; the answer ends it. */
  operation(type: 'query' | 'mutation' | 'subscription'): () => void
  text(): Promise<string>
  readonly contentType: string
}

/** Counts and times for operators; no label holds a name of a project or a person. */
export function createMetrics(sizes: { readonly feeds: () => number; readonly streams: () => number }): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labelNames = ['type'] as const
  const seconds = new Histogram({
    name: 'registry_graphql_seconds',
    help: 'How long queries and mutations took.',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [registry],
  })
  const total = new Counter({
    name: 'registry_graphql_operations_total',
    help: 'GraphQL operations that were begun.',
    labelNames,
    registers: [registry],
  })
  const open = new Gauge({ name: 'registry_subscribers', help: 'Open event streams.', registers: [registry] })
  gauge(registry, 'registry_feeds', 'Open readers of the event feed.', sizes.feeds)
  gauge(registry, 'registry_rooms', 'Executions shared by event streams.', sizes.streams)
  return {
    operation: (type) => {
      total.inc({ type })
      if (type !== 'subscription') return seconds.startTimer({ type })
      open.inc()
      return () => open.dec()
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  const made: Gauge = new Gauge({ name, help, registers: [registry], collect: () => made.set(read()) })
}
