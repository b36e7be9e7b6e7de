import type { ObjectStoragePort, ObservedBucket, PolicyStatement, StorageSignIn } from '../ports/object-storage.ts'
import { PortError } from '../ports/port-error.ts'
import type { Clock } from '../reconcile/clock.ts'
import type { Kept } from './persistence.ts'
import { SimulatedBackend, type Weather } from './simulated-backend.ts'

type Bucket = {
  -readonly [Key in Exclude<keyof ObservedBucket, 'name'>]: ObservedBucket[Key]
} & { objects: Record<string, string> }
type User = { secretKey: string; isEnabled: boolean; policies: string[]; groups: string[] }

const pageSize = 1_000
const bucketForm = /^[a-z0-9]([a-z0-9-]{1,61})[a-z0-9]$/

export type MemoryObjectStorage = ObjectStoragePort &
  Kept & {
    /** What the next calls meet. */
    setWeather(weather: Partial<Weather>): void
    /** Puts objects in a bucket as a workload would, without asking for a right. */
    fill(bucket: string, keys: readonly string[]): void
    /** Changes a bucket behind our back. */
    meddleBucket(name: string, change: Partial<Omit<ObservedBucket, 'name'>>): void
    meddleUser(accessKey: string, change: { isEnabled?: boolean; policies?: string[]; groups?: string[] }): void
  }

/**
 * An object store in memory, with what makes the real one awkward: names it refuses, users whose key is replaced
 * without a word, lists in another order, versioning that never goes back, policies that decide what a user may do.
 */
export function createMemoryObjectStorage(options: {
  readonly clock: Clock
  readonly weather?: Weather
  /** What an earlier process kept. */
  readonly kept?: ReadonlyMap<string, unknown>
}): MemoryObjectStorage {
  const world = new World(options.clock, options.weather, options.kept)
  return {
    proofsFrom: 'SIMULATED',
    ...bucketCalls(world),
    ...contentCalls(world),
    ...userCalls(world),
    ...policyCalls(world),
    ...signInCalls(world),
    documents: () => world.documents(),
    onChange: (listener) => world.onChange(listener),
    setWeather: (weather) => {
      world.weather = { ...world.weather, ...weather }
    },
    fill: (name, keys) => {
      for (const key of keys) world.bucket(name).objects[key] = 'content'
      world.changed()
    },
    meddleBucket: (name, change) => {
      Object.assign(world.bucket(name), change)
      world.changed()
    },
    meddleUser: (accessKey, change) => {
      Object.assign(world.user(accessKey), change)
      world.changed()
    },
  }
}

class World extends SimulatedBackend {
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
    return this.buckets.get(name) ?? this.#missing(`The specified bucket "${name}" does not exist.`)
  }

  user(accessKey: string): User {
    return this.users.get(accessKey) ?? this.#missing(`The specified user "${accessKey}" does not exist.`)
  }

  policy(name: string): readonly PolicyStatement[] {
    return this.policies.get(name) ?? this.#missing(`The canned policy "${name}" does not exist.`)
  }

  /** Whether the keys are right, and the policies of their user allow the action. */
  allows({ accessKey, secretKey }: StorageSignIn, action: string, resource: string): boolean {
    const user = this.users.get(accessKey)
    if (user === undefined || !user.isEnabled || user.secretKey !== secretKey.reveal()) return false
    return user.policies.some((name) =>
      (this.policies.get(name) ?? []).some(
        ({ actions, resources }) =>
          actions.some((one) => one === action || one === 's3:*') &&
          resources.some((one) => one === resource || (one.endsWith('*') && resource.startsWith(one.slice(0, -1)))),
      ),
    )
  }

  #missing(message: string): never {
    throw new PortError(this.name, 'not-found', message)
  }

  // What was kept was written by `documents`; nobody else writes there.
  #restore(key: string, document: unknown): void {
    const slash = key.indexOf('/')
    const name = key.slice(slash + 1)
    if (key.startsWith('bucket/')) this.buckets.set(name, document as Bucket)
    if (key.startsWith('user/')) this.users.set(name, document as User)
    if (key.startsWith('policy/')) this.policies.set(name, document as readonly PolicyStatement[])
  }
}

type BucketCalls =
  | 'readBucket'
  | 'listBuckets'
  | 'createBucket'
  | 'setTags'
  | 'setVersioning'
  | 'setQuota'
  | 'setExpiry'
  | 'setAccess'
  | 'ensureClosed'

function bucketCalls(world: World): Pick<ObjectStoragePort, BucketCalls> {
  const change = async (call: string, name: string, apply: (bucket: Bucket) => void): Promise<void> => {
    await world.enter(call)
    apply(world.bucket(name))
    world.changed()
  }
  const create = (name: string): void => {
    if (!bucketForm.test(name) || name.includes('--'))
      throw new PortError(world.name, 'invalid', `The specified bucket "${name}" is not valid.`)
    if (world.buckets.has(name)) return
    world.buckets.set(name, {
      tags: {},
      versioning: 'never',
      quotaBytes: null,
      expireDays: null,
      access: 'private',
      objects: {},
    })
    world.changed()
  }
  return {
    readBucket: async (name) => {
      await world.enter('readBucket')
      const found = world.buckets.get(name)
      if (found === undefined) return null
      const { objects: _objects, ...observed } = found
      return { name, ...structuredClone(observed) }
    },
    listBuckets: async () => {
      await world.enter('listBuckets')
      return [...world.buckets].map(([name, { tags }]) => ({ name, tags: { ...tags } }))
    },
    createBucket: async (name) => {
      await world.enter('createBucket')
      create(name)
    },
    setTags: (name, tags) => change('setTags', name, (bucket) => (bucket.tags = { ...tags })),
    setVersioning: (name, isEnabled) =>
      change('setVersioning', name, (bucket) => (bucket.versioning = isEnabled ? 'enabled' : 'suspended')),
    setQuota: (name, bytes) => change('setQuota', name, (bucket) => (bucket.quotaBytes = bytes)),
    setExpiry: (name, days) => change('setExpiry', name, (bucket) => (bucket.expireDays = days)),
    setAccess: (name, access) => change('setAccess', name, (bucket) => (bucket.access = access)),
    ensureClosed: async (name) => {
      await world.enter('ensureClosed')
      create(name)
      world.bucket(name).access = 'private'
    },
  }
}

