import type { TestbedAccess } from './access.ts'
import type { TestbedConfig } from './config.ts'
import type { Level } from './level.ts'
import { openRun, type Run } from './run/run-folder.ts'
import { startServices } from './services/services.ts'

/** A running testbed. */
export type Testbed = {
  readonly access: TestbedAccess
  readonly folder: string
  readonly logFolder: string
  /** Ends it; nothing of it is left on the machine. */
  stop(): Promise<void>
}

export type TestbedOptions = {
  readonly level: Level
  readonly clusters: number
  readonly config: TestbedConfig
  readonly say: (line: string) => void
  /** Ends a start in the middle. */
  readonly signal: AbortSignal
}

/** Starts a testbed of a level; what is not in the cache is built first. */
export async function startTestbed(options: TestbedOptions): Promise<Testbed> {
  const { config, say, signal } = options
  if (options.level !== 'services') throw new Error('A person can start only the level "services" as yet.')
  const run = await openRun(say)
  const onAbort = (): void => void run.close().catch((error: unknown) => say(String(error)))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const services = await startServices({ run, cache: { folder: config.cacheFolder, say } })
    signal.throwIfAborted()
    return running(run, { services: services.access, clusters: [] })
  } catch (error) {
    await run.close()
    throw error
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function running(run: Run, access: TestbedAccess): Testbed {
  return { access, folder: run.folder, logFolder: run.logFolder, stop: () => run.close() }
}
