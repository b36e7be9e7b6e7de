import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { NodeSDK } from '@opentelemetry/sdk-node'

/** Starts OpenTelemetry traces towards an OTLP/HTTP collector, or does nothing without an endpoint. */
export function startTelemetry(serviceName: string, endpoint: string | null): { stop(): Promise<void> } {
  if (endpoint === null) return { stop: () => Promise.resolve() }
  const sdk = new NodeSDK({ serviceName, traceExporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }) })
  sdk.start()
  return { stop: () => sdk.shutdown() }
}
