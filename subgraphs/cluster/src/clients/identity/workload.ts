import type { IdentityAddress } from './connection.ts'
import { openDispatcher } from './dispatcher.ts'
import { isSecretTaken, proofCalls } from './proofs.ts'

/** What an application can do at the identity server; `close` ends its connections. */
export function workloadIdentity(address: Pick<IdentityAddress, 'workloadUrl' | 'certificateAuthority' | 'timeoutMs'>) {
  const dispatcher = openDispatcher(address.certificateAuthority)
  const connection = { dispatcher, address }
  return {
    ...proofCalls(connection),
    isSecretTaken: (realm: string, client: Parameters<typeof isSecretTaken>[2]) =>
      isSecretTaken(connection, realm, client),
    close: () => dispatcher.destroy(),
  }
}
