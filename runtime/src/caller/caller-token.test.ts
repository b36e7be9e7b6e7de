import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import type { Caller } from './caller.ts'
import { createCallerSigner, createCallerVerifier, createCallVerifier } from './caller-token.ts'

const alice: Caller = {
  type: 'person',
  subject: 'alice',
  issuer: 'i',
  email: 'alice@example.org',
  name: 'Alice',
  groups: ['g'],
}
type Keys = Awaited<ReturnType<typeof generateKeyPair>>
let keys: Keys
let others: Keys

beforeAll(async () => {
  keys = await generateKeyPair('EdDSA', { extractable: true })
  others = await generateKeyPair('EdDSA', { extractable: true })
})

const signer = async (pair: Keys) => createCallerSigner(await exportJWK(pair.privateKey))
const verifier = async (audience: string) => createCallerVerifier(await exportJWK(keys.publicKey), audience)

test('a subgraph learns who calls from a token for it', async () => {
  const token = await (await signer(keys))(alice, 'registry')
  expect(await (await verifier('registry'))(token)).toEqual(alice)
})

test('a token for another subgraph is refused, so a hostile one can replay it nowhere', async () => {
  const token = await (await signer(keys))(alice, 'cluster-b')
  await expect((await verifier('registry'))(token)).rejects.toMatchObject({ code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' })
})

test('a token of another key is refused', async () => {
  const token = await (await signer(others))(alice, 'registry')
  await expect((await verifier('registry'))(token)).rejects.toMatchObject({
    code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  })
})

test('a token whose time is over is refused', async () => {
  const token = await new SignJWT({ caller: alice })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer('operations-manager-gateway')
    .setAudience('registry')
    .setExpirationTime(Math.floor(Date.now() / 1000) - 60)
    .sign(keys.privateKey)
  await expect((await verifier('registry'))(token)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' })
})

test('a signed token that names no caller is refused', async () => {
  const token = await new SignJWT({ caller: { type: 'god' } })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer('operations-manager-gateway')
    .setAudience('registry')
    .setExpirationTime('60s')
    .sign(keys.privateKey)
  await expect((await verifier('registry'))(token)).rejects.toMatchObject({ name: 'ZodError' })
})

test('a subgraph learns from where the request came, and only from the signed token', async () => {
  const source = { address: '203.0.113.7', transport: 'http', userAgent: 'a client' } as const
  const verify = await createCallVerifier(await exportJWK(keys.publicKey), 'registry')
  const sign = await signer(keys)
  expect(await verify(await sign(alice, 'registry', source))).toEqual({ caller: alice, source })
  expect(await verify(await sign(alice, 'registry'))).toEqual({ caller: alice, source: null })
})
