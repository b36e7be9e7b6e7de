import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { realmName } from '@operations-manager/schema/names/names.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type {
  FlowRepresentation,
  Json,
  MapperRepresentation,
  ProviderRepresentation,
  ScopeRepresentation,
} from '../../../ports/identity.ts'
import type { Owner } from '../../mark.ts'

/** The organisation's own OpenID provider, through which people sign in where there is one. */
export type OrganisationProvider = {
  readonly alias: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret
}

/** The cluster's configuration of its identity server, as far as realms and clients see it. */
export type IdentitySettings = {
  /** Where browsers and workloads reach it. */
  readonly publicUrl: string
  /** One realm for all projects, or `null`: one for each. */
  readonly sharedRealm: string | null
  readonly sendsMail: boolean
  readonly provider: OrganisationProvider | null
}

/** A project's member as a user of its realm. */
export type Person = { readonly email: string; readonly isOwner: boolean }

export type RealmWish = {
  readonly realm: string
  readonly owner: Owner
  readonly settings: Readonly<Record<string, Json>>
  readonly scopes: readonly ScopeRepresentation[]
  readonly provider: ProviderRepresentation | null
  readonly flows: readonly FlowRepresentation[]
  /** Empty where people come from the organisation's provider. */
  readonly people: readonly Person[]
  readonly sendsMail: boolean
  /** What becomes of a realm that an earlier removal kept. A project that uses it again gets it back. */
  readonly retained: 'RESTORE' | 'DISCARD'
}

export function realmOf(project: string, cluster: string, { sharedRealm }: IdentitySettings): string {
  return sharedRealm ?? realmName({ project, cluster })
}

/** What is wished of a realm by all that use it. */
export function realmWish(settings: IdentitySettings, owner: Owner, users: readonly Wish[]): RealmWish {
  const { provider, sendsMail, sharedRealm } = settings
  const realm = realmOf(owner.project, owner.cluster, settings)
  return {
    realm,
    owner,
    settings: realmSettings(sharedRealm === null ? owner.project : realm, settings),
    scopes: scopes(provider !== null),
    provider: provider === null ? null : providerOf(provider),
    flows: provider === null ? [] : flowsOf(provider),
    people: provider === null && sharedRealm === null ? peopleOf(users) : [],
    sendsMail,
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
function realmSettings(displayName: string, { sendsMail, provider }: IdentitySettings): Readonly<Record<string, Json>> {
  return {
    enabled: true,
    displayName,
    registrationAllowed: false,
    registrationEmailAsUsername: false,
    rememberMe: false,
    editUsernameAllowed: false,
    verifyEmail: sendsMail,
    resetPasswordAllowed: sendsMail,
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
  }
}

const browserFlow = 'organisation sign-in'
const firstLoginFlow = 'organisation first sign-in'

const claim = (name: string, type: string, config: Readonly<Record<string, string>>): MapperRepresentation => ({
  name,
  type,
  config: { 'id.token.claim': 'true', 'access.token.claim': 'true', 'userinfo.token.claim': 'true', ...config },
})

const property = (name: string, field: string): MapperRepresentation =>
  claim(name, 'oidc-usermodel-attribute-mapper', {
    'user.attribute': field,
    'claim.name': name,
    'jsonType.label': name === 'email_verified' ? 'boolean' : 'String',
  })

/** Naming any scope suppresses the built-in ones, so those that applications count on are named as well. */
function scopes(isBrokered: boolean): readonly ScopeRepresentation[] {
  const attributes = { 'include.in.token.scope': 'true', 'display.on.consent.screen': 'false' }
  return [
    {
      name: 'basic',
      attributes: { ...attributes, 'include.in.token.scope': 'false' },
      mappers: [{ name: 'sub', type: 'oidc-sub-mapper', config: { 'access.token.claim': 'true' } }],
    },
    {
      name: 'email',
      attributes,
      mappers: [
        property('email', 'email'),
        { ...property('email_verified', 'emailVerified'), type: 'oidc-usermodel-property-mapper' },
      ],
    },
    {
      name: 'profile',
      attributes,
      mappers: [
        property('preferred_username', 'username'),
        property('given_name', 'firstName'),
        property('family_name', 'lastName'),
      ],
    },
    ...(isBrokered
      ? [
          {
            name: 'organisation',
            attributes,
            mappers: organisationAttributes.map((name) => property(name, name)),
          },
        ]
      : []),
  ]
}

const organisationAttributes = ['organization.name', 'organization.number']

/** The scopes that every client of a realm has. */
export function defaultScopes({ provider }: IdentitySettings): readonly string[] {
  return scopes(provider !== null).map(({ name }) => name)
}

/**
 * The filter on `email_verified` and the mapper of the user name are not optional: without them an upstream account
 * can take over a local one.
 */
function providerOf({ alias, issuer, clientId, clientSecret }: OrganisationProvider): ProviderRepresentation {
  return {
    alias,
    settings: {
      providerId: 'oidc',
      enabled: true,
      trustEmail: true,
      linkOnly: false,
      storeToken: false,
      addReadTokenRoleOnCreate: false,
      firstBrokerLoginFlowAlias: firstLoginFlow,
    },
    config: {
      issuer,
      clientId,
      clientSecret,
      clientAuthMethod: 'client_secret_post',
      discoveryEndpoint: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      validateSignature: 'true',
      useJwksUrl: 'true',
      syncMode: 'FORCE',
      pkceEnabled: 'true',
      pkceMethod: 'S256',
      filteredByClaim: 'true',
      claimFilterName: 'email_verified',
      claimFilterValue: 'true',
    },
    mappers: [
      {
        name: 'username',
        type: 'oidc-username-idp-mapper',
        config: { template: '${ALIAS}.${CLAIM.sub}', target: 'LOCAL', syncMode: 'INHERIT' },
      },
      ...organisationAttributes.map((name) => ({
        name,
        type: 'oidc-user-attribute-idp-mapper',
        config: { claim: name, 'user.attribute': name, syncMode: 'INHERIT' },
      })),
    ],
  }
}

/** Straight to the provider; a first sign-in is linked to an existing user of the same verified address only. */
function flowsOf({ alias }: OrganisationProvider): readonly FlowRepresentation[] {
  return [
    {
      alias: browserFlow,
      executions: [
        { authenticator: 'auth-cookie', requirement: 'ALTERNATIVE', config: {} },
        {
          authenticator: 'identity-provider-redirector',
          requirement: 'ALTERNATIVE',
          config: { defaultProvider: alias },
        },
      ],
    },
    {
      alias: firstLoginFlow,
      executions: [
        { authenticator: 'idp-detect-existing-broker-user', requirement: 'REQUIRED', config: {} },
        { authenticator: 'idp-auto-link', requirement: 'REQUIRED', config: {} },
      ],
    },
  ]
}
