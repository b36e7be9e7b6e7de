import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { CredentialStore } from '../../credentials/store.ts'
import type { PostgresPort } from '../../ports/postgresql.ts'

/** What the kinds of this service work with. */
export type PostgresDeps = {
  readonly port: PostgresPort
  readonly credentials: CredentialStore
  readonly newSecret: () => Secret
  /** The verifier of a password, and whether one is of a password; no password goes to the server. */
  readonly scram: {
    verifier(password: Secret): Promise<string>
    isVerifierOf(verifier: string, password: Secret): Promise<boolean>
  }
}
