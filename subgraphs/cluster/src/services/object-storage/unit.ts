import { objectStorageClient, type ObjectStorageAccount } from '../../clients/object-storage/object-storage.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { createMemoryObjectStorage } from '../../memory/object-storage/object-storage.ts'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { openKept } from '../../wiring/memory.ts'
import { callLimitMs } from '../call-limit.ts'
import type { ServiceUnit, ServiceWiring } from '../unit.ts'
import { storageInventory } from './inventory.ts'
import { objectStorageService } from './service.ts'

/** A bucket of the platform itself: no tenant gets in, which each proof shows. */
export const canaryBucket = 'operations-manager-canary'

/** Buckets in the object store that is configured. */
export const unit: ServiceUnit = {
  type: 'object-storage',
  settings: null,
  offer: ({ objectStorage }) => (objectStorage === null ? null : { limits: {}, choices: {} }),
  open: async (wiring) => {
    const { config, kubernetes } = wiring
    if (config.objectStorage === null) return null
    const { workload, region } = config.objectStorage
    const port =
      config.objectStorage.type === 'memory'
        ? await memoryStorage(wiring)
        : realStorage(wiring, { ...config.objectStorage.server, region })
    const deps = { port, credentials: credentialStore(kubernetes), newSecret }
    const service = objectStorageService(deps, config.installation, { ...workload, region, canary: canaryBucket })
    return { service, inventories: [storageInventory(port, config)] }
  },
}

function memoryStorage(wiring: ServiceWiring): Promise<ObjectStoragePort> {
  const { documents, clock } = wiring
  return openKept(wiring, documents, 'object storage', (kept) => createMemoryObjectStorage({ clock, kept }))
}

function realStorage({ lifecycle }: ServiceWiring, server: Omit<ObjectStorageAccount, 'timeoutMs'>): ObjectStoragePort {
  const port = objectStorageClient({ ...server, timeoutMs: callLimitMs })
  lifecycle.onStop('object storage', () => port.close())
  return port
}
