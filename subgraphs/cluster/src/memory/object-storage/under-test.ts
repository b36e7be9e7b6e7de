import type { ObjectStoragePort, StorageSignIn } from '../../ports/object-storage.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { createMemoryObjectStorage } from './object-storage.ts'

/** What others do in an object store beside us: workloads, and administrators with their own tools. */
export type Others = {
  /** Puts objects in a bucket, without asking for a right. */
  put(bucket: string, keys: readonly string[]): Promise<void>
  /** Deletes an object; where versions are kept, it is only hidden. */
  hide(bucket: string, key: string): Promise<void>
  /** Begins an upload and never finishes it. */
  beginUpload(bucket: string, key: string): Promise<void>
  joinGroup(accessKey: string, group: string): Promise<void>
  /** Attaches exactly these policies to a user. */
  attach(accessKey: string, policies: readonly string[]): Promise<void>
  /** Rules for a bucket that are not of our form. */
  setOtherRules(bucket: string): Promise<void>
  /** A policy for a bucket that is not of our form. */
  setOtherAccess(bucket: string): Promise<void>
  /** What a user reaches of the admin API with its own keys: names of calls that were not refused. */
  reachedAdmin(signIn: StorageSignIn): Promise<readonly string[]>
}

/** An object store in a contract suite; each test has one of its own, or names of its own in a shared one. */
export type StorageUnderTest = {
  readonly port: ObjectStoragePort
  readonly others: Others
  /** The same store where nobody answers any more: calls are turned away, or wait until their time is over. */
  away(how: 'turned away' | 'silent'): Promise<ObjectStoragePort>
  close(): Promise<void>
}

/** The store in memory. */
export function memoryUnderTest(): Promise<StorageUnderTest> {
  const port = createMemoryObjectStorage({ clock: systemClock })
  const away = createMemoryObjectStorage({
    clock: systemClock,
    weather: { isAway: true, delayMs: 0, refused: [] },
  })
  const done = (work: void): Promise<void> => Promise.resolve(work)
  return Promise.resolve({
    port,
    others: {
      put: (bucket, keys) => done(port.fill(bucket, keys)),
      hide: (bucket, key) => done(port.hide(bucket, key)),
      beginUpload: (bucket, key) => done(port.beginUploads(bucket, [key])),
      joinGroup: async (accessKey, group) => {
        const groups = (await port.readUser(accessKey))?.groups ?? []
        port.meddleUser(accessKey, { groups: [...groups, group] })
      },
      attach: (accessKey, policies) => done(port.meddleUser(accessKey, { policies: [...policies] })),
      setOtherRules: (bucket) => done(port.meddleBucket(bucket, { expireDays: 'other' })),
      setOtherAccess: (bucket) => done(port.meddleBucket(bucket, { access: 'other' })),
      // A store in memory has no admin API that a user could reach.
      reachedAdmin: () => Promise.resolve([]),
    },
    away: () => Promise.resolve(away),
    close: () => Promise.resolve(),
  })
}
