import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { createCallerSigner } from './caller-token.ts'
import { anonymous } from './caller.ts'
import { createRequestProver, isProved, requestKeyFor } from './request-proof.ts'
import { createRequestVerifier, type ReceivedRequest, type VerifyRequest } from './verify-request.ts'

const internalSecret = new Secret('what programs of the installation share')
const key = requestKeyFor(internalSecret, 'registry')
const body = '{"query":"{ a }"}'
let authorization: string
let verify: VerifyRequest
let unready: VerifyRequest

beforeAll(async () => {
  const keys = await generateKeyPair('EdDSA', { extractable: true })
  const sign = await createCallerSigner(await exportJWK(keys.privateKey))
  authorization = `Bearer ${await sign(anonymous, 'registry')}`
  const options = { publicJwk: await exportJWK(keys.publicKey), audience: 'registry' }
  verify = await createRequestVerifier({ ...options, requestKey: () => key })
  unready = await createRequestVerifier({ ...options, requestKey: () => null })
})

const sent = (more: Partial<ReceivedRequest> = {}): ReceivedRequest => ({
  authorization,
  proof: createRequestProver(key)({ authorization, body }),
  body,
  ...more,
})

describe('a request', () => {
  test('that the gateway proved is let in', async () => {
    expect(await verify(sent())).toEqual({ caller: anonymous, source: null })
  })

  test.each<[string, () => Partial<ReceivedRequest>]>([
    ['with another body under the same token and proof', () => ({ body: '{"query":"{ b }"}' })],
    ['with another token under the same proof', () => ({ authorization: `${authorization}x` })],
    ['without a proof', () => ({ proof: null })],
    ['without a token', () => ({ authorization: null })],
    ['with a proof that is none', () => ({ proof: 'x.y' })],
    [
      'with the time of a proof changed',
      () => ({ proof: sent().proof?.replace(/^\d+/, (at) => `${Number(at) + 1}`) ?? '' }),
    ],
    [
      'with a proof by the key of another subgraph',
      () => ({ proof: createRequestProver(requestKeyFor(internalSecret, 'cluster-a'))({ authorization, body }) }),
    ],
  ])('%s is refused', async (_, more) => {
    await expect(verify(sent(more()))).rejects.toThrow(/token/)
  })

  test('is refused while the key is not known yet', async () => {
    await expect(unready(sent())).rejects.toThrow('not known yet')
  })

  test('is good for seconds', () => {
    const { proof } = sent()
    const at = (seconds: number): boolean =>
      isProved(key, proof ?? '', { authorization, body }, Date.now() + seconds * 1000)
    expect([at(0), at(20), at(-20), at(40), at(-40)]).toEqual([true, true, true, false, false])
  })
})
