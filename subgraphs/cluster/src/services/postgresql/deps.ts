import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { CredentialStore } from '../../credentials/store.ts'
import type { PostgresPort } from '../../ports/postgresql.ts'

/** What the kinds of this service work with. */
export type PostgresDeps = {
  readonly port: PostgresPort
  readonly credentials: CredentialStore
  readonly newSecret: () => Secret
  /** What the server is told of a password; the password itself is in no statement. */
  readonly verifier: (password: Secret) => Promise<string>
}
