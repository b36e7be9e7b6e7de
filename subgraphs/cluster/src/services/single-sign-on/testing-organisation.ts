import type { IdentityPort } from '../../ports/identity.ts'
import type { OrganisationProvider } from './realm/brokering.ts'
import { profileOf, scopesOf } from './realm/scopes.ts'

/** The organisation's own provider: a realm of the same server, with which the platform has an account. */
export async function openOrganisation(port: IdentityPort, realm: string, url: string): Promise<OrganisationProvider> {
  await port.createRealm({
    realm: { realm, enabled: true, loginWithEmailAllowed: false, duplicateEmailsAllowed: true },
    scopes: scopesOf(false),
    profile: profileOf(false),
    flows: [],
    provider: null,
    users: [],
    clients: [
      {
        clientId: 'platform',
        redirectUris: [`${url}/realms/*`],
        webOrigins: [],
        defaultScopes: ['basic', 'email', 'profile'],
        attributes: {},
        settings: { enabled: true, protocol: 'openid-connect', publicClient: false, standardFlowEnabled: true },
      },
    ],
  })
  const client = await port.readClient(realm, 'platform')
  if (client === null) throw new Error('the upstream realm has no client')
  const endpoints = `${url}/realms/${realm}/protocol/openid-connect`
  return {
    alias: 'organisation',
    issuer: `${url}/realms/${realm}`,
    clientId: 'platform',
    clientSecret: client.secret,
    authorizationUrl: `${endpoints}/auth`,
    tokenUrl: `${endpoints}/token`,
    jwksUrl: `${endpoints}/certs`,
    userInfoUrl: `${endpoints}/userinfo`,
    logoutUrl: null,
  }
}
