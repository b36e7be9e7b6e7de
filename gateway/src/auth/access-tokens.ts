import { accessTokenHash, isWellFormedAccessToken } from '@operations-manager/runtime/access-token/access-token.ts'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { AccessTokenAnswer } from '@operations-manager/schema/access-token/internal.ts'
import { setTimeout as delay } from 'node:timers/promises'
import type { Identity } from '../pipeline/call.ts'
import { callerKey } from './caller-key.ts'
import type { Guesses } from './guesses.ts'
import type { LiveTokens } from './live-tokens.ts'
import { ProviderAway } from './provider-away.ts'
import { tooManyGuesses, unauthenticated } from './refusals.ts'
import type { TokenSource } from './token-source.ts'

export type AccessTokenParts = {
  readonly source: TokenSource
  readonly guesses: Guesses
  readonly live: LiveTokens
  readonly log: Log
}

/** A token is believed so long without asking again, and only while we hear at once of those that end. */
const rememberedMs = 30_000
const rememberedTokens = 2_000
const asked = 10_000

/**
 * Finds out whose an access token is, and ends whatever it holds open when it ends. Who knows them is asked by hash
 * and remembered for a while, and tells of every end; while that cannot be heard, nothing is remembered.
 */
export class AccessTokens {
  readonly #parts: AccessTokenParts
  readonly #remembered = new Map<string, { readonly identity: Identity; readonly until: number }>()
  readonly #end = new AbortController()
  #isHearing = false
  #listening: Promise<void> = Promise.resolve()

  constructor(parts: AccessTokenParts) {
    this.#parts = parts
  }

  start(): void {
    this.#listening = this.#listen(this.#end.signal)
  }

  async stop(): Promise<void> {
    this.#end.abort()
    await this.#listening
  }

  /** The identity behind a token; throws a refusal for one that is wrong, and `ProviderAway` if nobody can tell. */
  async authenticate(token: string, address: string): Promise<Identity> {
    const { guesses, source } = this.#parts
    if (!isWellFormedAccessToken(token)) {
      this.#refuseGuesses(address)
      guesses.wrong(address)
      throw unauthenticated('The token is mistyped or cut: its checksum does not fit.')
    }
    const hash = accessTokenHash(token)
    const known = this.#remembered.get(hash)
    if (known !== undefined && known.until > Date.now()) return known.identity
    this.#refuseGuesses(address)
    guesses.wrong(address)
    const found = await source.find(hash).catch((cause: unknown) => {
      guesses.right(address)
      throw new ProviderAway('the registry', { cause })
    })
    if (found === null) throw unauthenticated('The token is unknown, was revoked, or has expired.')
    guesses.right(address)
    const identity = identityOf(found)
    if (this.#isHearing) this.#remember(hash, identity)
    return identity
  }

  #refuseGuesses(address: string): void {
    const waitMs = this.#parts.guesses.waitMs(address)
    if (waitMs > 0) throw tooManyGuesses(waitMs)
  }

  #remember(hash: string, identity: Identity): void {
    this.#remembered.delete(hash)
    this.#remembered.set(hash, { identity, until: Math.min(Date.now() + rememberedMs, identity.expiresAt ?? 0) })
    const oldest = this.#remembered.size > rememberedTokens ? this.#remembered.keys().next().value : undefined
    if (oldest !== undefined) this.#remembered.delete(oldest)
  }

  async #listen(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      try {
        for await (const news of this.#parts.source.news(signal)) {
          // What ended before this connection stood was not heard of.
          const isNew = !this.#isHearing
          this.#isHearing = true
          failures = 0
          if (news.type === 'ended') this.#ended(news.id)
          else if (news.type === 'unsure' || isNew) await this.#checkAll()
        }
      } catch (error) {
        this.#isHearing = false
        this.#remembered.clear()
        if (signal.aborted) return
        failures += 1
        if (failures === 1) this.#parts.log.warn({ err: error }, 'cannot hear of tokens that end; asking about each')
      }
      const waitMs = Math.min(100 * 2 ** Math.min(failures, 5), 2_000) * (0.75 + Math.random() / 2)
      await delay(waitMs, undefined, { signal, ref: false }).catch(() => undefined) // the wait was cut short
    }
  }

  #ended(id: string): void {
    for (const [hash, { identity }] of this.#remembered) if (identity.token === id) this.#remembered.delete(hash)
    this.#parts.live.end(id)
  }

  async #checkAll(): Promise<void> {
    const inUse = [...new Set([...this.#parts.live.ids, ...this.#rememberedIds()])]
    for (let start = 0; start < inUse.length; start += asked) {
      for (const id of await this.#parts.source.ended(inUse.slice(start, start + asked))) this.#ended(id)
    }
  }

  #rememberedIds(): readonly string[] {
    return [...this.#remembered.values()].flatMap(({ identity }) => identity.token ?? [])
  }
}

function identityOf({ id, name, createdBy, expiresAt, documents }: AccessTokenAnswer): Identity {
  const caller: Caller = { type: 'token', token: id, name, createdBy }
  return {
    caller,
    key: callerKey(caller),
    expiresAt: Date.parse(expiresAt),
    token: id,
    documents: documents === null ? null : new Map(documents.map((document) => [document.hash, document])),
  }
}
