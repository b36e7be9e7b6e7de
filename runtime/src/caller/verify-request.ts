import type { JWK } from 'jose'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { createCallVerifier, type SignedCall } from './caller-token.ts'
import { isProved } from './request-proof.ts'

/** A request as it came to a subgraph. */
export type ReceivedRequest = {
  readonly authorization: string | null
  readonly proof: string | null
  readonly body: string
}

/** Verifies that the gateway sent this very request for this caller. Throws for anything else. */
export type VerifyRequest = (request: ReceivedRequest) => Promise<SignedCall>

export type VerifyRequestOptions = {
  readonly publicJwk: JWK
  /** The subgraph's name. */
  readonly audience: string
  /** Null while it is not known: then nothing can be verified. */
  readonly requestKey: () => Secret | null
}

export async function createRequestVerifier(options: VerifyRequestOptions): Promise<VerifyRequest> {
  const verify = await createCallVerifier(options.publicJwk, options.audience)
  return async ({ authorization, proof, body }) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (authorization === null || token === undefined) throw new Error('the request carries no token')
    const key = options.requestKey()
    if (key === null) throw new Error('the key of requests is not known yet')
    if (proof === null || !isProved(key, proof, { authorization, body })) {
      throw new Error('the token is not bound to this request')
    }
    return verify(token)
  }
}
