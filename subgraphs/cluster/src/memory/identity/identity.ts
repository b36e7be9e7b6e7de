import type { ClientRepresentation, IdentityPort, Json } from '../../ports/identity.ts'
import type { Clock } from '../../reconcile/clock.ts'
import type { Kept } from '../persistence.ts'
import type { Weather } from '../simulated-backend.ts'
import { clientCalls } from './clients.ts'
import { partCalls } from './parts.ts'
import { proofCalls } from './proofs.ts'
import { realmCalls } from './realms.ts'
import { userCalls } from './users.ts'
import { emptyRealm, World } from './world.ts'

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
  /** What an earlier process kept. */
  readonly kept?: ReadonlyMap<string, unknown>
}): MemoryIdentity {
  const world = new World(options.clock, options.weather, options.kept)
  return {
    proofsFrom: 'SIMULATED',
    ...realmCalls(world),
    ...partCalls(world),
    ...userCalls(world),
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
