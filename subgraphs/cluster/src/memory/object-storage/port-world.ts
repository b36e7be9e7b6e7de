import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { ObjectStoragePort, PolicyStatement } from '../../ports/object-storage.ts'
import type { PortFault } from '../../ports/port-error.ts'
import type { Others, StorageUnderTest } from './under-test.ts'

/** What the contract of the port is tried with. */
export type World = {
  readonly port: ObjectStoragePort
  readonly others: Others
  readonly away: StorageUnderTest['away']
}

/** A name that nothing has yet. */
export const aName = (): string => `test-${randomBytes(8).toString('hex')}`
export const aSecret = (): Secret => new Secret(randomBytes(16).toString('hex'))
/** How a call fails. */
export const fault = (fault: PortFault) =>
  expect.objectContaining({ name: 'PortError', backend: 'object-storage', fault })

export async function aBucket({ port }: World): Promise<string> {
  const name = aName()
  await port.createBucket(name)
  return name
}

/** What it takes to use a bucket. */
export function toUse(bucket: string): PolicyStatement[] {
  const arn = `arn:aws:s3:::${bucket}`
  return [
    { sid: 'Bucket', effect: 'allow', actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [arn] },
    {
      sid: 'Objects',
      effect: 'allow',
      actions: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
      resources: [`${arn}/*`],
    },
  ]
}

/** A bucket and a user who may use it. */
export async function aUser(world: World) {
  const { port } = world
  const [bucket, accessKey, secretKey] = [await aBucket(world), aName(), aSecret()]
  await port.setUser(accessKey, secretKey)
  await port.setPolicy(accessKey, toUse(bucket))
  await port.attachPolicy(accessKey, accessKey)
  return { accessKey, secretKey, bucket }
}
