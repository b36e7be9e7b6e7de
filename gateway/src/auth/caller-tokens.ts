import { createCallerSigner } from '@operations-manager/runtime/caller/caller-token.ts'
import type { Source } from '@operations-manager/runtime/caller/source.ts'
import type { JWK } from 'jose'
import type { Identity } from '../pipeline/call.ts'

/** A signed token is used for half of its minute, so that it never arrives expired. */
const usedMs = 30_000
const remembered = 20_000

/** What of a request a token says, beside who calls. */
export type Signing = {
  readonly identity: Identity
  readonly source: Source | null
}

export type CallerTokens = (signing: Signing, audience: string) => Promise<string>

/** Says who calls and from where, in a token for one subgraph; signed once per caller, source and subgraph for a while. */
export async function createCallerTokens(privateJwk: JWK): Promise<CallerTokens> {
  const sign = await createCallerSigner(privateJwk)
  const tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>()
  return ({ identity, source }, audience) => {
    const key = JSON.stringify([audience, identity.key, source])
    const now = Date.now()
    const known = tokens.get(key)
    if (known !== undefined && known.until > now) return known.token
    const token = sign(identity.caller, audience, source)
    tokens.delete(key)
    tokens.set(key, { token, until: now + usedMs })
    // A signature that failed is not kept.
    token.catch(() => tokens.delete(key))
    const oldest = tokens.size > remembered ? tokens.keys().next().value : undefined
    if (oldest !== undefined) tokens.delete(oldest)
    return token
  }
}
