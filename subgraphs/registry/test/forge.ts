import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A forge that gives identities to pipelines, as GitHub and others do, on loopback. */
export type Forge = {
  readonly issuer: string
  /** An identity of a pipeline; claims that are `undefined` are left out. */
  identity(
    claims?: Record<string, unknown>,
    more?: { readonly key?: CryptoKey; readonly audience?: string },
  ): Promise<string>
  /** Signs with another key from now on, and forgets the last one; gives that. */
  rotateKey(): Promise<CryptoKey>
  /** How often somebody asked where its keys are. */
  readonly discoveries: number
  /** Answers nobody. */
  isAway: boolean
  stop(): Promise<void>
}

export async function aForge(): Promise<Forge> {
  let keys = await newKey('one')
  let issuer = ''
  let discoveries = 0
  const forge = { isAway: false }
  const server = createServer((message, response) => {
    if (forge.isAway) return void message.socket.destroy()
    if (message.url !== '/keys') discoveries += 1
    const body = message.url === '/keys' ? { keys: [keys.jwk] } : { issuer, jwks_uri: `${issuer}/keys` }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(forge, {
    issuer,
    get discoveries() {
      return discoveries
    },
    identity: (claims: Record<string, unknown> = {}, more: { key?: CryptoKey; audience?: string } = {}) =>
      new SignJWT({
        iss: issuer,
        sub: 'repo:example/shop:ref:refs/heads/main',
        repository: 'example/shop',
        ref: 'refs/heads/main',
        environment: 'production',
        jti: randomUUID(),
        exp: Math.floor(Date.now() / 1000) + 300,
        aud: more.audience ?? 'operations.example.org',
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: keys.jwk.kid ?? '' })
        .sign(more.key ?? keys.privateKey),
    rotateKey: async () => {
      const last = keys.privateKey
      keys = await newKey(randomUUID())
      return last
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

async function newKey(kid: string): Promise<{ readonly privateKey: CryptoKey; readonly jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } }
}
