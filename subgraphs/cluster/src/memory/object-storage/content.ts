import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { PortError } from '../../ports/port-error.ts'
import type { World } from './world.ts'

const pageSize = 1_000
const key = 'operations-manager-proof'
const content = 'proof'

type ContentCalls = 'listContent' | 'emptyPage' | 'removeBucket'

/** What is in buckets. */
export function contentCalls(world: World): Pick<ObjectStoragePort, ContentCalls> {
  return {
    listContent: async (name) => {
      await world.enter('listContent')
      const { versions, uploads } = world.bucket(name)
      return versions.length + uploads.length === 0 ? 'empty' : 'objects'
    },
    emptyPage: async (name) => {
      await world.enter('emptyPage')
      const bucket = world.bucket(name)
      const page = (bucket.versions.length > 0 ? bucket.versions : bucket.uploads).splice(0, pageSize)
      if (page.length > 0) world.changed()
      return page.length
    },
    removeBucket: async (name) => {
      await world.enter('removeBucket')
      const bucket = world.buckets.get(name)
      if (bucket === undefined) return
      if (bucket.versions.length > 0)
        throw new PortError(world.name, 'conflict', 'The bucket you tried to delete is not empty.')
      world.buckets.delete(name)
      world.changed()
    },
  }
}

/** What is tried with the keys of a user. */
export function signInCalls(world: World): Pick<ObjectStoragePort, 'canSignIn' | 'tryObject' | 'canList'> {
  const arn = (bucket: string): string => `arn:aws:s3:::${bucket}`
  return {
    canSignIn: async (signIn) => {
      await world.enter('canSignIn')
      return world.takesKeys(signIn)
    },
    tryObject: async (signIn) => {
      await world.enter('tryObject')
      for (const action of ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'])
        if (!world.allows(signIn, action, `${arn(signIn.bucket)}/${key}`))
          throw new PortError(world.name, 'refused', `${action}: access denied.`)
      const bucket = world.bucket(signIn.bucket)
      const before = [...bucket.versions]
      world.put(bucket, key, content)
      if (bucket.versions.at(-1)?.content !== content)
        throw new PortError(world.name, 'invalid', 'What was read is not what was put.')
      world.delete(bucket, key)
      bucket.versions = before
    },
    canList: async (signIn) => {
      await world.enter('canList')
      if (!world.allows(signIn, 's3:ListBucket', arn(signIn.bucket))) return false
      world.bucket(signIn.bucket)
      return true
    },
  }
}
