import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { startTelemetry } from '@operations-manager/runtime/telemetry/telemetry.ts'
import { readClusterConfig } from './config.ts'
import { systemClock } from './reconcile/clock.ts'
import { startBackend } from './wiring/start-backend.ts'

try {
  const config = readClusterConfig()
  const log = createLog(config.cluster, config.logLevel)
  const lifecycle = new Lifecycle(log)
  const telemetry = await startTelemetry(`cluster ${config.cluster}`, config.otlpEndpoint)
  lifecycle.onStop('telemetry', () => telemetry.stop())
  lifecycle.stopOnSignals()
  const backend = await lifecycle.open(() => startBackend({ config, log, lifecycle, clock: systemClock }))
  if (backend !== null) log.info({ url: backend.url }, 'the cluster backend listens')
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
