import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { readRegistryConfig } from './config.ts'
import { startRegistry } from './start-registry.ts'

try {
  const config = readRegistryConfig()
  const registry = await startRegistry(config, createLog('registry', config.logLevel))
  registry.lifecycle.stopOnSignals()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
