/** Starts OpenTelemetry traces towards an OTLP/HTTP collector, or does nothing without an endpoint. */
export async function startTelemetry(serviceName: string, endpoint: string | null): Promise<{ stop(): Promise<void> }> {
  if (endpoint === null) return { stop: () => Promise.resolve() }
  // Only here, for it takes memory that a program without a collector can do without.
  const [{ OTLPTraceExporter }, resources, { BatchSpanProcessor, NodeTracerProvider }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-node'),
  ])
  // What OTEL_RESOURCE_ATTRIBUTES says of this instance stays; which program it is, we know.
  const told = resources.detectResources({ detectors: [resources.envDetector] })
  const called = resources.resourceFromAttributes({ 'service.name': serviceName })
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })
  const provider = new NodeTracerProvider({
    resource: resources.defaultResource().merge(told).merge(called),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  provider.register()
  return { stop: () => provider.shutdown() }
}
