import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProviderKeys } from './provider-keys.ts'

type Pair = { readonly kid: string; readonly jwk: JWK; readonly key: CryptoKey }
let [old, fresh, foreign]: Pair[] = []

beforeAll(async () => {
  ;[old, fresh, foreign] = await Promise.all(['old', 'fresh', 'foreign'].map(aPair))
})

async function aPair(kid: string): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  return { kid, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' }, key: privateKey }
}

/** A provider whose keys are changed by the test, on a clock of its own. */
class Provider {
  shown: JWK[] = []
  isAway = false
  reads = 0
  time = 1_000_000
  readonly failures: unknown[] = []
  readonly keys = createProviderKeys({
    read: () => {
      this.reads += 1
      return this.isAway ? Promise.reject(new Error('away')) : Promise.resolve({ keys: [...this.shown] })
    },
    now: () => this.time,
    onFailure: (error) => this.failures.push(error),
  })

  async accepts({ kid, key }: Pair): Promise<boolean> {
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(key)
    return jwtVerify(token, this.keys).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.message === 'away') throw error
        return false
      },
    )
  }
}

let provider: Provider
beforeEach(() => {
  provider = new Provider()
  provider.shown = [old!.jwk]
})

describe('the keys of a provider', () => {
  test('are read once for many tokens', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => provider.accepts(old!)))
    expect(new Set(answers)).toEqual(new Set([true]))
    expect(provider.reads).toBe(1)
  })

  test('that are new are accepted with the first token that they sign', async () => {
    await provider.accepts(old!)
    provider.time += 5_000
    provider.shown = [old!.jwk, fresh!.jwk]
    expect(await provider.accepts(fresh!)).toBe(true)
    expect(provider.reads).toBe(2)
  })

  test('that were withdrawn are believed for a minute more at most', async () => {
    await provider.accepts(old!)
    provider.shown = [fresh!.jwk]
    provider.time += 59_000
    expect(await provider.accepts(old!)).toBe(true)
    provider.time += 2_000
    await provider.accepts(old!) // this one still finds the old ones, and has them read
    await expect.poll(() => provider.reads).toBe(2)
    provider.time += 2_000
    expect(await provider.accepts(old!)).toBe(false)
  })

  test('stay good for an hour while the provider is away, and then are not believed', async () => {
    await provider.accepts(old!)
    provider.isAway = true
    provider.time += 59 * 60_000
    expect(await provider.accepts(old!)).toBe(true)
    await expect.poll(() => provider.failures).toHaveLength(1)
    provider.time += 2 * 60_000
    await expect(provider.accepts(old!)).rejects.toThrow('away')
    provider.isAway = false
    provider.time += 5_000
    expect(await provider.accepts(old!)).toBe(true)
  })

  test('that nobody knows do not make the provider be asked again and again', async () => {
    await provider.accepts(old!)
    provider.time += 5_000
    const burst = Array.from({ length: 50 }, () => provider.accepts(foreign!))
    expect(new Set(await Promise.all(burst))).toEqual(new Set([false]))
    expect(provider.reads).toBeLessThanOrEqual(3)
  })

  test('that appear within such a burst are found all the same', async () => {
    await provider.accepts(old!)
    provider.time += 5_000
    await Promise.all(Array.from({ length: 50 }, () => provider.accepts(foreign!)))
    provider.shown = [old!.jwk, fresh!.jwk]
    expect(await provider.accepts(fresh!)).toBe(true)
  })

  test('that cannot be read say so, and not that a token is wrong', async () => {
    provider.isAway = true
    await expect(provider.accepts(old!)).rejects.toThrow('away')
  })
})
