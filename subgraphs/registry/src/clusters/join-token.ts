import { randomBytes } from 'node:crypto'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { joinTokenHash } from '../link/authenticate.ts'

/** How long a join token can be used for the first connection. */
export const joinTokenLifetimeMs = 15 * 60_000

export type JoinToken = { readonly token: Secret; readonly hash: string; readonly expiresAt: Date }

/** A new join token: the token itself is shown once, its hash is what is stored. */
export function newJoinToken(now: Date, lifetimeMs: number = joinTokenLifetimeMs): JoinToken {
  const token = `omj_${randomBytes(32).toString('base64url')}`
  return { token: new Secret(token), hash: joinTokenHash(token), expiresAt: new Date(now.getTime() + lifetimeMs) }
}
