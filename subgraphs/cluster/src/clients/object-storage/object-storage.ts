import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'
import { policyCalls } from './admin/policies.ts'
import { createSealer } from './admin/sealer.ts'
import { userCalls } from './admin/users.ts'
import { bucketCalls } from './buckets.ts'
import { callerOf } from './caller.ts'
import { openConnection, type StorageAddress } from './connection.ts'
import { contentCalls } from './content.ts'
import { signInCalls } from './sign-in.ts'

export type ObjectStorageAccount = StorageAddress & {
  /** The platform's own account; what it needs is in `deploy/minio/policy.json`. */
  readonly accessKey: string
  readonly secretKey: Secret
}

/** The real MinIO behind the port; `close` ends its connections. */
export function objectStorageClient(account: ObjectStorageAccount): ObjectStoragePort & { close(): Promise<void> } {
  const { accessKey, secretKey } = account
  const connection = openConnection(account)
  const caller = callerOf(connection, { accessKey, secretKey })
  return {
    proofsFrom: 'BACKEND',
    ...bucketCalls(caller),
    ...contentCalls(caller),
    ...userCalls(caller, createSealer(secretKey)),
    ...policyCalls(caller),
    ...signInCalls(connection, caller),
    close: () => connection.close(),
  }
}

/** What a workload can do there with its own keys; `close` ends its connections. */
export function workloadStorage(
  address: StorageAddress,
): Pick<ObjectStoragePort, 'canSignIn' | 'tryObject' | 'canList'> & { close(): Promise<void> } {
  const connection = openConnection(address)
  return { ...signInCalls(connection, null), close: () => connection.close() }
}
