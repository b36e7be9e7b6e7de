import type { Credential } from './credential.ts'
import type { CredentialPlace, CredentialStore } from './store.ts'

/** The credential that is used now: what is recorded and not yet published goes before what is published. */
export async function usedCredential(store: CredentialStore, place: CredentialPlace): Promise<Credential | null> {
  return (await store.readPending(place)) ?? (await store.readPublished(place))
}
