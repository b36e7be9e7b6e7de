import type {
  ClientRepresentation,
  FlowRepresentation,
  Json,
  ProfileRepresentation,
  ProviderRepresentation,
  ScopeRepresentation,
  UserRepresentation,
} from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import { SimulatedBackend, type Weather } from '../simulated-backend.ts'

export type StoredProvider = Omit<ProviderRepresentation, 'config'> & {
  readonly config: Readonly<Record<string, string>>
}
export type StoredUser = UserRepresentation & { readonly temporaryPassword?: string; readonly isManager?: boolean }
export type StoredClient = ClientRepresentation & { readonly id: string; readonly secret: string }
export type Realm = {
  settings: Record<string, Json>
  attributes: Record<string, string>
  profile: ProfileRepresentation
  scopes: ScopeRepresentation[]
  providers: StoredProvider[]
  flows: FlowRepresentation[]
  users: StoredUser[]
  clients: StoredClient[]
  sessions: number
}

/** How secrets look in an answer; sent back it keeps what is there. */
export const mask = '**********'

export function emptyRealm(): Realm {
  return {
    settings: { enabled: true },
    attributes: {},
    profile: {},
    scopes: [],
    providers: [],
    flows: [],
    users: [],
    clients: [],
    sessions: 0,
  }
}

/** All realms, and the way into each call. */
export class World extends SimulatedBackend {
  readonly realms: Map<string, Realm>

  constructor(clock: Clock, weather: Weather | undefined, kept: ReadonlyMap<string, unknown> = new Map()) {
    super('identity', clock, weather)
    // What was kept was written by `documents`; nobody else writes there.
    this.realms = new Map([...kept].map(([name, document]) => [name, { ...emptyRealm(), ...(document as Realm) }]))
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
