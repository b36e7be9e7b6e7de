import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import { Caller } from './caller.ts'
import { Source } from './source.ts'

const issuer = 'operations-manager-gateway'
const lifetimeSeconds = 60

/** Who calls, and what the gateway saw of their request. */
export type SignedCall = {
  readonly caller: Caller
  /** null: the gateway asks by itself. */
  readonly source: Source | null
}

export type CallerSigner = (caller: Caller, audience: string, source?: Source | null) => Promise<string>

/** Signs the caller for one subgraph; the token is good there only, and for seconds. */
export async function createCallerSigner(privateJwk: JWK): Promise<CallerSigner> {
  const key = await importJWK(privateJwk, 'EdDSA')
  return (caller, audience, source = null) =>
    new SignJWT({ caller, source })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds}s`)
      .sign(key)
}

/** Verifies what the gateway signed for this audience. Throws for anything else; never falls back to anonymous. */
export async function createCallerVerifier(
  publicJwk: JWK,
  audience: string,
): Promise<(token: string) => Promise<Caller>> {
  const verify = await createCallVerifier(publicJwk, audience)
  return async (token) => (await verify(token)).caller
}

const Claims = z.object({ caller: Caller, source: Source.nullish() })

/** The same with what the gateway saw of the request, which is believed only from here. */
export async function createCallVerifier(
  publicJwk: JWK,
  audience: string,
): Promise<(token: string) => Promise<SignedCall>> {
  const key = await importJWK(publicJwk, 'EdDSA')
  return async (token) => {
    const { payload } = await jwtVerify(token, key, { issuer, audience, algorithms: ['EdDSA'], clockTolerance: 5 })
    const { caller, source = null } = Claims.parse(payload)
    return { caller, source }
  }
}
