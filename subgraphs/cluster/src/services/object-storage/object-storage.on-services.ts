import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import '@operations-manager/testbed/vitest/provided.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { objectStorageClient } from '../../clients/object-storage/object-storage.ts'
import { minioUnderTest } from '../../clients/object-storage/testing/minio-under-test.ts'
import { objectStorageContract } from './object-storage.contract-suite.ts'

const { url, accessKey, secretKey } = inject('services').minio
const theirs = `theirs-${randomBytes(6).toString('hex')}`
const root = objectStorageClient({
  url,
  accessKey,
  secretKey: new Secret(secretKey),
  region: 'us-east-1',
  certificateAuthority: null,
  timeoutMs: 30_000,
  connections: 4,
})
const theirKey = { accessKey: theirs, secretKey: new Secret(`secret-of-${theirs}`), bucket: theirs }
// One resource each: servers give sets back in an order that changes.
const statements = [
  { sid: 'Bucket', effect: 'allow', actions: ['s3:*'], resources: [`arn:aws:s3:::${theirs}`] },
  { sid: 'Objects', effect: 'allow', actions: ['s3:*'], resources: [`arn:aws:s3:::${theirs}/*`] },
] as const
let before: unknown

/** All that others have there, as far as it can be seen. */
async function whatIsTheirs(): Promise<unknown> {
  return {
    bucket: await root.readBucket(theirs),
    content: await root.listContent(theirs),
    user: await root.readUser(theirs),
    policy: await root.readPolicy(theirs),
    mayEnter: await root.canSignIn(theirKey),
  }
}

beforeAll(async () => {
  await root.createBucket(theirs)
  await root.setTags(theirs, { team: 'parks', 'cost-centre': '0042' })
  await root.setVersioning(theirs, true)
  await root.setQuota(theirs, 2 ** 30)
  await root.setUser(theirs, theirKey.secretKey)
  await root.setPolicy(theirs, statements)
  await root.attachPolicy(theirs, theirs)
  before = await whatIsTheirs()
})

afterAll(async () => {
  await root.removeUser(theirs)
  await root.removePolicy(theirs)
  while ((await root.emptyPage(theirs)) > 0);
  await root.removeBucket(theirs)
  await root.close()
})

objectStorageContract('MinIO, with the rights of deploy/minio/policy.json', () =>
  minioUnderTest({ url, accessKey, secretKey }),
)

test('what others have there is as it was before all this', async () => {
  expect(before).toMatchObject({ mayEnter: true, user: { policies: [theirs] }, bucket: { versioning: 'enabled' } })
  expect(await whatIsTheirs()).toEqual(before)
})
