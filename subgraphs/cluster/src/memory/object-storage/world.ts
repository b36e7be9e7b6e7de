import type { ObservedBucket, PolicyStatement, StorageSignIn } from '../../ports/object-storage.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import { SimulatedBackend, type Weather } from '../simulated-backend.ts'

/** One version of an object; without content it marks that the object was deleted. */
export type StoredVersion = {
  readonly key: string
  readonly content: string | null
  /** True if it was made while versions were kept; others of its key replace each other. */
  readonly isKept?: boolean
}
export type Bucket = {
  -readonly [Key in Exclude<keyof ObservedBucket, 'name'>]: ObservedBucket[Key]
} & { versions: StoredVersion[]; uploads: string[] }
export type User = { secretKey: string; isEnabled: boolean; policies: string[]; groups: string[] }

/** What an object store in memory holds. */
export class World extends SimulatedBackend {
  readonly buckets = new Map<string, Bucket>()
  readonly users = new Map<string, User>()
  readonly policies = new Map<string, readonly PolicyStatement[]>()

  constructor(clock: Clock, weather: Weather | undefined, kept: ReadonlyMap<string, unknown> = new Map()) {
    super('object-storage', clock, weather)
    for (const [key, document] of kept) this.#restore(key, document)
  }

  documents(): ReadonlyMap<string, unknown> {
    const all = { bucket: this.buckets, user: this.users, policy: this.policies }
    return new Map(
      Object.entries(all).flatMap(([type, things]) =>
        [...things].map(([name, thing]): [string, unknown] => [`${type}/${name}`, thing]),
      ),
    )
  }

  bucket(name: string): Bucket {
    return this.buckets.get(name) ?? this.missing(`The specified bucket "${name}" does not exist.`)
  }

  user(accessKey: string): User {
    return this.users.get(accessKey) ?? this.missing(`The specified user "${accessKey}" does not exist.`)
  }

  policy(name: string): readonly PolicyStatement[] {
    return this.policies.get(name) ?? this.missing(`The canned policy "${name}" does not exist.`)
  }

  put(bucket: Bucket, key: string, content: string): void {
    if (bucket.quotaBytes !== null && content.length >= bucket.quotaBytes)
      throw new PortError(this.name, 'quota', 'The bucket may hold no more.')
    this.#add(bucket, key, content)
  }

  /** Hides the object behind a marker where versions are kept, or were once. */
  delete(bucket: Bucket, key: string): void {
    if (bucket.versioning === 'never') bucket.versions = bucket.versions.filter((version) => version.key !== key)
    else this.#add(bucket, key, null)
  }

  takesKeys({ accessKey, secretKey }: StorageSignIn): boolean {
    const user = this.users.get(accessKey)
    return user !== undefined && user.isEnabled && user.secretKey === secretKey.reveal()
  }

  /** Whether the keys are right, and the policies of their user allow the action. */
  allows(signIn: StorageSignIn, action: string, resource: string): boolean {
    if (!this.takesKeys(signIn)) return false
    const statements = this.user(signIn.accessKey).policies.flatMap((name) => this.policies.get(name) ?? [])
    const meant = statements.filter(({ actions, resources }) => isIn(actions, action) && isIn(resources, resource))
    return meant.length > 0 && meant.every(({ effect }) => effect !== 'deny')
  }

  missing(message: string): never {
    throw new PortError(this.name, 'not-found', message)
  }

  #add(bucket: Bucket, key: string, content: string | null): void {
    const isKept = bucket.versioning === 'enabled'
    if (!isKept) bucket.versions = bucket.versions.filter((version) => version.key !== key || version.isKept === true)
    bucket.versions.push({ key, content, isKept })
  }

  // What was kept was written by `documents`; nobody else writes there.
  #restore(key: string, document: unknown): void {
    const slash = key.indexOf('/')
    const name = key.slice(slash + 1)
    if (key.startsWith('bucket/')) this.buckets.set(name, restoredBucket(document))
    if (key.startsWith('user/')) this.users.set(name, document as User)
    if (key.startsWith('policy/')) this.policies.set(name, document as readonly PolicyStatement[])
  }
}

/** Names that end in `*` stand for all that begin like this. */
function isIn(patterns: readonly string[], name: string): boolean {
  return patterns.some((one) => one === name || (one.endsWith('*') && name.startsWith(one.slice(0, -1))))
}

/** Also as it was kept before there were versions. */
function restoredBucket(document: unknown): Bucket {
  const kept = document as Bucket & { readonly objects?: Readonly<Record<string, string>> } // written by `documents`
  const { objects = {}, ...bucket } = kept
  const versions = Object.entries(objects).map(([key, content]) => ({ key, content }))
  return { ...bucket, versions: bucket.versions ?? versions, uploads: bucket.uploads ?? [] }
}
