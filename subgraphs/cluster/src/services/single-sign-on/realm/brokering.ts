import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { FlowRepresentation, ProviderRepresentation } from '../../../ports/identity.ts'
import { organisationAttributes } from './scopes.ts'

/** The organisation's own OpenID provider, through which people sign in where there is one. */
export type OrganisationProvider = {
  readonly alias: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret
  /** Written down and not looked up, so that nobody who could change the answer can lead sign-ins elsewhere. */
  readonly authorizationUrl: string
  readonly tokenUrl: string
  readonly jwksUrl: string
  readonly userInfoUrl: string | null
  readonly logoutUrl: string | null
}

export const browserFlow = 'organisation sign-in'
const firstLoginFlow = 'organisation first sign-in'

/**
 * The filter on `email_verified` and the mapper of the user name are not optional: without them an upstream account
 * can take over a local one.
 */
export function providerOf(provider: OrganisationProvider): ProviderRepresentation {
  const { alias, issuer, clientId, clientSecret, authorizationUrl, tokenUrl, jwksUrl } = provider
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
      authorizationUrl,
      tokenUrl,
      jwksUrl,
      userInfoUrl: provider.userInfoUrl ?? '',
      logoutUrl: provider.logoutUrl ?? '',
      defaultScope: 'openid email profile',
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

/**
 * Straight to the provider. Who comes for the first time gets a user, or is linked to the one with the same verified
 * address.
 */
export function flowsOf({ alias }: OrganisationProvider): readonly FlowRepresentation[] {
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
        { authenticator: 'idp-create-user-if-unique', requirement: 'ALTERNATIVE', config: {} },
        { authenticator: 'idp-auto-link', requirement: 'ALTERNATIVE', config: {} },
      ],
    },
  ]
}
