import { z } from 'zod'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { durable } from '../durable.ts'
import type { DocumentStore } from '../persistence.ts'
import { Keeper, keptPart } from './keeper.ts'
import { createMemoryKubernetes, type MemoryKubernetes, type MemoryKubernetesOptions } from './memory-kubernetes.ts'
import type { StoredObject } from './object-store.ts'

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
  const kept = [...(await documents.load(keptPart)).values()].map(readKept)
  const kubernetes = createMemoryKubernetes({ ...options, kept })
  const keeper = new Keeper(kubernetes, documents, log)
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
