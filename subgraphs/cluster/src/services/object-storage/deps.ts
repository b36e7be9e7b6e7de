import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { CredentialStore } from '../../credentials/store.ts'
import type { ObjectStoragePort } from '../../ports/object-storage.ts'

/** What the kinds of this service work with. */
export type StorageDeps = {
  readonly port: ObjectStoragePort
  readonly credentials: CredentialStore
  readonly newSecret: () => Secret
}
