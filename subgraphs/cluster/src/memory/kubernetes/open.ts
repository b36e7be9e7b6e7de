import { z } from 'zod'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { durable } from '../durable.ts'
import type { DocumentStore } from '../persistence.ts'
import { createMemoryKubernetes, type MemoryKubernetes, type MemoryKubernetesOptions } from './memory-kubernetes.ts'
import type { StoredObject } from './object-store.ts'

const part = 'kubernetes'
const retryMs = 1_000

const KeptObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
})
const Kept = z.object({ object: KeptObject, applied: KeptObject.nullable() })

/** A Kubernetes in memory that finds again what an earlier process left, and keeps each change. */
export async function openMemoryKubernetes(
  options: Omit<MemoryKubernetesOptions, 'kept'>,
  documents: DocumentStore,
  log: Log,
): Promise<{ readonly kubernetes: MemoryKubernetes; close(): Promise<void> }> {
  const kept = [...(await documents.load(part)).values()].map(readKept)
  const kubernetes = createMemoryKubernetes({ ...options, kept })
  const keeper = keepChanges(kubernetes, documents, log)
  return {
    kubernetes: durable(kubernetes, ['apply', 'remove'], () => keeper.flush()),
    close: async () => {
      kubernetes.stop()
      await keeper.close()
    },
  }
}

function readKept(document: unknown): StoredObject {
  return Kept.parse(document)
}

/** Writes what changed, in batches: only what changed since, however much there is. */
function keepChanges(
  kubernetes: MemoryKubernetes,
  documents: DocumentStore,
  log: Log,
): { flush(): Promise<void>; close(): Promise<void> } {
  let dirty = new Set<string>()
  let writing: Promise<void> | null = null
  let closed = false
  /** Closed while the store was away. */
  let gaveUp = false
  const writeOnce = async (keys: ReadonlySet<string>): Promise<void> => {
    const present = [...keys].flatMap((key) => {
      const stored = kubernetes.stored(key)
      return stored === null ? [] : [[key, stored] as const]
    })
    const gone = [...keys].filter((key) => kubernetes.stored(key) === null)
    if (present.length > 0) await documents.put(part, new Map(present))
    if (gone.length > 0) await documents.remove(part, gone)
  }
  const write = async (): Promise<void> => {
    while (dirty.size > 0) {
      const batch = dirty
      dirty = new Set()
      try {
        await writeOnce(batch)
      } catch (error) {
        log.error({ err: error }, 'could not keep the state of the simulated cluster; trying again')
        dirty = new Set([...dirty, ...batch])
        gaveUp = closed
        if (gaveUp) return
        await new Promise((resolve) => setTimeout(resolve, retryMs).unref())
      }
    }
  }
  // What changes between the last look at `dirty` and the end of the writing starts the next one.
  const start = (): void => {
    writing ??= Promise.resolve()
      .then(write)
      .finally(() => {
        writing = null
        if (dirty.size > 0 && !gaveUp) start()
      })
  }
  const stop = kubernetes.onStored((key) => {
    dirty.add(key)
    start()
  })
  return {
    flush: async () => {
      for (let current = writing; current !== null; current = writing) await current
    },
    close: async () => {
      stop()
      closed = true
      // oxlint-disable-next-line no-unmodified-loop-condition -- the writing itself sets it to null, or to the next one
      while (writing !== null) await writing
    },
  }
}
