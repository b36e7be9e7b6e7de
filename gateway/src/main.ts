import { createLog } from '@operations-manager/runtime/log/log.ts'
import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { startTelemetry } from '@operations-manager/runtime/telemetry/telemetry.ts'
import { readGatewayConfig } from './config.ts'
import { startGateway } from './start-gateway.ts'

try {
  const config = readGatewayConfig()
  const log = createLog('gateway', config.logLevel)
  const telemetry = startTelemetry('gateway', config.otlpEndpoint)
  const gateway = await startGateway(config, log)
  gateway.metrics.withProcess()
  gateway.lifecycle.onStop('telemetry', () => telemetry.stop())
  gateway.lifecycle.stopOnSignals()
  log.info({ url: gateway.url }, 'the gateway listens')
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
