import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type {
  ClientRepresentation,
  FlowRepresentation,
  IdentityPort,
  Json,
  ProviderRepresentation,
  RealmRepresentation,
  ScopeRepresentation,
  UserRepresentation,
} from '../ports/identity.ts'
import { PortError } from '../ports/port-error.ts'
import type { Clock } from '../reconcile/clock.ts'
import type { Kept } from './persistence.ts'
import { SimulatedBackend, type Weather } from './simulated-backend.ts'

type StoredProvider = Omit<ProviderRepresentation, 'config'> & { readonly config: Readonly<Record<string, string>> }
type StoredUser = UserRepresentation & { readonly temporaryPassword?: string; readonly isManager?: boolean }
type StoredClient = ClientRepresentation & { readonly id: string; readonly secret: string }
type Realm = {
  settings: Record<string, Json>
  attributes: Record<string, string>
  scopes: ScopeRepresentation[]
  providers: StoredProvider[]
  flows: FlowRepresentation[]
  users: StoredUser[]
  clients: StoredClient[]
  sessions: number
}

const mask = '**********'

export type MemoryIdentity = IdentityPort &
  Kept & {
    /** What the next calls meet. */
    setWeather(weather: Partial<Weather>): void
    /** Changes settings of a realm behind our back. */
    meddleRealm(realm: string, change: Readonly<Record<string, Json>>, attributes?: Record<string, string>): void
    meddleClient(realm: string, clientId: string, change: Partial<ClientRepresentation>): void
    /** Somebody signs in: a session that ends with the realm's. */
    openSession(realm: string): void
    sessions(realm: string): number
  }

/**
 * An identity server in memory that answers as Keycloak was measured to: settings nobody wrote are added, lists come
 * in another order, secrets are masked, attributes are replaced as a whole, scopes of a client are no part of its
 * update, and a disabled realm's sessions live until they are ended.
 */
export function createMemoryIdentity(options: {
  readonly clock: Clock
  /** As browsers and workloads reach it. */
  readonly publicUrl: string
  readonly weather?: Weather
  readonly sendsMail?: boolean
  /** What an earlier process kept. */
  readonly kept?: ReadonlyMap<string, unknown>
}): MemoryIdentity {
  const world = new World(options.clock, options.weather, options.kept)
  return {
    proofsFrom: 'SIMULATED',
    ...realmCalls(world),
    ...partCalls(world),
    ...userCalls(world, options.sendsMail === true),
    ...clientCalls(world),
    ...proofCalls(world, options.publicUrl),
    documents: () => new Map(world.realms),
    onChange: (listener) => world.onChange(listener),
    setWeather: (weather) => {
      world.weather = { ...world.weather, ...weather }
    },
    meddleRealm: (name, change, attributes) => {
      const realm = world.realms.get(name) ?? emptyRealm()
      Object.assign(realm.settings, change)
      if (attributes !== undefined) realm.attributes = attributes
      world.realms.set(name, realm)
      world.changed()
    },
    meddleClient: (name, clientId, change) => {
      const realm = world.realm(name)
      realm.clients = realm.clients.map((one) => (one.clientId === clientId ? { ...one, ...change } : one))
      world.changed()
    },
    openSession: (name) => {
      world.realm(name).sessions += 1
    },
    sessions: (name) => world.realm(name).sessions,
  }
}

function emptyRealm(): Realm {
  return {
    settings: { enabled: true },
    attributes: {},
    scopes: [],
    providers: [],
    flows: [],
    users: [],
    clients: [],
    sessions: 0,
  }
}

class World extends SimulatedBackend {
  readonly realms: Map<string, Realm>

  constructor(clock: Clock, weather: Weather | undefined, kept: ReadonlyMap<string, unknown> = new Map()) {
    super('identity', clock, weather)
    // What was kept was written by `documents`; nobody else writes there.
    this.realms = new Map([...kept].map(([name, document]) => [name, document as Realm]))
  }

  realm(name: string): Realm {
    return this.realms.get(name) ?? this.missing('Realm not found.')
  }

  client(name: string, id: string): StoredClient {
    return this.realm(name).clients.find((one) => one.id === id) ?? this.missing('Could not find client.')
  }

  missing(message: string): never {
    throw new PortError(this.name, 'not-found', message)
  }

  /** Enters a call, changes a realm at once, and says so. */
  async change(call: string, name: string, apply: (realm: Realm) => void): Promise<void> {
    await this.enter(call)
    apply(this.realm(name))
    this.changed()
  }

  async look<T>(call: string, read: () => T): Promise<T> {
    await this.enter(call)
    return structuredClone(read())
  }
}

