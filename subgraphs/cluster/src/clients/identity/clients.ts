import { z } from 'zod'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { ClientRepresentation, IdentityPort, ObservedClient } from '../../ports/identity.ts'
import type { Connection } from './connection.ts'
import { isMissingRealm } from './faults.ts'
import { Config } from './mappers.ts'
import { readSeenScopes } from './scopes.ts'

type Calls = 'readClient' | 'listClients' | 'createClient' | 'updateClient' | 'removeClient' | 'regenerateClientSecret'

const texts = z.array(z.string()).default([])
const Seen = z
  .object({
    id: z.string(),
    clientId: z.string(),
    secret: z.string().default(''),
    redirectUris: texts,
    webOrigins: texts,
    defaultClientScopes: texts,
    attributes: Config,
  })
  .catchall(z.json())

function observed(seen: z.output<typeof Seen>): ObservedClient {
  const { id, clientId, secret, redirectUris, webOrigins, defaultClientScopes, attributes, ...settings } = seen
  return {
    id,
    clientId,
    secret: new Secret(secret),
    redirectUris,
    webOrigins,
    defaultScopes: defaultClientScopes,
    attributes,
    settings,
  }
}

/**
 * A client as the server takes it. Everything is named: a change without `webOrigins` resets them, and no optional
 * scopes are given by a realm's own defaults.
 */
export function clientPayload({
  clientId,
  redirectUris,
  webOrigins,
  attributes,
  settings,
  ...rest
}: ClientRepresentation) {
  return {
    ...settings,
    clientId,
    redirectUris: [...redirectUris],
    webOrigins: [...webOrigins],
    attributes: { ...attributes },
    defaultClientScopes: [...rest.defaultScopes],
    optionalClientScopes: [],
  }
}

export function clientCalls(connection: Connection): Pick<IdentityPort, Calls> {
  const { read, write, remove, create } = connection
  const readClient = async (realm: string, clientId: string): Promise<ObservedClient | null> => {
    const [seen] = await read(`read the client "${clientId}" of "${realm}"`, z.array(Seen), (admin) =>
      admin.clients.find({ realm, clientId }),
    )
    return seen === undefined ? null : observed(seen)
  }
  return {
    // Without its realm a client is gone as well.
    readClient: async (realm, clientId) => {
      try {
        return await readClient(realm, clientId)
      } catch (error) {
        if (isMissingRealm(error)) return null
        throw error
      }
    },
    listClients: async (realm) =>
      (await read(`list the clients of "${realm}"`, z.array(Seen), (admin) => admin.clients.find({ realm }))).map(
        observed,
      ),
    createClient: async (realm, client) => {
      await create(
        `make the client "${client.clientId}" in "${realm}"`,
        (admin) => admin.clients.create({ realm, ...clientPayload(client) }),
        async () => (await readClient(realm, client.clientId)) !== null,
      )
    },
    updateClient: (realm, id, client) => updateClient(connection, realm, id, client),
    removeClient: (realm, id) => remove(`remove a client of "${realm}"`, (admin) => admin.clients.del({ realm, id })),
    regenerateClientSecret: (realm, id) =>
      write(`make a new secret for a client of "${realm}"`, (admin) =>
        admin.clients.generateNewClientSecret({ realm, id }),
      ),
  }
}

/** A change ignores scopes: they are put and taken one by one. */
async function updateClient(
  { read, write, remove, ...connection }: Connection,
  realm: string,
  id: string,
  client: ClientRepresentation,
): Promise<void> {
  const doing = `change the client "${client.clientId}" of "${realm}"`
  const [seen, scopes] = await Promise.all([
    read(doing, Seen, (admin) => admin.clients.findOne({ realm, id })),
    readSeenScopes({ read, write, remove, ...connection }, realm),
  ])
  const { defaultClientScopes: wished, optionalClientScopes: _none, ...payload } = clientPayload(client)
  await write(doing, (admin) => admin.clients.update({ realm, id }, payload))
  await Promise.all(
    scopes.map(async ({ id: clientScopeId, name }) => {
      const [isWished, isThere] = [wished.includes(name), seen.defaultClientScopes.includes(name)]
      if (isWished && !isThere)
        await write(doing, (admin) => admin.clients.addDefaultClientScope({ realm, id, clientScopeId }))
      if (!isWished && isThere)
        await remove(doing, (admin) => admin.clients.delDefaultClientScope({ realm, id, clientScopeId }))
    }),
  )
}
