import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { realmName } from '@operations-manager/schema/names/names.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type {
  ClientRepresentation,
  FlowRepresentation,
  Json,
  ProfileRepresentation,
  ProviderRepresentation,
  ScopeRepresentation,
} from '../../../ports/identity.ts'
import type { Owner } from '../../mark.ts'
import { browserFlow, flowsOf, providerOf, type OrganisationProvider } from './brokering.ts'
import { profileOf, scopesOf } from './scopes.ts'

/** Through which realms send mail to their users. */
export type MailServer = {
  readonly host: string
  readonly port: number
  readonly from: string
  readonly encryption: 'none' | 'starttls' | 'tls'
  readonly account: { readonly user: string; readonly password: Secret } | null
}

/** The cluster's configuration of its identity server, as far as realms and clients see it. */
export type IdentitySettings = {
  /** Where browsers reach it; issuers are named after it. */
  readonly publicUrl: string
  /** Where workloads reach it. */
  readonly workloadUrl: string
  /** One realm for all projects, or `null`: one for each. */
  readonly sharedRealm: string | null
  readonly mail: MailServer | null
  readonly provider: OrganisationProvider | null
}

/** A project's member as a user of its realm. */
export type Person = { readonly email: string; readonly isOwner: boolean }

type RealmSettings = Readonly<Record<string, Json | Readonly<Record<string, string | Secret>>>>

export type RealmWish = {
  readonly realm: string
  readonly owner: Owner
  readonly settings: RealmSettings
  readonly scopes: readonly ScopeRepresentation[]
  readonly profile: ProfileRepresentation
  readonly provider: ProviderRepresentation | null
  readonly flows: readonly FlowRepresentation[]
  /** Empty where people come from the organisation's provider. */
  readonly people: readonly Person[]
  readonly sendsMail: boolean
  /** Of all that use it: a new realm is made with them. Afterwards each is a step of its own deployment. */
  readonly clients: readonly ClientRepresentation[]
  /** What becomes of a realm that an earlier removal kept. A project that uses it again gets it back. */
  readonly retained: 'RESTORE' | 'DISCARD'
}

export function realmOf(project: string, cluster: string, { sharedRealm }: IdentitySettings): string {
  return sharedRealm ?? realmName({ project, cluster })
}

/** What is wished of a realm by all that use it. */
export function realmWish(
  settings: IdentitySettings,
  owner: Owner,
  users: readonly Wish[],
  clients: readonly ClientRepresentation[],
): RealmWish {
  const { provider, mail, sharedRealm } = settings
  const realm = realmOf(owner.project, owner.cluster, settings)
  return {
    realm,
    owner,
    settings: realmSettings(sharedRealm === null ? owner.project : realm, settings),
    scopes: scopesOf(provider !== null),
    profile: profileOf(provider !== null),
    provider: provider === null ? null : providerOf(provider),
    flows: provider === null ? [] : flowsOf(provider),
    people: provider === null && sharedRealm === null ? peopleOf(users) : [],
    sendsMail: mail !== null,
    clients,
    retained: users.some((wish) => wantsDiscard(wish)) ? 'DISCARD' : 'RESTORE',
  }
}

function wantsDiscard({ spec, retained }: Wish): boolean {
  return Object.entries(spec.services).some(
    ([name, { type }]) => type === 'single-sign-on' && retained[name] === 'DISCARD',
  )
}

/** Everybody once, whatever deployments say: an owner in one of them is an owner of the project. */
function peopleOf(users: readonly Wish[]): readonly Person[] {
  const people = new Map<string, boolean>()
  for (const { email, role } of users.flatMap(({ spec }) => spec.people)) {
    const address = email.toLowerCase()
    people.set(address, role === 'owner' || people.get(address) === true)
  }
  return [...people].map(([email, isOwner]) => ({ email, isOwner })).sort((a, b) => (a.email < b.email ? -1 : 1))
}

/** Every setting here is brought back when it was changed; what is not here is the server's own affair. */
function realmSettings(displayName: string, { mail, provider }: IdentitySettings): RealmSettings {
  return {
    enabled: true,
    displayName,
    registrationAllowed: false,
    registrationEmailAsUsername: false,
    rememberMe: false,
    editUsernameAllowed: false,
    verifyEmail: mail !== null,
    resetPasswordAllowed: mail !== null,
    loginWithEmailAllowed: true,
    duplicateEmailsAllowed: false,
    userManagedAccessAllowed: false,
    sslRequired: 'external',
    bruteForceProtected: true,
    permanentLockout: false,
    failureFactor: 5,
    waitIncrementSeconds: 60,
    maxFailureWaitSeconds: 900,
    passwordPolicy: 'length(12) and notUsername(undefined) and notEmail(undefined)',
    accessTokenLifespan: 300,
    accessCodeLifespanLogin: 600,
    ssoSessionIdleTimeout: 1_800,
    ssoSessionMaxLifespan: 36_000,
    revokeRefreshToken: true,
    refreshTokenMaxReuse: 0,
    defaultSignatureAlgorithm: 'ES256',
    internationalizationEnabled: true,
    supportedLocales: ['en', 'nl'],
    defaultLocale: 'en',
    eventsEnabled: true,
    eventsExpiration: 2_592_000,
    enabledEventTypes: ['LOGIN', 'LOGIN_ERROR', 'LOGOUT', 'CODE_TO_TOKEN_ERROR', 'UPDATE_PASSWORD'],
    browserFlow: provider === null ? 'browser' : browserFlow,
    ...(mail !== null && { smtpServer: smtpOf(mail) }),
  }
}

function smtpOf({ host, port, from, encryption, account }: MailServer): Readonly<Record<string, string | Secret>> {
  return {
    host,
    port: String(port),
    from,
    ssl: String(encryption === 'tls'),
    starttls: String(encryption === 'starttls'),
    auth: String(account !== null),
    ...(account !== null && { user: account.user, password: account.password }),
  }
}

/** The scopes that every client of a realm has. */
export function defaultScopes({ provider }: IdentitySettings): readonly string[] {
  return scopesOf(provider !== null).map(({ name }) => name)
}
