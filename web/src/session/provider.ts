import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  ResponseBodyError,
  type Configuration,
  type IDToken,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client'
import type { WebConfig } from '../config.ts'
import type { Person } from './store.ts'
import type { Granted, Tokens } from './tokens.ts'

/** What an attempt to sign in is recognised by when it comes back. */
export type Attempt = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** The provider said no; what it gave or would give is of no use. */
export class RefusedByProvider extends Error {
  override readonly name = 'RefusedByProvider'
}

export type Provider = {
  /** Where the browser goes to sign in, and what has to be remembered until it comes back. */
  begin(): Promise<{ readonly url: URL; readonly attempt: Attempt }>
  /** Redeems what came back. Throws `RefusedByProvider` if it does not belong to the attempt or was refused. */
  finish(search: string, attempt: Attempt): Promise<{ readonly person: Person; readonly granted: Granted }>
  /** New tokens. Throws `RefusedByProvider` if the session is over there; anything else says nothing about it. */
  refresh(refreshToken: string, present: Tokens): Promise<Granted>
  /** Where the browser goes to sign out there too; `null` if the provider has no such place. */
  endUrl(identityToken: string | null): Promise<URL | null>
}

const timeLimitSeconds = 8
/** A provider that does not say how long a token lasts means it short. */
const unsaidLifeSeconds = 300

/** The OpenID Connect provider, as a confidential client of it: code flow with PKCE, state and nonce. */
export function createProvider({ oidc, publicUrl }: Pick<WebConfig, 'oidc' | 'publicUrl'>): Provider {
  const redirectUri = new URL('/auth/callback', publicUrl)
  const resource: Record<string, string> = oidc.resource === null ? {} : { resource: oidc.resource }
  const configured = rememberedUnlessFailed(() => discover(oidc))
  return {
    async begin() {
      const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const url = buildAuthorizationUrl(await configured(), {
        redirect_uri: redirectUri.href,
        scope: oidc.scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...resource,
      })
      return { url, attempt }
    },
    async finish(search, { state, nonce, verifier }) {
      const config = await configured()
      const cameBack = new URL(search, redirectUri)
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const answer = await authorizationCodeGrant(config, cameBack, checks, resource).catch(refusedAnswer)
      const claims = answer.claims()
      if (claims === undefined) throw new RefusedByProvider('the provider did not say who signed in')
      return { person: personOf(claims), granted: grantedBy(answer, null) }
    },
    async refresh(refreshToken, present) {
      const answer = await refreshTokenGrant(await configured(), refreshToken, resource).catch(refusedGrant)
      return grantedBy(answer, present)
    },
    async endUrl(identityToken) {
      const config = await configured()
      if (config.serverMetadata().end_session_endpoint === undefined) return null
      return buildEndSessionUrl(config, {
        post_logout_redirect_uri: new URL('/', publicUrl).href,
        ...(identityToken === null ? {} : { id_token_hint: identityToken }),
      })
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: WebConfig['oidc']): Promise<Configuration> {
  // The settings let an issuer without encryption be on this machine only.
  const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : []
  return discovery(issuer, clientId, {}, ClientSecretBasic(clientSecret.reveal()), {
    timeout: timeLimitSeconds,
    execute: [enableNonRepudiationChecks, ...insecure],
  })
}

function rememberedUnlessFailed<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null // the provider was away; the next who asks tries again
      throw error
    })
    return made
  }
}

/** The provider says that it gives nothing for what we sent; all else keeps its own name. */
function refusedGrant(error: unknown): never {
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant')
    throw new RefusedByProvider('the provider refused what it was sent', { cause: error })
  throw error
}

/** A refusal too: what the browser brought back says no, or is of another state, nonce, issuer or signature. */
function refusedAnswer(error: unknown): never {
  const isRefusal =
    error instanceof AuthorizationResponseError ||
    (error instanceof Error && 'code' in error && refusedAnswers.has(error.code))
  if (isRefusal) throw new RefusedByProvider('nobody signed in, or the answer does not hold', { cause: error })
  return refusedGrant(error)
}

const refusedAnswers = new Set<unknown>([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
])

type Answer = TokenEndpointResponse & TokenEndpointResponseHelpers

function grantedBy(answer: Answer, before: Tokens | null): Granted {
  const seconds = answer.expiresIn() ?? unsaidLifeSeconds
  return {
    tokens: {
      access: answer.access_token,
      // A provider that does not rotate sends none, and the old one stays good.
      refresh: answer.refresh_token ?? before?.refresh ?? null,
      identity: answer.id_token ?? before?.identity ?? null,
    },
    accessExpiresAt: new Date(Date.now() + seconds * 1_000),
  }
}

function personOf(claims: IDToken): Person {
  const email = text(claims['email'])
  const name = text(claims['name']) ?? text(claims['preferred_username']) ?? email ?? claims.sub
  return { subject: claims.sub, name, email }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
