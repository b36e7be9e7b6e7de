import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { reservedPort } from '../ports/reserved-port.ts'
import { people } from './people.ts'
import { startIdentityProvider, type IdentityServer } from './provider.ts'
import { apiResource } from './settings.ts'
import { signIn } from './sign-in.ts'

let server: IdentityServer

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  server = await startIdentityProvider({
    port: await reservedPort(),
    signingKey: { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'test' },
    cookieKey: new Secret('test-cookie-key'),
    webClientSecret: new Secret('test-web-secret'),
    webUrl: 'http://127.0.0.1:3000',
  })
})

afterAll(() => server.stop())

test.each(people)(
  '$name signs in with PKCE and gets a token that the API can verify',
  async ({ login, email, groups }) => {
    const token = await signIn(server.issuer, login)
    const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`))
    const { payload } = await jwtVerify(token.reveal(), keys, { issuer: server.issuer, audience: apiResource })
    expect(payload).toMatchObject({ sub: login, email, email_verified: true, groups })
  },
)

test('somebody whom the sandbox does not know gets no token', async () => {
  await expect(signIn(server.issuer, 'mallory')).rejects.toThrow(/No such person/)
})
