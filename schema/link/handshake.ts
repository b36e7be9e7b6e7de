import { z } from 'zod'
import { contractVersion } from './messages.ts'

/** Path of the link on the registry's HTTP server. */
export const linkPath = '/link'

/** Audience of the token with which a cluster signs in. */
export const linkAudience = 'operations-manager-link'

/** The one algorithm for a cluster's key pair. */
export const linkAlgorithm = 'Ed25519'

/** A cluster's public key as the registry stores it (JWK, RFC 8037). */
export const LinkPublicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().length(43) })
export type LinkPublicKey = z.infer<typeof LinkPublicKey>

/** What a backend sends in `connection_init`: who it is, what it speaks, and a proof that it holds the cluster's key. */
export const LinkHello = z.object({
  cluster: z.string().min(1).max(100),
  contractVersion: z.number().int(),
  /** Short-lived JWT, signed with the cluster's private key; issuer is the cluster, audience the link. */
  token: z.string().max(4_000),
  /** Only until it has worked once: the join token and the public key that it registers. */
  join: z.object({ token: z.string().max(200), publicKey: LinkPublicKey }).nullable(),
})
export type LinkHello = z.infer<typeof LinkHello>

/** A new key as a cluster offers it over its link, with the proof that it holds the private half. */
export const KeyOffer = z.object({ publicKey: LinkPublicKey, proof: LinkHello.shape.token })
export type KeyOffer = z.infer<typeof KeyOffer>

/** Close codes of our own (4000–4999 are free for applications), beside those of graphql-transport-ws. */
export const linkClose = {
  /** Token, key or join token is not accepted. */
  unauthenticated: 4401,
  /** The registration was removed. */
  removed: 4410,
  /** The join token was used before, by somebody with another key. */
  joinTokenUsed: 4411,
  /** The join token is too old. */
  joinTokenExpired: 4412,
  /** The join token was made for another cluster. */
  joinTokenOfAnother: 4413,
  /** The key is right, and the time that it signed is not. */
  clockWrong: 4414,
  /** The contract version is older than is spoken here. */
  incompatible: 4426,
  /** The contract version is newer than is known here. */
  tooNew: 4427,
  /** A newer connection of the same cluster took over. */
  replaced: 4409,
  /** The registry is about to stop; another replica takes the link. */
  goingAway: 1001,
} as const

/** Versions spoken beside each other: the current and the previous one. */
export function supportedContractVersions(current: number = contractVersion): readonly number[] {
  return current > 1 ? [current, current - 1] : [current]
}

/** Whether a backend with this contract version can be served. */
export function isSupportedContract(version: number, current: number = contractVersion): boolean {
  return supportedContractVersions(current).includes(version)
}