type RealmCalls = 'readRealm' | 'listRealms' | 'createRealm' | 'updateRealm' | 'removeRealm' | 'endSessions'

function realmCalls(world: World): Pick<IdentityPort, RealmCalls> {
  const represent = (name: string, { settings, attributes }: Realm): RealmRepresentation => ({
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, reordered(value)])),
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
    createRealm: async ({ realm: { realm: name, attributes = {}, ...settings }, scopes, flows, provider }) => {
      await world.enter('createRealm')
      if (world.realms.has(name)) throw new PortError(world.name, 'exists', `Conflict: the realm "${name}" exists.`)
      if (!/^[a-z0-9-]{1,255}$/.test(name)) throw new PortError(world.name, 'invalid', 'The realm name is not valid.')
      world.realms.set(name, {
        ...emptyRealm(),
        settings: settings as Record<string, Json>, // only `attributes` is something else
        attributes: { ...attributes },
        scopes: structuredClone([...scopes]),
        flows: structuredClone([...flows]),
        providers: provider === null ? [] : [stored(provider, undefined)],
      })
      world.changed()
    },
    updateRealm: (name, { realm: _name, attributes, ...settings }) =>
      world.change('updateRealm', name, (realm) => {
        Object.assign(realm.settings, settings)
        if (attributes !== undefined) realm.attributes = { ...attributes }
      }),
    removeRealm: async (name) => {
      await world.enter('removeRealm')
      if (world.realms.delete(name)) world.changed()
    },
    endSessions: (name) => world.change('endSessions', name, (realm) => (realm.sessions = 0)),
  }
}

type PartCalls = 'readScopes' | 'putScope' | 'readProvider' | 'putProvider' | 'readFlows' | 'putFlow'

function partCalls(world: World): Pick<IdentityPort, PartCalls> {
  return {
    // Every mapper of tokens has this key in an answer, whoever made it.
    readScopes: (name) =>
      world.look('readScopes', () =>
        world.realm(name).scopes.map((scope) => ({
          ...scope,
          mappers: scope.mappers
            .map((mapper) => ({ ...mapper, config: { 'introspection.token.claim': 'true', ...mapper.config } }))
            .toReversed(),
        })),
      ),
    putScope: (name, scope) =>
      world.change('putScope', name, (realm) => {
        realm.scopes = [...realm.scopes.filter((one) => one.name !== scope.name), structuredClone(scope)]
      }),
    readProvider: (name, alias) =>
      world.look('readProvider', () => {
        const found = world.realm(name).providers.find((one) => one.alias === alias)
        return found === undefined ? null : { ...found, config: { ...found.config, clientSecret: mask } }
      }),
    putProvider: (name, provider) =>
      world.change('putProvider', name, (realm) => {
        const before = realm.providers.find(({ alias }) => alias === provider.alias)
        realm.providers = [...realm.providers.filter((one) => one !== before), stored(provider, before)]
      }),
    readFlows: (name) => world.look('readFlows', () => world.realm(name).flows),
    putFlow: (name, flow) =>
      world.change('putFlow', name, (realm) => {
        realm.flows = [...realm.flows.filter(({ alias }) => alias !== flow.alias), structuredClone(flow)]
      }),
  }
}

/** The mask sent back keeps the secret that is there. */
function stored(provider: ProviderRepresentation, before: StoredProvider | undefined): StoredProvider {
  const config = Object.entries(provider.config).map(([key, value]): [string, string] => {
    const text = value instanceof Secret ? value.reveal() : value
    return [key, text === mask ? (before?.config[key] ?? '') : text]
  })
  return structuredClone({ ...provider, config: Object.fromEntries(config) })
}

type UserCalls =
  | 'findUsers'
  | 'createUser'
  | 'updateUser'
  | 'sendPasswordMail'
  | 'setTemporaryPassword'
  | 'readManagers'
  | 'setManager'

