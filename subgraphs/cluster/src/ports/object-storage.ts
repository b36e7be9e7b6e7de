import type { Secret } from '@operations-manager/schema/secret/secret.ts'

export type ObservedBucket = {
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
  /** Once enabled it can only be suspended. */
  readonly versioning: 'never' | 'enabled' | 'suspended'
  readonly quotaBytes: number | null
  /** Days after which objects go; `null` without such a rule, `'other'` where the rules are not of our form. */
  readonly expireDays: number | 'other' | null
  /** Who may read without signing in, from the bucket's policy; `'other'` where it is not of our form. */
  readonly access: 'private' | 'public-read' | 'other'
}

export type ObservedUser = {
  readonly accessKey: string
  readonly isEnabled: boolean
  /** Names of the policies attached to the user itself. */
  readonly policies: readonly string[]
  /** Groups it is in, whose policies count as well. */
  readonly groups: readonly string[]
}

export type PolicyStatement = {
  /** Letters and digits only. */
  readonly sid: string
  readonly effect: 'allow' | 'deny'
  /** A set: servers give it back in an order of their own. */
  readonly actions: readonly string[]
  /** Empty where the actions are about no bucket. */
  readonly resources: readonly string[]
}

/** A statement as it is; `'other'` where it has anything that ours never have, as a condition. */
export type ObservedStatement = Omit<PolicyStatement, 'effect'> & {
  readonly effect: PolicyStatement['effect'] | 'other'
}

export type StorageSignIn = { readonly accessKey: string; readonly secretKey: Secret; readonly bucket: string }

/**
 * The object store as we use it: S3 for buckets, its admin API for users and policies. Every call has its own time
 * limit and throws `PortError`; a thing that is not there is `null`.
 */
export type ObjectStoragePort = {
  readonly proofsFrom: 'BACKEND' | 'SIMULATED'
  readBucket(name: string): Promise<ObservedBucket | null>
  /** Its tags alone, for a fraction of what reading the bucket costs. */
  readTags(name: string): Promise<ObservedBucket['tags'] | null>
  /** All buckets with their tags; costs one call per bucket. */
  listBuckets(): Promise<readonly Pick<ObservedBucket, 'name' | 'tags'>[]>
  /** Whether anything is in it; older versions, markers of deleted objects and unfinished uploads count. */
  listContent(bucket: string): Promise<'empty' | 'objects'>
  /** Tolerates a bucket that exists. It has no tags yet. */
  createBucket(name: string): Promise<void>
  /** Replaces all tags. A setting of a missing bucket is `not-found`, or taken without a word and without effect. */
  setTags(bucket: string, tags: Readonly<Record<string, string>>): Promise<void>
  setVersioning(bucket: string, isEnabled: boolean): Promise<void>
  setQuota(bucket: string, bytes: number | null): Promise<void>
  /** Replaces all rules. */
  setExpiry(bucket: string, days: number | null): Promise<void>
  /** Replaces the bucket's policy. */
  setAccess(bucket: string, access: 'private' | 'public-read'): Promise<void>
  /** Removes up to 1,000 versions, markers of deleted objects or unfinished uploads; answers how many. */
  emptyPage(bucket: string): Promise<number>
  /** Tolerates a missing bucket; `conflict` while anything is in it. */
  removeBucket(name: string): Promise<void>
  readUser(accessKey: string): Promise<ObservedUser | null>
  /** Makes the user or gives it this secret key, and enables it: the server does not tell the two apart. */
  setUser(accessKey: string, secretKey: Secret): Promise<void>
  setUserEnabled(accessKey: string, isEnabled: boolean): Promise<void>
  /** Tolerates a missing user. */
  removeUser(accessKey: string): Promise<void>
  readPolicy(name: string): Promise<readonly ObservedStatement[] | null>
  setPolicy(name: string, statements: readonly PolicyStatement[]): Promise<void>
  /** From now on the user has exactly this policy. `not-found` without user or policy. */
  attachPolicy(accessKey: string, policy: string): Promise<void>
  /** Takes the user out of a group; tolerates one that it is not in. `not-found` without the group. */
  leaveGroup(accessKey: string, group: string): Promise<void>
  /** Tolerates a missing policy; `conflict` while a user has it. */
  removePolicy(name: string): Promise<void>
  /** Whether the server takes these keys; `false` when it says that it does not. */
  canSignIn(signIn: StorageSignIn): Promise<boolean>
  /** As that user, puts, reads back and deletes an object; leaves no version of it. */
  tryObject(signIn: StorageSignIn): Promise<void>
  /** Whether that user may list the bucket. */
  canList(signIn: StorageSignIn): Promise<boolean>
  /** A private bucket of the platform; makes or closes it where it is not so. */
  ensureClosed(bucket: string): Promise<void>
}
