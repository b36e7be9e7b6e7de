import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { ClientRepresentation, IdentityPort, ObservedClient, ScopeRepresentation } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import type { StoredClient, World } from './world.ts'

type ClientCalls =
  | 'readClient'
  | 'listClients'
  | 'createClient'
  | 'updateClient'
  | 'removeClient'
  | 'regenerateClientSecret'

export function clientCalls(world: World): Pick<IdentityPort, ClientCalls> {
  const represent = ({ secret, ...client }: StoredClient): ObservedClient => ({
    ...structuredClone(client),
    secret: new Secret(secret),
    redirectUris: client.redirectUris.toReversed(),
    defaultScopes: client.defaultScopes.toReversed(),
    // Added by the server; nobody wrote them.
    attributes: { ...client.attributes, realm_client: 'false', 'client.secret.creation.time': '1772366400' },
    settings: { ...client.settings, nodeReRegistrationTimeout: -1, notBefore: 0 },
  })
  return {
    readClient: async (name, clientId) => {
      await world.enter('readClient')
      const found = world.realms.get(name)?.clients.find((one) => one.clientId === clientId)
      return found === undefined ? null : represent(found)
    },
    listClients: async (name) => {
      await world.enter('listClients')
      return world.realm(name).clients.map(represent)
    },
    createClient: (name, client) =>
      world.change('createClient', name, (realm) => {
        if (realm.clients.some(({ clientId }) => clientId === client.clientId))
          throw new PortError(world.name, 'exists', `Client ${client.clientId} already exists.`)
        realm.clients.push(newClient(client, realm.scopes))
      }),
    updateClient: (name, id, client) =>
      world.change('updateClient', name, (realm) => {
        const before = world.client(name, id)
        // Attributes merge, and an empty one goes.
        const merged = Object.entries({ ...before.attributes, ...client.attributes })
        const attributes = Object.fromEntries(merged.filter(([, value]) => value !== ''))
        const after = { ...before, ...stored(client, realm.scopes), attributes }
        realm.clients = realm.clients.map((one) => (one.id === id ? after : one))
      }),
    removeClient: async (name, id) => {
      await world.enter('removeClient')
      const realm = world.realms.get(name)
      if (realm === undefined) return
      realm.clients = realm.clients.filter((one) => one.id !== id)
      world.changed()
    },
    regenerateClientSecret: (name, id) =>
      world.change('regenerateClientSecret', name, (realm) => {
        realm.clients = realm.clients.map((one) => (one.id === id ? { ...one, secret: newSecret() } : one))
      }),
  }
}

/** A client as it is kept after it was made. */
export function newClient(client: ClientRepresentation, scopes: readonly ScopeRepresentation[]): StoredClient {
  return { ...stored(client, scopes), id: randomUUID(), secret: newSecret() }
}

/** Unknown scopes are dropped without a word. */
function stored(client: ClientRepresentation, scopes: readonly ScopeRepresentation[]): ClientRepresentation {
  const { clientId, redirectUris, webOrigins, attributes, settings } = client
  const defaultScopes = client.defaultScopes.filter((scope) => scopes.some(({ name }) => name === scope))
  return structuredClone({ clientId, redirectUris, webOrigins, defaultScopes, attributes, settings })
}

function newSecret(): string {
  return randomBytes(24).toString('base64url')
}
