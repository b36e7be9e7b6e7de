import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { startTelemetry } from '@operations-manager/runtime/telemetry/telemetry.ts'
import { readGatewayConfig } from './config.ts'
import { startGateway } from './start-gateway.ts'

try {
  const config = readGatewayConfig()
  const log = createLog('gateway', config.logLevel)
  const lifecycle = new Lifecycle(log)
  const telemetry = await startTelemetry('gateway', config.otlpEndpoint)
  lifecycle.onStop('telemetry', () => telemetry.stop())
  // Before anything is opened: the first process of a container ends on no signal that it does not ask for.
  lifecycle.stopOnSignals()
  const gateway = await lifecycle.open(() => startGateway(config, log, lifecycle))
  gateway?.metrics.withProcess()
  if (gateway !== null) log.info({ url: gateway.url }, 'the gateway listens')
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
