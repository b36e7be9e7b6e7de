import type { ObjectStoragePort, ObservedBucket } from '../../ports/object-storage.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import type { Kept } from '../persistence.ts'
import type { Weather } from '../simulated-backend.ts'
import { contentCalls, signInCalls } from './content.ts'
import { policyCalls, userCalls } from './users.ts'
import { World, type Bucket } from './world.ts'

const bucketForm = /^[a-z0-9]([a-z0-9-]{1,61})[a-z0-9]$/

export type MemoryObjectStorage = ObjectStoragePort &
  Kept & {
    /** What the next calls meet. */
    setWeather(weather: Partial<Weather>): void
    /** Puts objects in a bucket as a workload would, without asking for a right. */
    fill(bucket: string, keys: readonly string[]): void
    /** Deletes one as a workload would: where versions are kept, it is only hidden. */
    hide(bucket: string, key: string): void
    /** Begins uploads that nobody finishes. */
    beginUploads(bucket: string, keys: readonly string[]): void
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
    ...meddling(world),
    documents: () => world.documents(),
    onChange: (listener) => world.onChange(listener),
    setWeather: (weather) => {
      world.weather = { ...world.weather, ...weather }
    },
  }
}

type Meddling = 'fill' | 'hide' | 'beginUploads' | 'meddleBucket' | 'meddleUser'

function meddling(world: World): Pick<MemoryObjectStorage, Meddling> {
  return {
    fill: (name, keys) => {
      const bucket = world.bucket(name)
      for (const key of keys) bucket.versions.push({ key, content: 'content' })
      world.changed()
    },
    hide: (name, key) => {
      world.delete(world.bucket(name), key)
      world.changed()
    },
    beginUploads: (name, keys) => {
      world.bucket(name).uploads.push(...keys)
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

type BucketCalls =
  | 'readBucket'
  | 'readTags'
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
  // The real server takes some settings without a look whether there is such a bucket; none is made by that.
  const changeIfThere: typeof change = async (call, name, apply) => {
    await world.enter(call)
    const bucket = world.buckets.get(name)
    if (bucket === undefined) return
    apply(bucket)
    world.changed()
  }
  return {
    readBucket: async (name) => {
      await world.enter('readBucket')
      const found = world.buckets.get(name)
      if (found === undefined) return null
      const { versions: _versions, uploads: _uploads, ...observed } = found
      return { name, ...structuredClone(observed) }
    },
    readTags: async (name) => {
      await world.enter('readTags')
      const found = world.buckets.get(name)
      return found === undefined ? null : { ...found.tags }
    },
    listBuckets: async () => {
      await world.enter('listBuckets')
      return [...world.buckets].map(([name, { tags }]) => ({ name, tags: { ...tags } }))
    },
    createBucket: async (name) => {
      await world.enter('createBucket')
      create(world, name)
    },
    setTags: (name, tags) =>
      (Object.keys(tags).length === 0 ? changeIfThere : change)(
        'setTags',
        name,
        (bucket) => (bucket.tags = { ...tags }),
      ),
    setVersioning: (name, isEnabled) =>
      changeIfThere('setVersioning', name, (bucket) => (bucket.versioning = isEnabled ? 'enabled' : 'suspended')),
    setQuota: (name, bytes) => change('setQuota', name, (bucket) => (bucket.quotaBytes = bytes)),
    setExpiry: (name, days) =>
      (days === null ? change : changeIfThere)('setExpiry', name, (bucket) => (bucket.expireDays = days)),
    setAccess: (name, access) => change('setAccess', name, (bucket) => (bucket.access = access)),
    ensureClosed: async (name) => {
      await world.enter('ensureClosed')
      create(world, name)
      world.bucket(name).access = 'private'
    },
  }
}

function create(world: World, name: string): void {
  if (!bucketForm.test(name)) throw new PortError(world.name, 'invalid', `The specified bucket "${name}" is not valid.`)
  if (world.buckets.has(name)) return
  world.buckets.set(name, {
    tags: {},
    versioning: 'never',
    quotaBytes: null,
    expireDays: null,
    access: 'private',
    versions: [],
    uploads: [],
  })
  world.changed()
}
