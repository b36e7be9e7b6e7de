import { createHash } from 'node:crypto'
import { accessKeyName, bucketName, policyName } from '@operations-manager/schema/names/names.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Outputs } from '../../credentials/outputs.ts'
import type { ObservedStatement, PolicyStatement } from '../../ports/object-storage.ts'
import type { Instance } from '../instance.ts'
import { ownerText } from '../mark.ts'

/** The cluster's configuration of its object store, as far as instances see it. */
export type ObjectStorageSettings = {
  /** Where workloads reach it: host and port. */
  readonly address: string
  readonly tls: boolean
  readonly region: string
  /** A bucket of the platform that no tenant may list. */
  readonly canary: string
}

/** What is wished of a bucket. */
export type BucketWish = {
  readonly versioning: boolean
  readonly quotaBytes: number | null
  readonly expireDays: number | null
  readonly access: 'private' | 'public-read'
  readonly retained: 'RESTORE' | 'DISCARD' | undefined
  readonly reissue: string | undefined
}

export type StorageInstance = Instance & {
  readonly bucket: string
  readonly accessKey: string
  readonly policy: string
  readonly settings: ObjectStorageSettings
}

export function storageInstance(instance: Instance, settings: ObjectStorageSettings): StorageInstance {
  const { owner } = instance
  return {
    ...instance,
    bucket: bucketName(owner),
    accessKey: accessKeyName(owner),
    policy: policyName(owner),
    settings,
  }
}

/**
 * Exactly what an application needs of its own bucket, and nothing of any other. What a server lets every user do with
 * itself is denied: with these keys nobody may change them, or make further ones that outlive them.
 */
export function statementsOf(instance: StorageInstance, issue: string): readonly PolicyStatement[] {
  const bucket = `arn:aws:s3:::${instance.bucket}`
  return [
    {
      sid: sidOf(instance, issue),
      effect: 'allow',
      actions: ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      resources: [bucket],
    },
    {
      sid: 'Objects',
      effect: 'allow',
      actions: [
        's3:GetObject',
        's3:GetObjectVersion',
        's3:PutObject',
        's3:DeleteObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
        's3:GetObjectTagging',
        's3:PutObjectTagging',
        's3:DeleteObjectTagging',
      ],
      resources: [`${bucket}/*`],
    },
    { sid: 'Admin', effect: 'deny', actions: ['admin:*'], resources: [] },
  ]
}

/** Users and policies have no tags, so the id of a policy's first statement is the mark: whose, and for which issue. */
function sidOf({ owner }: StorageInstance, issue: string): string {
  const whose = createHash('sha256').update(ownerText(owner)).digest('hex').slice(0, 24)
  return `Om${whose}${Buffer.from(issue, 'utf8').toString('hex')}`
}

/** For which request the keys of a user were set, from its policy; `null` if the policy is not this instance's. */
export function issueOf(instance: StorageInstance, statements: readonly ObservedStatement[] | null): string | null {
  const mark = sidOf(instance, '')
  const sid = statements?.map((one) => one.sid).find((one) => one.startsWith(mark))
  return sid === undefined ? null : Buffer.from(sid.slice(mark.length), 'hex').toString('utf8')
}

/** Whether two policies say the same; order means nothing in them. */
export function isSamePolicy(a: readonly ObservedStatement[], b: readonly ObservedStatement[]): boolean {
  return canonical(a) === canonical(b)
}

function canonical(statements: readonly ObservedStatement[]): string {
  const plain = statements.map(({ sid, effect, actions, resources }) => [
    sid,
    effect,
    actions.toSorted(),
    resources.toSorted(),
  ])
  return JSON.stringify(plain.map((one) => JSON.stringify(one)).sort())
}

/** What workloads get, under the keys that the service type declares. */
export function storageOutputs({ bucket, accessKey, settings }: StorageInstance, secretKey: Secret): Outputs {
  const { address, tls, region } = settings
  return { address, endpoint: `${tls ? 'https' : 'http'}://${address}`, accessKey, secretKey, bucket, region }
}
