import { PortError } from '../../ports/port-error.ts'
import type { ObjectStoragePort, StorageSignIn } from '../../ports/object-storage.ts'
import { pathOf, type Caller } from './caller.ts'
import type { Call, Connection } from './connection.ts'
import { listVersions, removeVersions } from './content.ts'
import { isRefusal, tolerating } from './faults.ts'

const key = 'operations-manager-proof'
const content = 'proof'
/** What the server says where it does not take the keys; a disabled user is as one that is not there. */
const keysRefused = ['InvalidAccessKeyId', 'SignatureDoesNotMatch']

/** What is tried with the keys of a user. `platform`: who clears up after it; `null`: the platform does so later. */
export function signInCalls(
  connection: Connection,
  platform: Caller | null,
): Pick<ObjectStoragePort, 'canSignIn' | 'tryObject' | 'canList'> {
  const as = ({ accessKey, secretKey }: StorageSignIn, doing: string, call: Call) =>
    connection.send({ accessKey, secretKey }, doing, call)
  return {
    canSignIn: async (signIn) => {
      const call: Call = { method: 'GET', path: pathOf(signIn.bucket), query: { location: '' } }
      try {
        // That they may not do this, or that the bucket is away, is said only to keys that are right.
        await tolerating(as(signIn, 'sign in', call), 'AccessDenied', 'NoSuchBucket')
        return true
      } catch (error) {
        if (isRefusal(error, ...keysRefused)) return false
        throw error
      }
    },
    tryObject: async (signIn) => {
      const path = pathOf(signIn.bucket, key)
      const put = await as(signIn, 'put an object', { method: 'PUT', path, body: content })
      const got = await as(signIn, 'read the object back', { method: 'GET', path })
      const gone = await as(signIn, 'delete the object', { method: 'DELETE', path })
      // Where versions are kept or were once, the user can only hide the object, and each proof would leave versions.
      // The one called "null" is there where they are suspended, and no answer says so.
      const ids = new Set(['null', ...[put, gone].flatMap(({ headers }) => headers['x-amz-version-id'] ?? [])])
      // Those of a prober, which has the user's keys only, are found here.
      const left = platform === null ? [] : await listVersions(platform, signIn.bucket, 1_000, key)
      const versions = [...ids, ...left.filter(({ Key }) => Key === key).map(({ VersionId }) => VersionId)]
      const distinct = [...new Set(versions)].map((VersionId) => ({ Key: key, VersionId }))
      if (platform !== null) await removeVersions(platform, signIn.bucket, distinct)
      if (got.text !== content)
        throw new PortError('object-storage', 'invalid', 'read the object back: it is not what was put.')
    },
    canList: async (signIn) => {
      const query = { 'list-type': '2', 'max-keys': '1' }
      try {
        await as(signIn, 'list a bucket', { method: 'GET', path: pathOf(signIn.bucket), query })
        return true
      } catch (error) {
        if (isRefusal(error, 'AccessDenied', ...keysRefused)) return false
        throw error
      }
    },
  }
}
