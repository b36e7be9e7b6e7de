/** Starts OpenTelemetry traces towards an OTLP/HTTP collector, or does nothing without an endpoint. */
export async function startTelemetry(serviceName: string, endpoint: string | null): Promise<{ stop(): Promise<void> }> {
  if (endpoint === null) return { stop: () => Promise.resolve() }
  // Only here, for it takes some 40 MB of memory, which a program without a collector can do without.
  const [{ OTLPTraceExporter }, { NodeSDK }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-node'),
  ])
  const sdk = new NodeSDK({ serviceName, traceExporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }) })
  sdk.start()
  return { stop: () => sdk.shutdown() }
}
