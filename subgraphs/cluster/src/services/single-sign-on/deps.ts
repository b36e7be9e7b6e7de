import type { CredentialStore } from '../../credentials/store.ts'
import type { IdentityPort } from '../../ports/identity.ts'

/** What the kinds of this service work with. */
export type IdentityDeps = { readonly port: IdentityPort; readonly credentials: CredentialStore }
