import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import type { Config } from '../config.ts'
import { durable } from '../memory/durable.ts'
import { keepDocuments, postgresDocuments, type DocumentStore, type Kept } from '../memory/persistence.ts'
import type { Clock } from '../reconcile/clock.ts'

export type Wiring = {
  readonly config: Config
  readonly log: Log
  readonly lifecycle: Lifecycle
  readonly clock: Clock
}

/** Where the parts in memory keep what they hold; `null` where no part is in memory. */
export async function openDocuments({ config, log, lifecycle }: Wiring): Promise<DocumentStore | null> {
  if (config.memoryUrl === null) return null
  const documents = await postgresDocuments(config.memoryUrl, log)
  lifecycle.onStop('kept documents', () => documents.close())
  return documents
}

/** The store for a part that is in memory; the configuration is refused at start where it would be missing. */
export function requireDocuments(documents: DocumentStore | null): DocumentStore {
  if (documents === null) throw new Error('a part in memory needs MEMORY_URL')
  return documents
}

/** A backend in memory as an earlier run left it, whose calls answer only when what they changed is kept. */
export async function openKept<Port extends Kept>(
  { config, log, lifecycle }: Wiring,
  documents: DocumentStore | null,
  backend: string,
  open: (kept: ReadonlyMap<string, unknown>) => Port,
): Promise<Port> {
  const store = requireDocuments(documents)
  const part = `${backend} ${config.cluster}`
  const port = open(await store.load(part))
  const keeping = keepDocuments(store, part, port, { log })
  lifecycle.onStop(`${backend} in memory`, () => keeping.stop())
  return durable(port, 'all', () => keeping.flush())
}
