import type { ObservedBucket } from '../../../ports/object-storage.ts'
import { isOurs, refuseForeign, refuseRetained, type Removal } from '../../instance.ts'
import { isMarkKey, markEntries, type Mark } from '../../mark.ts'
import type { BucketWish, StorageInstance } from '../instance.ts'

export type ObservedBucketState = {
  readonly bucket: ObservedBucket | null
  readonly mark: Mark | null
  /** Looked at only where it decides something; `null` where it does not. */
  readonly isEmpty: boolean | null
}

export type BucketAction =
  | { readonly type: 'create-bucket'; readonly bucket: string }
  | { readonly type: 'mark-bucket'; readonly bucket: string; readonly retainedUntil: string | null }
  | { readonly type: 'set-versioning'; readonly bucket: string; readonly isEnabled: boolean }
  | { readonly type: 'set-quota'; readonly bucket: string; readonly bytes: number | null }
  | { readonly type: 'set-expiry'; readonly bucket: string; readonly days: number | null }
  | { readonly type: 'set-access'; readonly bucket: string; readonly access: 'private' | 'public-read' }
  | { readonly type: 'empty-bucket'; readonly bucket: string }
  | { readonly type: 'remove-bucket'; readonly bucket: string }

/** The mark of a bucket in use, or of one that is kept. */
export function bucketTags({ owner }: StorageInstance, retainedUntil: string | null): Readonly<Record<string, string>> {
  return markEntries({ ...owner, issue: '', retainedUntil })
}

/** What has to be done so that the bucket is as wished. */
export function planBucket(
  instance: StorageInstance,
  wish: BucketWish,
  observed: ObservedBucketState,
): readonly BucketAction[] {
  const { bucket, mark } = observed
  const name = instance.bucket
  if (bucket === null) return [{ type: 'create-bucket', bucket: name }]
  // Making and marking are two calls: one that is empty and bears no mark yet is the one we were about to mark.
  if (mark === null && !isInMaking(observed)) refuseForeign(`The bucket "${name}"`)
  if (mark !== null && !isOurs(mark, instance.owner)) refuseForeign(`The bucket "${name}"`)
  if (mark?.retainedUntil != null) {
    if (wish.retained === undefined) refuseRetained(`The bucket "${name}"`, mark.retainedUntil, instance)
    if (wish.retained === 'DISCARD') return goAway(name, observed)
  }
  return settingsActions(instance, wish, bucket)
}

/** Empty, without any tag, and as a new bucket is. */
function isInMaking({ bucket, isEmpty }: ObservedBucketState): boolean {
  return bucket !== null && isEmpty === true && Object.keys(bucket.tags).length === 0 && bucket.versioning === 'never'
}

function settingsActions(instance: StorageInstance, wish: BucketWish, bucket: ObservedBucket): readonly BucketAction[] {
  const name = instance.bucket
  const actions: BucketAction[] = []
  if (!hasTags(bucket, bucketTags(instance, null)))
    actions.push({ type: 'mark-bucket', bucket: name, retainedUntil: null })
  if ((bucket.versioning === 'enabled') !== wish.versioning)
    actions.push({ type: 'set-versioning', bucket: name, isEnabled: wish.versioning })
  if (bucket.quotaBytes !== wish.quotaBytes) actions.push({ type: 'set-quota', bucket: name, bytes: wish.quotaBytes })
  if (bucket.expireDays !== wish.expireDays) actions.push({ type: 'set-expiry', bucket: name, days: wish.expireDays })
  if (bucket.access !== wish.access) actions.push({ type: 'set-access', bucket: name, access: wish.access })
  return actions
}

/** Tags of others on the bucket (costs, teams) are none of our business: only our own have to be exactly as wished. */
function hasTags({ tags }: ObservedBucket, wished: Readonly<Record<string, string>>): boolean {
  const ours = Object.entries(tags).filter(([key]) => isMarkKey(key))
  return ours.length === Object.keys(wished).length && ours.every(([key, value]) => wished[key] === value)
}

/** What has to be done so that the bucket is gone, or kept closed until its time is over. */
export function planBucketRemoval(
  instance: StorageInstance,
  removal: Removal,
  observed: ObservedBucketState,
): readonly BucketAction[] {
  const { bucket, mark } = observed
  if (bucket === null) return []
  if (!isOurs(mark, instance.owner) && !(mark === null && isInMaking(observed))) return []
  if (removal.mode === 'delete') return goAway(instance.bucket, observed)
  return [
    ...(bucket.access === 'private'
      ? []
      : [{ type: 'set-access' as const, bucket: instance.bucket, access: 'private' as const }]),
    ...(mark?.retainedUntil != null
      ? []
      : [{ type: 'mark-bucket' as const, bucket: instance.bucket, retainedUntil: removal.until }]),
  ]
}

function goAway(bucket: string, { isEmpty }: ObservedBucketState): readonly BucketAction[] {
  return isEmpty === true ? [{ type: 'remove-bucket', bucket }] : [{ type: 'empty-bucket', bucket }]
}
