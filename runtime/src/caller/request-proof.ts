import { createHmac, createSecretKey, timingSafeEqual, type Hmac, type KeyObject } from 'node:crypto'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

/**
 * Binds a caller's token to one request: a MAC over token and body under a key that only the gateway and this one
 * subgraph have. The signature in the token says who calls; this says what they asked. A signature for every request
 * would cost ten times as much and more, on both sides (docs/adr/0023-a-request-is-bound-by-a-mac.md).
 */

/** The header that carries the proof beside `authorization`. */
export const proofHeader = 'x-request-proof'

/** A proof is good for so long before and after it was made, as clocks differ. */
const validSeconds = 30

/** The key of the requests to one subgraph. A cluster is told its own over the link, and can make none of it for others. */
export function requestKeyFor(internalSecret: Secret, subgraph: string): Secret {
  return new Secret(createHmac('sha256', internalSecret.reveal()).update(`requests to ${subgraph}`).digest('base64url'))
}

/** What was sent: the whole `authorization` header, and the body as it went over the wire. */
export type SentRequest = { readonly authorization: string; readonly body: string }

/** Proves requests to the subgraph of a key. */
export function createRequestProver(key: Secret): (request: SentRequest) => string {
  const mac = macUnder(createSecretKey(key.reveal(), 'utf8'))
  return (request) => {
    const seconds = String(Math.floor(Date.now() / 1000))
    return `${seconds}.${mac(seconds, request).digest('base64url')}`
  }
}

/** True if whoever has this key proved this request just now. */
export function isProved(key: Secret, proof: string, request: SentRequest, now = Date.now()): boolean {
  const [, seconds, sent] = /^(\d{1,12})\.([\w-]{43})$/.exec(proof) ?? []
  if (seconds === undefined || sent === undefined) return false
  if (Math.abs(now / 1000 - Number(seconds)) > validSeconds) return false
  const expected = macUnder(createSecretKey(key.reveal(), 'utf8'))(seconds, request).digest()
  return timingSafeEqual(expected, Buffer.from(sent, 'base64url'))
}

function macUnder(key: KeyObject): (seconds: string, request: SentRequest) => Hmac {
  // No newline stands in a header, so nothing of one part can pass for another.
  return (seconds, { authorization, body }) => createHmac('sha256', key).update(`${seconds}\n${authorization}\n${body}`)
}