function contentCalls(world: World): Pick<ObjectStoragePort, 'listContent' | 'emptyPage' | 'removeBucket'> {
  return {
    listContent: async (name) => {
      await world.enter('listContent')
      return Object.keys(world.bucket(name).objects).length === 0 ? 'empty' : 'objects'
    },
    emptyPage: async (name) => {
      await world.enter('emptyPage')
      const bucket = world.bucket(name)
      const page = Object.keys(bucket.objects).slice(0, pageSize)
      for (const key of page) delete bucket.objects[key]
      world.changed()
      return page.length
    },
    removeBucket: async (name) => {
      await world.enter('removeBucket')
      const bucket = world.buckets.get(name)
      if (bucket === undefined) return
      if (Object.keys(bucket.objects).length > 0)
        throw new PortError(world.name, 'conflict', 'The bucket you tried to delete is not empty.')
      world.buckets.delete(name)
      world.changed()
    },
  }
}

type UserCalls = 'readUser' | 'setUser' | 'setUserEnabled' | 'removeUser' | 'attachPolicy' | 'leaveGroup'

function userCalls(world: World): Pick<ObjectStoragePort, UserCalls> {
  const change = async (call: string, accessKey: string, apply: (user: User) => void): Promise<void> => {
    await world.enter(call)
    apply(world.user(accessKey))
    world.changed()
  }
  return {
    readUser: async (accessKey) => {
      await world.enter('readUser')
      const user = world.users.get(accessKey)
      if (user === undefined) return null
      const { isEnabled, policies, groups } = user
      return { accessKey, isEnabled, policies: [...policies], groups: [...groups] }
    },
    setUser: async (accessKey, secretKey) => {
      await world.enter('setUser')
      if (accessKey.length < 3 || accessKey.length > 128 || secretKey.reveal().length < 8)
        throw new PortError(world.name, 'invalid', 'The access key or secret key is too short or too long.')
      // As the real one does: an existing user gets the new key without a word.
      const { policies = [], groups = [] } = world.users.get(accessKey) ?? {}
      world.users.set(accessKey, { secretKey: secretKey.reveal(), isEnabled: true, policies, groups })
      world.changed()
    },
    setUserEnabled: (accessKey, isEnabled) =>
      change('setUserEnabled', accessKey, (user) => (user.isEnabled = isEnabled)),
    removeUser: async (accessKey) => {
      await world.enter('removeUser')
      if (world.users.delete(accessKey)) world.changed()
    },
    attachPolicy: (accessKey, policy) =>
      change('attachPolicy', accessKey, (user) => {
        world.policy(policy)
        user.policies = [policy]
      }),
    leaveGroup: (accessKey, group) =>
      change('leaveGroup', accessKey, (user) => (user.groups = user.groups.filter((one) => one !== group))),
  }
}

function policyCalls(world: World): Pick<ObjectStoragePort, 'readPolicy' | 'setPolicy' | 'removePolicy'> {
  return {
    readPolicy: async (name) => {
      await world.enter('readPolicy')
      // The real server keeps sets and gives them back in an order of its own.
      const statements = world.policies.get(name)
      return (
        statements?.map(({ sid, actions, resources }) => ({
          sid,
          actions: actions.toSorted().toReversed(),
          resources: [...resources],
        })) ?? null
      )
    },
    setPolicy: async (name, statements) => {
      await world.enter('setPolicy')
      if (statements.some(({ sid }) => !/^[A-Za-z0-9]*$/.test(sid)))
        throw new PortError(world.name, 'invalid', 'A statement id has letters and digits only.')
      world.policies.set(name, structuredClone(statements))
      world.changed()
    },
    removePolicy: async (name) => {
      await world.enter('removePolicy')
      if ([...world.users.values()].some(({ policies }) => policies.includes(name)))
        throw new PortError(world.name, 'conflict', `The policy "${name}" is in use.`)
      if (world.policies.delete(name)) world.changed()
    },
  }
}

function signInCalls(world: World): Pick<ObjectStoragePort, 'canSignIn' | 'tryObject' | 'canList'> {
  const isKnown = ({ accessKey, secretKey }: StorageSignIn): boolean => {
    const user = world.users.get(accessKey)
    return user !== undefined && user.isEnabled && user.secretKey === secretKey.reveal()
  }
  const arn = (bucket: string): string => `arn:aws:s3:::${bucket}`
  return {
    canSignIn: async (signIn) => {
      await world.enter('canSignIn')
      return isKnown(signIn)
    },
    tryObject: async (signIn) => {
      await world.enter('tryObject')
      const { objects } = world.bucket(signIn.bucket)
      const key = 'operations-manager-proof'
      for (const action of ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'])
        if (!world.allows(signIn, action, `${arn(signIn.bucket)}/${key}`))
          throw new PortError(world.name, 'refused', `${action}: access denied.`)
      objects[key] = 'proof'
      if (objects[key] !== 'proof') throw new PortError(world.name, 'invalid', 'What was read is not what was put.')
      delete objects[key]
    },
    canList: async (signIn) => {
      await world.enter('canList')
      return world.allows(signIn, 's3:ListBucket', arn(signIn.bucket))
    },
  }
}
