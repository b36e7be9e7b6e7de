import { accessKeyName, policyName } from '@operations-manager/schema/names/names.ts'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import type { Inventory } from '../../reconcile/sweep.ts'
import { parseMarkEntries, type Mark, type Owner } from '../mark.ts'
import { refuseChanged } from '../orphaned.ts'

/** Buckets that carry this installation's and this cluster's mark; users and policies go with their bucket. */
export function storageInventory(port: ObjectStoragePort, whose: Pick<Owner, 'installation' | 'cluster'>): Inventory {
  const isHere = (owner: Owner): boolean => owner.installation === whose.installation && owner.cluster === whose.cluster
  return {
    backend: 'object-storage',
    list: async () =>
      (await port.listBuckets()).flatMap(({ name, tags }) => {
        const mark = parseMarkEntries(tags)
        if (mark === null || !isHere(mark)) return []
        const { project, deployment, service, retainedUntil } = mark
        const object = { backend: 'object-storage', kind: 'bucket', name, namespace: null }
        return [{ object, project, deployment, service, retainedUntil }]
      }),
    expire: async ({ object: { name } }) => {
      const mark = parseMarkEntries((await port.readTags(name)) ?? {})
      // Brought back since it was listed: then it stays.
      if (mark === null || mark.retainedUntil === null || !isHere(mark)) return
      await removeBucket(port, name, mark, null)
    },
    data: { kind: 'bucket', type: 'object-storage' },
    remove: async (marked, signal) => {
      const { name } = marked.object
      const mark = refuseChanged(marked, parseMarkEntries((await port.readTags(name)) ?? {}))
      await removeBucket(port, name, mark, signal)
    },
  }
}

/** The bucket with everything in it, its user and its policy. What was removed until it is broken off stays removed. */
async function removeBucket(
  port: ObjectStoragePort,
  name: string,
  mark: Mark,
  signal: AbortSignal | null,
): Promise<void> {
  while ((await port.emptyPage(name)) > 0) signal?.throwIfAborted()
  await port.removeUser(accessKeyName(mark))
  await port.removePolicy(policyName(mark))
  await port.removeBucket(name)
}
