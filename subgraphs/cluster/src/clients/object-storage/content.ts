import { z } from 'zod'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { checked, pathOf, type Caller } from './caller.ts'
import { StorageRefusal } from './faults.ts'
import { readXml, writeXml } from './xml.ts'

const pageSize = 1_000

/** Keys arrive as in a form: XML cannot carry all of them, and `+` is a space. */
const Key = z.string().transform((text) => decodeURIComponent(text.replaceAll('+', ' ')))
const Version = z.looseObject({ Key, VersionId: z.string() })
const Versions = z.looseObject({
  ListVersionsResult: z.looseObject({
    Version: z.array(Version).default([]),
    DeleteMarker: z.array(Version).default([]),
  }),
})
const Upload = z.looseObject({ Key, UploadId: z.string() })
const Uploads = z.looseObject({ ListMultipartUploadsResult: z.looseObject({ Upload: z.array(Upload).default([]) }) })
const Deleted = z.looseObject({
  DeleteResult: z.union([
    z.string(),
    z.looseObject({ Error: z.array(z.looseObject({ Code: z.string() })).default([]) }),
  ]),
})

export type ObjectVersion = Pick<z.infer<typeof Version>, 'Key' | 'VersionId'>

/** What is in a bucket: versions, markers of deleted objects and unfinished uploads all count. */
export function contentCalls(caller: Caller): Pick<ObjectStoragePort, 'listContent' | 'emptyPage'> {
  return {
    listContent: async (bucket) => {
      const [versions, uploads] = await Promise.all([listVersions(caller, bucket, 1), listUploads(caller, bucket, 1)])
      return versions.length + uploads.length === 0 ? 'empty' : 'objects'
    },
    emptyPage: async (bucket) => {
      const versions = await listVersions(caller, bucket, pageSize)
      if (versions.length > 0) {
        await removeVersions(caller, bucket, versions)
        return versions.length
      }
      const uploads = await listUploads(caller, bucket, pageSize)
      await Promise.all(uploads.map((upload) => abortUpload(caller, bucket, upload)))
      return uploads.length
    },
  }
}

/** Versions and markers of objects whose keys begin like this, up to a limit. */
export async function listVersions(
  { s3 }: Pick<Caller, 's3'>,
  bucket: string,
  limit: number,
  prefix = '',
): Promise<readonly ObjectVersion[]> {
  const doing = `list what is in "${bucket}"`
  const query = { versions: '', 'encoding-type': 'url', 'max-keys': `${limit}`, ...(prefix !== '' && { prefix }) }
  const { text } = await s3(doing, { method: 'GET', path: pathOf(bucket), query })
  const { Version: versions, DeleteMarker: markers } = readXml(Versions, text, doing).ListVersionsResult
  return [...versions, ...markers]
}

async function listUploads({ s3 }: Caller, bucket: string, limit: number) {
  const doing = `list the unfinished uploads in "${bucket}"`
  const query = { uploads: '', 'encoding-type': 'url', 'max-uploads': `${limit}` }
  const { text } = await s3(doing, { method: 'GET', path: pathOf(bucket), query })
  return readXml(Uploads, text, doing).ListMultipartUploadsResult.Upload
}

async function abortUpload({ s3 }: Caller, bucket: string, { Key: key, UploadId }: z.infer<typeof Upload>) {
  await s3(`end an unfinished upload in "${bucket}"`, {
    method: 'DELETE',
    path: pathOf(bucket, key),
    query: { uploadId: UploadId },
  })
}

/** XML 1.0 has no way to write these, so keys that have one are named in a path. */
// oxlint-disable-next-line no-control-regex -- it is about control characters
const unwritable = /[\u0000-\u001f\ufffe\uffff]/

/** Removes exactly these versions. */
export async function removeVersions(
  { s3 }: Pick<Caller, 's3'>,
  bucket: string,
  versions: readonly ObjectVersion[],
): Promise<void> {
  const doing = `remove objects of "${bucket}"`
  const writable = versions.filter(({ Key: key }) => !unwritable.test(key))
  const others = versions.filter(({ Key: key }) => unwritable.test(key))
  for (const { Key: key, VersionId } of others)
    await s3(doing, { method: 'DELETE', path: pathOf(bucket, key), query: { versionId: VersionId } })
  if (writable.length === 0) return
  const list = writable.map(({ Key: key, VersionId }) => ({ Key: key, VersionId }))
  const body = writeXml('Delete', { Quiet: true, Object: list })
  const { text } = await s3(doing, { method: 'POST', path: pathOf(bucket), query: { delete: '' }, ...checked(body) })
  const { DeleteResult: result } = readXml(Deleted, text, doing)
  const [failed] = typeof result === 'string' ? [] : result.Error
  if (failed !== undefined) throw new StorageRefusal(doing, failed.Code, 200)
}
