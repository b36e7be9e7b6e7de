import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { request } from 'undici'
import { z } from 'zod'

export type ProviderKeysOptions = {
  /** Reads the keys that the provider shows now. */
  readonly read: () => Promise<JSONWebKeySet>
  readonly now?: () => number
  /** Told when keys could not be read again while older ones are still good. */
  readonly onFailure?: (error: unknown) => void
}

/** A key that the provider withdrew is believed no longer than this, while the provider answers. */
const refreshMs = 60_000
/** While it does not answer, the last keys are good for so long. */
const staleMs = 60 * 60_000
/** However many keys are asked for that nobody knows, the provider is asked no more often. */
const pauseMs = 1_000

type Known = { readonly keys: ReturnType<typeof createLocalJWKSet>; readonly begunAt: number }

/**
 * The provider's keys. A key that is not among them is looked for at once, so that the first token of a new key waits
 * for one answer of the provider; no token is refused by keys that were read before it came.
 */
export function createProviderKeys({ read, now = Date.now, onFailure }: ProviderKeysOptions): JWTVerifyGetKey {
  let known: Known | null = null
  let reading: { readonly begunAt: number; readonly done: Promise<Known> } | null = null
  let next: Promise<Known> | null = null
  let lastBegunAt = Number.NEGATIVE_INFINITY

  function readNow(): Promise<Known> {
    const begunAt = now()
    lastBegunAt = begunAt
    const done = read().then((set) => (known = { keys: createLocalJWKSet(set), begunAt }))
    const mine = { begunAt, done }
    reading = mine
    const over = (): void => {
      if (reading === mine) reading = null
    }
    done.then(over, over)
    return done
  }

  /** A reading that begins from now on, shared by all who ask meanwhile. */
  function readSoon(): Promise<Known> {
    next ??= pause(lastBegunAt + pauseMs - now()).then(() => {
      next = null
      return readNow()
    })
    return next
  }

  async function current(): Promise<Known> {
    if (known === null) return reading?.done ?? readSoon()
    const age = now() - known.begunAt
    if (age < refreshMs) return known
    const fresh = reading?.done ?? readSoon()
    if (age >= staleMs) return fresh
    fresh.catch((error: unknown) => onFailure?.(error))
    return known
  }

  return async (header, token) => {
    const arrivedAt = now()
    const { keys, begunAt } = await current()
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || begunAt > arrivedAt) throw error
    }
    const fresh = await readSoon()
    return fresh.keys(header, token)
  }
}

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}

const limits = { headersTimeout: 5_000, bodyTimeout: 5_000 }
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() })
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** Reads a provider's keys from where its discovery document says that they are. */
export async function readProviderKeys(issuer: string): Promise<JSONWebKeySet> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const found = Discovery.parse(await readJson(url))
  // Another issuer's document would let that one sign for this.
  if (found.issuer !== issuer) throw new Error(`discovery at ${url} names the issuer "${found.issuer}"`)
  return Keys.parse(await readJson(found.jwks_uri))
}

async function readJson(url: string): Promise<unknown> {
  const answer = await request(url, limits)
  if (answer.statusCode === 200) return answer.body.json()
  await answer.body.dump()
  throw new Error(`${url} answers ${answer.statusCode}`)
}
