import type { Kind } from '../../../reconcile/kind.ts'
import type { Removal } from '../../instance.ts'
import { isMarkKey, parseMarkEntries } from '../../mark.ts'
import type { StorageDeps } from '../deps.ts'
import type { BucketWish, StorageInstance } from '../instance.ts'
import { bucketTags, planBucket, planBucketRemoval, type BucketAction, type ObservedBucketState } from './plan.ts'

/** Pages emptied by one action; a bucket of more is gone on with in the next run, so that a cancel is heard. */
const pagesAtOnce = 10

export type BucketKind = Kind<null, BucketWish, ObservedBucketState, BucketAction> & {
  /** How many objects this kind has removed. */
  removed(): number
}

/** The bucket of one instance. */
export function bucketKind({ port }: StorageDeps, instance: StorageInstance, removal: Removal | null): BucketKind {
  let removed = 0
  return {
    name: 'bucket',
    observe: () => observeBucket(port, instance, removal),
    plan: (desired, observed) => {
      if (observed === null) return []
      if (desired !== null) return planBucket(instance, desired, observed)
      return removal === null ? [] : planBucketRemoval(instance, removal, observed)
    },
    apply: async (action) => {
      removed += await applyBucket(port, instance, action)
    },
    removed: () => removed,
  }
}

async function observeBucket(
  port: StorageDeps['port'],
  { bucket: name }: StorageInstance,
  removal: Removal | null,
): Promise<ObservedBucketState> {
  const bucket = await port.readBucket(name)
  const mark = parseMarkEntries(bucket?.tags ?? {})
  const decides = mark === null || mark.retainedUntil !== null || removal?.mode === 'delete'
  const isEmpty = bucket !== null && decides ? (await port.listContent(name)) === 'empty' : null
  return { bucket, mark, isEmpty }
}

/** Answers how many objects it removed. */
async function applyBucket(
  port: StorageDeps['port'],
  instance: StorageInstance,
  action: BucketAction,
): Promise<number> {
  switch (action.type) {
    case 'create-bucket':
      await port.createBucket(action.bucket)
      return 0
    case 'mark-bucket':
      await markBucket(port, instance, action.retainedUntil)
      return 0
    case 'set-versioning':
      await port.setVersioning(action.bucket, action.isEnabled)
      return 0
    case 'set-quota':
      await port.setQuota(action.bucket, action.bytes)
      return 0
    case 'set-expiry':
      await port.setExpiry(action.bucket, action.days)
      return 0
    case 'set-access':
      await port.setAccess(action.bucket, action.access)
      return 0
    case 'empty-bucket':
      return emptyPages(port, action.bucket)
    case 'remove-bucket':
      await port.removeBucket(action.bucket)
      return 0
    default:
      return action satisfies never
  }
}

/** Tags are replaced as a whole, so those of others go along. */
async function markBucket(
  port: StorageDeps['port'],
  instance: StorageInstance,
  retainedUntil: string | null,
): Promise<void> {
  const tags = await port.readTags(instance.bucket)
  const others = Object.entries(tags ?? {}).filter(([key]) => !isMarkKey(key))
  await port.setTags(instance.bucket, { ...Object.fromEntries(others), ...bucketTags(instance, retainedUntil) })
}

async function emptyPages(port: StorageDeps['port'], bucket: string): Promise<number> {
  let removed = 0
  for (let page = 0; page < pagesAtOnce; page += 1) {
    const count = await port.emptyPage(bucket)
    removed += count
    if (count === 0) break
  }
  return removed
}
