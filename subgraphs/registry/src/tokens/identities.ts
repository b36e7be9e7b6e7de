import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { createHash } from 'node:crypto'
import { request } from 'undici'
import { z } from 'zod'

/** What a forge says about a pipeline, after its signature was checked. */
export type Identity = {
  readonly issuer: string
  /** What tells this identity from all others of its issuer: it is good for one token. */
  readonly id: string
  readonly claims: Readonly<Record<string, unknown>>
  readonly expiresAt: Date
}

export type Verified =
  | { readonly type: 'identity'; readonly identity: Identity }
  /** The sentence says what does not fit; it names nothing that the sender did not send. */
  | { readonly type: 'refused'; readonly because: string }
  /** The forge could not be asked for its keys: the identity may be right. */
  | { readonly type: 'away' }

const timeoutMs = 5_000
/** A forge may move its keys to another address; it is asked so often where they are. */
const discoveryMs = 60 * 60_000

type Keys = { readonly get: Promise<JWTVerifyGetKey>; readonly until: number }

/**
 * Verifies identities of the forges that the operators listed, and of no other: an identity names its issuer, and
 * asking whatever it names would let anybody send us anywhere.
 */
export function createIdentities(options: { readonly issuers: readonly string[]; readonly audience: string }) {
  const listed = new Set(options.issuers)
  const known = new Map<string, Keys>()
  const keysOf = (issuer: string): Promise<JWTVerifyGetKey> => {
    const found = known.get(issuer)
    if (found !== undefined && found.until > Date.now()) return found.get
    const keys = { get: discover(issuer), until: Date.now() + discoveryMs }
    known.set(issuer, keys)
    keys.get.catch(() => known.delete(issuer)) // whoever waits for it hears of the failure; the next one asks again
    return keys.get
  }
  return async (token: string): Promise<Verified> => {
    const issuer = issuerOf(token)
    if (issuer === null) return refused('The identity is no signed token that can be read.')
    if (!listed.has(issuer)) return refused('This installation takes no identities of that issuer.')
    try {
      const { payload } = await jwtVerify(token, await keysOf(issuer), {
        issuer,
        audience: options.audience,
        clockTolerance: 10,
        requiredClaims: ['exp', 'sub'],
        // Only signatures with a key pair.
        algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'],
      })
      const { jti, exp = 0 } = payload
      const id = jti ?? createHash('sha256').update(token).digest('hex')
      return { type: 'identity', identity: { issuer, id, claims: payload, expiresAt: new Date(exp * 1000) } }
    } catch (error) {
      const because = refusalOf(error)
      return because === null ? { type: 'away' } : refused(because)
    }
  }
}

function refused(because: string): Verified {
  return { type: 'refused', because }
}

function issuerOf(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await request(url, { headersTimeout: timeoutMs, bodyTimeout: timeoutMs })
  if (answer.statusCode !== 200) {
    await answer.body.dump()
    throw new Error(`discovery at ${url} answers ${answer.statusCode}`)
  }
  const found = z.object({ issuer: z.string(), jwks_uri: z.url() }).parse(await answer.body.json())
  if (found.issuer !== issuer) throw new Error(`discovery at ${url} names the issuer "${found.issuer}"`)
  return createRemoteJWKSet(new URL(found.jwks_uri), { cooldownDuration: 1_000, timeoutDuration: timeoutMs })
}

/** Why an identity is refused; null where its issuer could not be asked. */
function refusalOf(error: unknown): string | null {
  if (error instanceof errors.JWTExpired) return 'The identity has expired.'
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The claim "${error.claim}" of the identity does not fit.`
  // The two that say that the keys could not be fetched, which says nothing about the identity.
  if (error instanceof errors.JWKSTimeout) return null
  if (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') return null
  if (error instanceof errors.JOSEError) return 'The signature of the identity cannot be verified.'
  return null
}
