import { identityContract } from '../../ports/identity.contract-suite.ts'
import { identityClient } from './identity.ts'
import { keycloakAddress } from './testing/keycloak.ts'

identityContract('at Keycloak', async () => {
  const port = identityClient(await keycloakAddress())
  return { port, close: () => port.close() }
})
