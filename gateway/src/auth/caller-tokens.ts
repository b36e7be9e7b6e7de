import { createCallerSigner } from '@operations-manager/runtime/caller/caller-token.ts'
import type { JWK } from 'jose'
import type { Identity } from '../pipeline/call.ts'

/** A signed token is used for half of its minute, so that it never arrives expired. */
const usedMs = 30_000
const remembered = 20_000

/** Says who calls, in a token for one subgraph; signed once per caller and subgraph for a while. */
export async function createCallerTokens(
  privateJwk: JWK,
): Promise<(identity: Identity, audience: string) => Promise<string>> {
  const sign = await createCallerSigner(privateJwk)
  const tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>()
  return (identity, audience) => {
    const key = `${audience} ${identity.key}`
    const now = Date.now()
    const known = tokens.get(key)
    if (known !== undefined && known.until > now) return known.token
    const token = sign(identity.caller, audience)
    tokens.delete(key)
    tokens.set(key, { token, until: now + usedMs })
    // A signature that failed is not kept.
    token.catch(() => tokens.delete(key))
    const oldest = tokens.size > remembered ? tokens.keys().next().value : undefined
    if (oldest !== undefined) tokens.delete(oldest)
    return token
  }
}
