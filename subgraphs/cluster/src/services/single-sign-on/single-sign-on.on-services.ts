import { identityClient } from '../../clients/identity/identity.ts'
import { keycloakAddress } from '../../clients/identity/testing/keycloak.ts'
import { signInDriftContract } from './drift.contract-suite.ts'
import { signInFaultsContract } from './faults.contract-suite.ts'
import { singleSignOnContract } from './single-sign-on.contract-suite.ts'

const atKeycloak = async () => {
  const address = await keycloakAddress()
  const port = identityClient(address)
  return { port, publicUrl: address.workloadUrl, close: () => port.close() }
}

singleSignOnContract('over Keycloak', atKeycloak)
signInDriftContract('over Keycloak', atKeycloak)
signInFaultsContract('over Keycloak', atKeycloak)
