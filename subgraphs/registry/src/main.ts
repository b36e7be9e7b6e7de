import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { readRegistryConfig } from './config.ts'
import { startRegistry } from './start-registry.ts'

try {
  const config = readRegistryConfig()
  const log = createLog('registry', config.logLevel)
  const lifecycle = new Lifecycle(log)
  // Before anything is opened: the first process of a container ends on no signal that it does not ask for.
  lifecycle.stopOnSignals()
  await lifecycle.open(() => startRegistry(config, log, lifecycle))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