function userCalls(world: World, sendsMail: boolean): Pick<IdentityPort, UserCalls> {
  const change = (call: string, name: string, id: string, part: Partial<StoredUser>): Promise<void> =>
    world.change(call, name, (realm) => {
      if (!realm.users.some((one) => one.id === id)) world.missing('User not found.')
      realm.users = realm.users.map((one) => (one.id === id ? { ...one, ...part } : one))
    })
  return {
    findUsers: (name, emails) =>
      world.look('findUsers', () => {
        const wanted = emails.map((email) => email.toLowerCase())
        return world
          .realm(name)
          .users.filter(({ email }) => wanted.includes(email))
          .map(publicUser)
      }),
    createUser: (name, user) =>
      world.change('createUser', name, (realm) => {
        const [username, email] = [user.username.toLowerCase(), user.email.toLowerCase()]
        if (username.length < 3) throw new PortError(world.name, 'invalid', 'error-invalid-length')
        if (realm.users.some((one) => one.username === username || one.email === email))
          throw new PortError(world.name, 'exists', 'User exists with same username or email.')
        realm.users.push({ ...user, id: randomUUID(), username, email })
      }),
    updateUser: (name, id, part) => change('updateUser', name, id, part),
    sendPasswordMail: async (name, id) => {
      if (!sendsMail) throw new PortError(world.name, 'refused', 'Failed to send email: no mail server is configured.')
      await change('sendPasswordMail', name, id, {})
    },
    setTemporaryPassword: (name, id, password) =>
      change('setTemporaryPassword', name, id, {
        temporaryPassword: password.reveal(),
        requiredActions: ['UPDATE_PASSWORD'],
      }),
    readManagers: (name) =>
      world.look('readManagers', () =>
        world
          .realm(name)
          .users.filter(({ isManager }) => isManager === true)
          .map(({ id, email }) => ({ id, email })),
      ),
    setManager: (name, id, isManager) => change('setManager', name, id, { isManager }),
  }
}

function publicUser(user: StoredUser): UserRepresentation {
  const { id, username, email, emailVerified, enabled, requiredActions } = user
  return { id, username, email, emailVerified, enabled, requiredActions }
}

type ClientCalls =
  | 'readClient'
  | 'listClients'
  | 'createClient'
  | 'updateClient'
  | 'removeClient'
  | 'readClientSecret'
  | 'regenerateClientSecret'

function clientCalls(world: World): Pick<IdentityPort, ClientCalls> {
  const represent = ({ secret: _secret, ...client }: StoredClient) => ({
    ...client,
    redirectUris: client.redirectUris.toReversed(),
    defaultScopes: client.defaultScopes.toReversed(),
    // Added by the server; nobody wrote them.
    attributes: { ...client.attributes, realm_client: 'false', 'client.secret.creation.time': '1772366400' },
    settings: { ...client.settings, nodeReRegistrationTimeout: -1, notBefore: 0 },
  })
  return {
    readClient: (name, clientId) =>
      world.look('readClient', () => {
        const found = world.realms.get(name)?.clients.find((one) => one.clientId === clientId)
        return found === undefined ? null : represent(found)
      }),
    listClients: (name) => world.look('listClients', () => world.realm(name).clients.map(represent)),
    createClient: (name, client) =>
      world.change('createClient', name, (realm) => {
        if (realm.clients.some(({ clientId }) => clientId === client.clientId))
          throw new PortError(world.name, 'exists', `Client ${client.clientId} already exists.`)
        const known = new Set(realm.scopes.map((scope) => scope.name))
        // Unknown scopes are dropped without a word.
        const defaultScopes = client.defaultScopes.filter((scope) => known.has(scope))
        realm.clients.push({ ...structuredClone(client), defaultScopes, id: randomUUID(), secret: newSecret() })
      }),
    updateClient: (name, id, client) =>
      world.change('updateClient', name, (realm) => {
        const before = world.client(name, id)
        // Attributes merge, and an empty one goes.
        const merged = Object.entries({ ...before.attributes, ...client.attributes })
        const attributes = Object.fromEntries(merged.filter(([, value]) => value !== ''))
        const after = { ...before, ...structuredClone(client), attributes }
        realm.clients = realm.clients.map((one) => (one.id === id ? after : one))
      }),
    removeClient: (name, id) =>
      world.change('removeClient', name, (realm) => {
        realm.clients = realm.clients.filter((one) => one.id !== id)
      }),
    readClientSecret: async (name, id) => {
      await world.enter('readClientSecret')
      return new Secret(world.client(name, id).secret)
    },
    regenerateClientSecret: (name, id) =>
      world.change('regenerateClientSecret', name, (realm) => {
        realm.clients = realm.clients.map((one) => (one.id === id ? { ...one, secret: newSecret() } : one))
      }),
  }
}

function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

function proofCalls(world: World, publicUrl: string): Pick<IdentityPort, 'readDiscovery' | 'tryAuthorization'> {
  return {
    readDiscovery: (name) =>
      world.look('readDiscovery', () => {
        const realm = world.realms.get(name)
        return realm?.settings['enabled'] === true
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

/** Lists come back in an order of the server's own. */
function reordered(value: Json): Json {
  return Array.isArray(value) ? value.toReversed() : value
}
