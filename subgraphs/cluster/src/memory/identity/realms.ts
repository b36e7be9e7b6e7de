import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { IdentityPort, Json, NewRealm, RealmRepresentation } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import { newClient } from './clients.ts'
import { stored } from './parts.ts'
import { newUser } from './users.ts'
import { emptyRealm, mask, type Realm, type World } from './world.ts'

type RealmCalls = 'readRealm' | 'listRealms' | 'createRealm' | 'updateRealm' | 'removeRealm' | 'endSessions'

export function realmCalls(world: World): Pick<IdentityPort, RealmCalls> {
  const represent = (name: string, { settings, attributes }: Realm): RealmRepresentation => ({
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, masked(key, reordered(value))])),
    // Nobody wrote these; the server adds them to every realm.
    notBefore: 0,
    browserSecurityHeaders: { xFrameOptions: 'SAMEORIGIN' },
    realm: name,
    attributes: { ...attributes, cibaBackchannelTokenDeliveryMode: 'poll', realmReusableOtpCode: 'false' },
  })
  return {
    readRealm: (name) =>
      world.look('readRealm', () => {
        const realm = world.realms.get(name)
        return realm === undefined ? null : represent(name, realm)
      }),
    listRealms: () => world.look('listRealms', () => [...world.realms].map(([name, realm]) => represent(name, realm))),
    createRealm: async (wished) => {
      await world.enter('createRealm')
      const { realm: name } = wished.realm
      if (world.realms.has(name)) throw new PortError(world.name, 'exists', `Conflict: the realm "${name}" exists.`)
      if (!/^[a-z0-9-]{1,255}$/.test(name)) throw new PortError(world.name, 'invalid', 'The realm name is not valid.')
      world.realms.set(name, newRealm(wished))
      world.changed()
    },
    updateRealm: (name, { realm: _name, attributes, ...settings }) =>
      world.change('updateRealm', name, (realm) => {
        Object.assign(realm.settings, settingsOf(settings))
        if (attributes !== undefined) realm.attributes = { ...attributes }
      }),
    removeRealm: async (name) => {
      await world.enter('removeRealm')
      if (world.realms.delete(name)) world.changed()
    },
    endSessions: (name) => world.change('endSessions', name, (realm) => (realm.sessions = 0)),
  }
}

function newRealm({ realm, scopes, profile, flows, provider, users, clients }: NewRealm): Realm {
  const { realm: _name, attributes = {}, ...settings } = realm
  return {
    ...emptyRealm(),
    settings: { enabled: false, ...settingsOf(settings) },
    attributes: { ...attributes },
    profile: structuredClone(profile),
    scopes: structuredClone([...scopes]),
    flows: structuredClone([...flows]),
    providers: provider === null ? [] : [stored(provider, undefined)],
    users: users.map((user) => newUser(user, user.isManager)),
    clients: clients.map((client) => newClient(client, scopes)),
  }
}

/** Settings as they are kept: with the passwords in them, as the server keeps them. */
function settingsOf(settings: Partial<RealmRepresentation>): Record<string, Json> {
  // What is a secret in them becomes a text here; nothing else in them is no JSON.
  return revealed(settings) as Record<string, Json>
}

function revealed(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(revealed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]))
}

function masked(key: string, value: Json): Json {
  const isMail = key === 'smtpServer' && typeof value === 'object' && value !== null && 'password' in value
  return isMail ? { ...value, password: mask } : value
}

/** Lists come back in an order of the server's own. */
function reordered(value: Json): Json {
  return Array.isArray(value) ? value.toReversed() : value
}
