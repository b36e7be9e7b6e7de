import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { webConfig } from './config.ts'

/** Ends this program where its settings cannot be used: the framework would go on without them, and fail each request. */
export function checkWebConfig(): void {
  try {
    webConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
