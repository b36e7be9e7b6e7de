import type { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

export type Json = z.core.util.JSONType

/**
 * A realm as the server gives it back: with more attributes and settings than anybody wrote, lists in an order of its
 * own, secrets masked, and without its scopes, providers, flows and users.
 * Of a realm of others little more than the name is given, with status 200.
 */
export type RealmRepresentation = {
  readonly realm: string
  readonly attributes?: Readonly<Record<string, string>> | undefined
  readonly [setting: string]: Json | undefined | Readonly<Record<string, string | Secret>>
}

export type ScopeRepresentation = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly mappers: readonly MapperRepresentation[]
}

export type MapperRepresentation = {
  readonly name: string
  readonly type: string
  /** The server adds keys of its own. */
  readonly config: Readonly<Record<string, string>>
}

/** The organisation's own provider. What is masked in an answer is `**********`; sent back it changes nothing. */
export type ProviderRepresentation = {
  readonly alias: string
  readonly settings: Readonly<Record<string, Json>>
  readonly config: Readonly<Record<string, string | Secret>>
  readonly mappers: readonly MapperRepresentation[]
}

/** A flow of sign-in steps, in their order. */
export type FlowRepresentation = {
  readonly alias: string
  readonly executions: readonly {
    readonly authenticator: string
    readonly requirement: 'REQUIRED' | 'ALTERNATIVE'
    readonly config: Readonly<Record<string, string>>
  }[]
}

/**
 * What is known of a user, by name. What is not declared here the server drops without a word; what is required and
 * missing stops a sign-in.
 */
export type ProfileRepresentation = Readonly<
  Record<
    string,
    {
      readonly isRequired: boolean
      readonly view: readonly ('admin' | 'user')[]
      readonly edit: readonly ('admin' | 'user')[]
      readonly validations: Readonly<Record<string, Readonly<Record<string, Json>>>>
    }
  >
>

export type UserRepresentation = {
  readonly id: string
  /** At least three characters; the server writes it small. */
  readonly username: string
  readonly email: string
  readonly emailVerified: boolean
  readonly enabled: boolean
  readonly requiredActions: readonly string[]
}

export type ClientRepresentation = {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  readonly webOrigins: readonly string[]
  readonly defaultScopes: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
  /** `standardFlowEnabled` and the like. */
  readonly settings: Readonly<Record<string, Json>>
}

/** The server is the record of a client's secret and gives it with the client. */
export type ObservedClient = ClientRepresentation & { readonly id: string; readonly secret: Secret }

export type NewUser = Omit<UserRepresentation, 'id'>

/** A user who may manage users of the realm; `isExact`: with just the rights for that, and no other. */
export type Manager = Pick<UserRepresentation, 'id' | 'email'> & { readonly isExact: boolean }

/** All of a realm in one call: half the cost of a realm is keys, and one call with everything costs no more. */
export type NewRealm = {
  readonly realm: RealmRepresentation
  readonly scopes: readonly ScopeRepresentation[]
  /** Empty: the server's own. */
  readonly profile: ProfileRepresentation
  readonly flows: readonly FlowRepresentation[]
  readonly provider: ProviderRepresentation | null
  readonly users: readonly (NewUser & { readonly isManager: boolean })[]
  readonly clients: readonly ClientRepresentation[]
}

/** What the authorisation endpoint shows for a request as an application would make it. */
export type AuthorizationAnswer = 'sign-in-page' | 'redirect-to-provider' | 'refused'

/**
 * The identity server as we use it. Every call has its own time limit and throws `PortError`; a thing that is not
 * there is `null`. A parallel duplicate is `exists` or `conflict`: read again.
 */
export type IdentityPort = {
  readonly proofsFrom: 'BACKEND' | 'SIMULATED'
  readRealm(realm: string): Promise<RealmRepresentation | null>
  /** Realms that this account may see. */
  listRealms(): Promise<readonly RealmRepresentation[]>
  /** Throws `exists` for a realm that is there, whoever made it. */
  createRealm(realm: NewRealm): Promise<void>
  /** Settings that are not named stay; `attributes` replaces all of the realm's custom ones. */
  updateRealm(realm: string, change: Partial<RealmRepresentation>): Promise<void>
  /** Tolerates a missing realm. */
  removeRealm(realm: string): Promise<void>
  /** Ends all sessions; a disabled realm answers userinfo until this is done. */
  endSessions(realm: string): Promise<void>
  readScopes(realm: string): Promise<readonly ScopeRepresentation[]>
  /** Makes the scope, or merges its attributes and replaces its mappers. */
  putScope(realm: string, scope: ScopeRepresentation): Promise<void>
  readProfile(realm: string): Promise<ProfileRepresentation>
  putProfile(realm: string, profile: ProfileRepresentation): Promise<void>
  readProvider(realm: string, alias: string): Promise<ProviderRepresentation | null>
  putProvider(realm: string, provider: ProviderRepresentation): Promise<void>
  readFlow(realm: string, alias: string): Promise<FlowRepresentation | null>
  putFlow(realm: string, flow: FlowRepresentation): Promise<void>
  /** Users whose e-mail is one of these. */
  findUsers(realm: string, emails: readonly string[]): Promise<readonly UserRepresentation[]>
  createUser(realm: string, user: NewUser): Promise<void>
  updateUser(realm: string, id: string, change: Partial<NewUser>): Promise<void>
  /** Asks the server to send the person a link for a first password. `refused` where it has no mail. */
  sendPasswordMail(realm: string, id: string): Promise<void>
  /** A password that has to be changed at the first sign-in. */
  setTemporaryPassword(realm: string, id: string, password: Secret): Promise<void>
  /** Users who may manage users of this realm. */
  readManagers(realm: string): Promise<readonly Manager[]>
  /** Gives just the rights to manage users, whatever the user had; or takes all rights over the realm. */
  setManager(realm: string, id: string, isManager: boolean): Promise<void>
  readClient(realm: string, clientId: string): Promise<ObservedClient | null>
  listClients(realm: string): Promise<readonly ObservedClient[]>
  createClient(realm: string, client: ClientRepresentation): Promise<void>
  /** Replaces what is named; scopes are brought to the wished ones by calls of their own. */
  updateClient(realm: string, id: string, client: ClientRepresentation): Promise<void>
  /** Tolerates a missing client. */
  removeClient(realm: string, id: string): Promise<void>
  /** The old secret stops working at once. */
  regenerateClientSecret(realm: string, id: string): Promise<void>
  /** The discovery document, read through the address that workloads use; `null`: there is none. */
  readDiscovery(realm: string): Promise<{ readonly issuer: string } | null>
  /** Asks for authorisation with PKCE as an application would, and follows nothing. */
  tryAuthorization(realm: string, clientId: string, redirectUri: string): Promise<AuthorizationAnswer>
}
