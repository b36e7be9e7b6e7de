import type { IdentityPort } from '../../ports/identity.ts'
import { clientCalls } from './clients.ts'
import { openConnection, type IdentityAddress } from './connection.ts'
import { flowCalls } from './flows.ts'
import { managerCalls } from './managers.ts'
import { profileCalls } from './profile.ts'
import { proofCalls } from './proofs.ts'
import { providerCalls } from './provider.ts'
import { realmCalls } from './realms.ts'
import { scopeCalls } from './scopes.ts'
import { userCalls } from './users.ts'

/** The real Keycloak behind the port; `close` ends its connections. */
export function identityClient(address: IdentityAddress): IdentityPort & { close(): Promise<void> } {
  const connection = openConnection(address)
  return {
    proofsFrom: 'BACKEND',
    ...realmCalls(connection),
    ...scopeCalls(connection),
    ...profileCalls(connection),
    ...providerCalls(connection),
    ...flowCalls(connection),
    ...userCalls(connection),
    ...managerCalls(connection),
    ...clientCalls(connection),
    ...proofCalls(connection),
    close: connection.close,
  }
}
