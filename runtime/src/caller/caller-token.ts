import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose'
import { Caller } from './caller.ts'

const issuer = 'operations-manager-gateway'
const lifetimeSeconds = 60

/** Signs the caller for one subgraph; the token is good there only, and for seconds. */
export async function createCallerSigner(
  privateJwk: JWK,
): Promise<(caller: Caller, audience: string) => Promise<string>> {
  const key = await importJWK(privateJwk, 'EdDSA')
  return (caller, audience) =>
    new SignJWT({ caller })
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
  const key = await importJWK(publicJwk, 'EdDSA')
  return async (token) => {
    const { payload } = await jwtVerify(token, key, { issuer, audience, algorithms: ['EdDSA'], clockTolerance: 5 })
    return Caller.parse(payload['caller'])
  }
}
