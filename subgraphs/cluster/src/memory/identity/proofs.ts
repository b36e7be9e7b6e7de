import type { IdentityPort } from '../../ports/identity.ts'
import type { World } from './world.ts'

export function proofCalls(world: World, publicUrl: string): Pick<IdentityPort, 'readDiscovery' | 'tryAuthorization'> {
  return {
    readDiscovery: (name) =>
      world.look('readDiscovery', () => {
        // A disabled realm still has its document.
        return world.realms.has(name)
          ? { issuer: `${publicUrl.replace(/\/$/, '')}/realms/${encodeURIComponent(name)}` }
          : null
      }),
    tryAuthorization: (name, clientId, redirectUri) =>
      world.look('tryAuthorization', () => {
        const realm = world.realms.get(name)
        const client = realm?.clients.find((one) => one.clientId === clientId)
        if (realm?.settings['enabled'] !== true || client?.settings['enabled'] !== true) return 'refused'
        if (client.settings['standardFlowEnabled'] !== true) return 'refused'
        const isAllowed = client.redirectUris.some((uri) =>
          uri.endsWith('*') ? redirectUri.startsWith(uri.slice(0, -1)) : uri === redirectUri,
        )
        if (!isAllowed) return 'refused'
        const flow = realm.flows.find(({ alias }) => alias === realm.settings['browserFlow'])
        const isBrokered = flow?.executions.some((one) => one.authenticator === 'identity-provider-redirector') === true
        return isBrokered ? 'redirect-to-provider' : 'sign-in-page'
      }),
  }
}
