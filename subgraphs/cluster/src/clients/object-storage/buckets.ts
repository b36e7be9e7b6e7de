import { z } from 'zod'
import type { ObjectStoragePort, ObservedBucket } from '../../ports/object-storage.ts'
import { accessOf, publicRead } from './access.ts'
import { readQuota, setQuota } from './admin/quota.ts'
import { checked, pathOf, type Caller } from './caller.ts'
import { expiryOf, expiryRules } from './expiry.ts'
import { isRefusal, nullWhen, tolerating } from './faults.ts'
import { readXml, writeXml } from './xml.ts'

type Tags = ObservedBucket['tags']

const Text = z.string()
const Buckets = z.looseObject({
  ListAllMyBucketsResult: z.looseObject({
    Buckets: z.union([Text, z.looseObject({ Bucket: z.array(z.looseObject({ Name: Text })).optional() })]),
  }),
})
const Tagging = z.looseObject({
  Tagging: z.looseObject({
    TagSet: z.union([
      Text,
      z.looseObject({ Tag: z.array(z.looseObject({ Key: Text, Value: Text.default('') })).optional() }),
    ]),
  }),
})
const Versioning = z.looseObject({
  VersioningConfiguration: z.union([Text, z.looseObject({ Status: z.enum(['Enabled', 'Suspended']).optional() })]),
})

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
  | 'removeBucket'
  | 'ensureClosed'

/** Buckets and their settings. */
export function bucketCalls(caller: Caller): Pick<ObjectStoragePort, BucketCalls> {
  const { s3 } = caller
  const put = async (doing: string, bucket: string, setting: string, body: string): Promise<void> => {
    await s3(doing, { method: 'PUT', path: pathOf(bucket), query: { [setting]: '' }, ...checked(body) })
  }
  const drop = async (doing: string, bucket: string, setting: string): Promise<void> => {
    await s3(doing, { method: 'DELETE', path: pathOf(bucket), query: { [setting]: '' } })
  }
  const createBucket = (name: string): Promise<void> =>
    tolerating(s3(`create the bucket "${name}"`, { method: 'PUT', path: pathOf(name) }), 'BucketAlreadyOwnedByYou')
  const setAccess = (bucket: string, access: 'private' | 'public-read'): Promise<void> =>
    access === 'private'
      ? drop(`close the bucket "${bucket}"`, bucket, 'policy')
      : put(`open the bucket "${bucket}"`, bucket, 'policy', publicRead(bucket))
  return {
    readBucket: (name) => nullWhen(readSettings(caller, name), 'NoSuchBucket'),
    readTags: async (name) => {
      const tags = await readTagsOf(caller, name)
      if (Object.keys(tags).length > 0) return tags
      // A bucket that is missing is answered like one without tags.
      return (await nullWhen(readSetting(caller, name, 'location'), 'NoSuchBucket')) === null ? null : tags
    },
    listBuckets: () => listTagged(caller),
    createBucket,
    setTags: (bucket, tags) => {
      const doing = `set the tags of "${bucket}"`
      const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
      if (list.length === 0) return drop(doing, bucket, 'tagging')
      return put(doing, bucket, 'tagging', writeXml('Tagging', { TagSet: { Tag: list } }))
    },
    setVersioning: (bucket, isEnabled) => {
      const body = writeXml('VersioningConfiguration', { Status: isEnabled ? 'Enabled' : 'Suspended' })
      return put(`set the versioning of "${bucket}"`, bucket, 'versioning', body)
    },
    setQuota: (bucket, bytes) => setQuota(caller, bucket, bytes),
    setExpiry: (bucket, days) => {
      const doing = `set the rules of "${bucket}"`
      if (days !== null) return put(doing, bucket, 'lifecycle', expiryRules(days))
      return tolerating(drop(doing, bucket, 'lifecycle'), 'NoSuchLifecycleConfiguration')
    },
    setAccess,
    removeBucket: (name) =>
      tolerating(s3(`remove the bucket "${name}"`, { method: 'DELETE', path: pathOf(name) }), 'NoSuchBucket'),
    ensureClosed: async (bucket) => {
      try {
        if ((await readAccess(caller, bucket)) !== 'private') await setAccess(bucket, 'private')
      } catch (error) {
        if (!isRefusal(error, 'NoSuchBucket')) throw error
        await createBucket(bucket) // a new bucket is closed
      }
    },
  }
}

/** All settings at the same time: each is a call of its own. */
async function readSettings(caller: Caller, name: string): Promise<ObservedBucket> {
  const [tags, versioning, quotaBytes, expireDays, access] = await Promise.all([
    readTagsOf(caller, name),
    readVersioning(caller, name),
    readQuota(caller, name),
    readExpiry(caller, name),
    readAccess(caller, name),
  ])
  return { name, tags, versioning, quotaBytes, expireDays, access }
}

async function readSetting({ s3 }: Caller, bucket: string, setting: string): Promise<string> {
  const call = { method: 'GET' as const, path: pathOf(bucket), query: { [setting]: '' } }
  return (await s3(`read the ${setting} of "${bucket}"`, call)).text
}

async function readTagsOf(caller: Caller, bucket: string): Promise<Tags> {
  const text = await nullWhen(readSetting(caller, bucket, 'tagging'), 'NoSuchTagSet', 'NoSuchBucket')
  if (text === null) return {}
  const { TagSet } = readXml(Tagging, text, `read the tags of "${bucket}"`).Tagging
  return typeof TagSet === 'string' ? {} : Object.fromEntries((TagSet.Tag ?? []).map(({ Key, Value }) => [Key, Value]))
}

async function readVersioning(caller: Caller, bucket: string): Promise<ObservedBucket['versioning']> {
  const text = await readSetting(caller, bucket, 'versioning')
  const found = readXml(Versioning, text, `read the versioning of "${bucket}"`).VersioningConfiguration
  if (typeof found === 'string' || found.Status === undefined) return 'never'
  return found.Status === 'Enabled' ? 'enabled' : 'suspended'
}

async function readExpiry(caller: Caller, bucket: string): Promise<ObservedBucket['expireDays']> {
  const text = await nullWhen(readSetting(caller, bucket, 'lifecycle'), 'NoSuchLifecycleConfiguration')
  return text === null ? null : expiryOf(text)
}

async function readAccess(caller: Caller, bucket: string): Promise<ObservedBucket['access']> {
  const text = await nullWhen(readSetting(caller, bucket, 'policy'), 'NoSuchBucketPolicy')
  return text === null ? 'private' : accessOf(bucket, text)
}

/** Side by side as far as the connections go. */
async function listTagged(caller: Caller): Promise<readonly Pick<ObservedBucket, 'name' | 'tags'>[]> {
  const doing = 'list the buckets'
  const { text } = await caller.s3(doing, { method: 'GET', path: '/' })
  const { Buckets: found } = readXml(Buckets, text, doing).ListAllMyBucketsResult
  const names = typeof found === 'string' ? [] : (found.Bucket ?? []).map(({ Name }) => Name)
  return Promise.all(names.map(async (name) => ({ name, tags: await readTagsOf(caller, name) })))
}
