import { looksLikeAccessToken } from '@operations-manager/runtime/access-token/access-token.ts'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { createHash } from 'node:crypto'
import { errors, jwtVerify, type JWTPayload } from 'jose'
import type { Identity } from '../pipeline/call.ts'
import type { Refusal } from '../pipeline/refusal.ts'
import type { AccessTokens } from './access-tokens.ts'
import { callerKey } from './caller-key.ts'
import { ProviderAway } from './provider-away.ts'
import { createProviderKeys, readProviderKeys } from './provider-keys.ts'
import { unauthenticated } from './refusals.ts'

export type OidcOptions = {
  readonly issuer: string
  readonly audience: string
  /** Path of the claim that lists groups, such as `groups` or `realm_access.roles`. */
  readonly groupsClaim: string
  readonly clockSkewSeconds: number
}

/** What a request shows, and where it comes from. */
export type Credentials = { readonly authorization: string | undefined; readonly address: string }

/** Finds out who calls. Absent token: anonymous. A token that is wrong in any way: refused, never anonymous. */
export type Authenticate = (credentials: Credentials) => Promise<Identity>

export const anonymousIdentity: Identity = {
  caller: { type: 'anonymous' },
  key: 'anonymous',
  expiresAt: null,
  token: null,
  documents: null,
}

/** A verified token is believed so long without looking at it again; its keys may have been withdrawn meanwhile. */
const rememberedMs = 60_000
const rememberedTokens = 2_000

export function createAuthenticate(options: OidcOptions | null, accessTokens: AccessTokens, log: Log): Authenticate {
  const verify = options === null ? null : oidcVerifier(options, log)
  const remembered = new Map<string, { readonly identity: Identity; readonly until: number }>()
  return async ({ authorization, address }) => {
    if (authorization === undefined || authorization === '') return anonymousIdentity
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1]
    if (token === undefined) throw unauthenticated('The authorization header holds no bearer token.')
    if (looksLikeAccessToken(token)) return accessTokens.authenticate(token, address)
    if (verify === null) throw unauthenticated('This installation has no identity provider; send an access token.')
    const fingerprint = createHash('sha256').update(token).digest('base64')
    const now = Date.now()
    const known = remembered.get(fingerprint)
    if (known !== undefined && known.until > now) return known.identity
    const identity = await verify(token)
    remembered.delete(fingerprint)
    remembered.set(fingerprint, { identity, until: Math.min(now + rememberedMs, identity.expiresAt ?? 0) })
    const oldest = remembered.size > rememberedTokens ? remembered.keys().next().value : undefined
    if (oldest !== undefined) remembered.delete(oldest)
    return identity
  }
}

function oidcVerifier(options: OidcOptions, log: Log): (token: string) => Promise<Identity> {
  const keys = createProviderKeys({
    read: () => readProviderKeys(options.issuer),
    onFailure: (error) =>
      log.warn({ err: error }, 'the keys of the identity provider cannot be read again now; the last ones go on'),
  })
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        clockTolerance: options.clockSkewSeconds,
        requiredClaims: ['sub', 'exp'],
        // Only signatures with a key pair: a shared secret would let the provider's clients make tokens.
        algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'],
      })
      return identityOf(payload, options)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal !== null) throw refusal
      throw new ProviderAway('the identity provider', { cause: error })
    }
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof errors.JWTExpired) {
    return unauthenticated('The token has expired. Sign in again or refresh it.')
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(`The token is not for this installation: its claim "${error.claim}" does not fit.`)
  }
  if (error instanceof errors.JOSEError) return unauthenticated('The token is not valid: it cannot be verified.')
  return null
}

function identityOf(payload: JWTPayload, options: OidcOptions): Identity {
  const { sub, exp } = payload
  if (sub === undefined || exp === undefined) throw unauthenticated('The token names no subject or no end.')
  const email = payload['email_verified'] === true ? text(payload['email']) : null
  const caller: Caller = {
    type: 'person',
    subject: sub,
    issuer: options.issuer,
    email: email?.toLowerCase() ?? null,
    name: text(payload['name']) ?? text(payload['preferred_username']) ?? email ?? sub,
    groups: groupsOf(payload, options.groupsClaim),
  }
  return { caller, key: callerKey(caller), expiresAt: exp * 1000, token: null, documents: null }
}

function groupsOf(payload: JWTPayload, path: string): string[] {
  let value: unknown = payload
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  }
  return Array.isArray(value) ? value.filter((group) => typeof group === 'string').sort() : []
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
