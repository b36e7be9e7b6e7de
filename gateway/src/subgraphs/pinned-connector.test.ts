import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createPlainServer, type Server as PlainServer } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { makeAuthority, issue } from '@operations-manager/testbed/trust/authority.ts'
import { Pools } from './pools.ts'
import { post } from './post.ts'

const servers: (Server | PlainServer)[] = []
const pools = new Pools(2)
afterEach(async () => {
  await pools.keepOnly([])
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server that has this certificate, how often it was asked, and where it is. */
async function aServer({ certificate, key }: { certificate: string; key: string }) {
  const asked: string[] = []
  const server = createServer({ cert: certificate, key }, (request, response) => {
    asked.push(String(request.headers.authorization))
    response.end('{"data":{}}')
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, asked }
}

const pinOf = (certificate: string): string =>
  createHash('sha256')
    .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')

const authority = await makeAuthority('nobody knows it')
const own = await issue(authority, { names: ['elsewhere.example'], notAfter: new Date(Date.now() - 1_000) })
const other = await issue(authority, { names: ['127.0.0.1'] })

const ask = (origin: string, pins: readonly string[]) =>
  post(pools.requests({ origin, pins }), {
    path: '/graphql',
    headers: { authorization: 'Bearer of-a-caller' },
    body: '{}',
    timeoutMs: 5_000,
    signal: new AbortController().signal,
    maxBytes: 1_000,
  })

describe('a pinned address', () => {
  test('is asked whatever its certificate says, as long as it holds the key, and over one connection', async () => {
    const { origin, asked } = await aServer(own)
    for (const pins of [[pinOf(own.certificate)], ['x', pinOf(own.certificate)]])
      expect(await ask(origin, pins)).toEqual({ status: 200, text: '{"data":{}}' })
    expect(asked).toHaveLength(2)
  })

  test('is told nothing, not even who asks, where somebody else holds another key', async () => {
    const { origin, asked } = await aServer(other)
    await expect(ask(origin, [pinOf(own.certificate)])).rejects.toMatchObject({ reason: 'untrusted' })
    expect(asked).toEqual([])
  })

  test('without a pin, a certificate of an authority that nobody knows is not trusted', async () => {
    const { origin, asked } = await aServer(other)
    await expect(ask(origin, [])).rejects.toMatchObject({ reason: 'untrusted' })
    expect(asked).toEqual([])
  })

  test.each([
    ['without a pin', []],
    ['with one', [pinOf(own.certificate)]],
  ])('%s, a server that does not speak TLS is not trusted either, and told nothing', async (_, pins) => {
    const asked: string[] = []
    const server = createPlainServer((request, response) => {
      asked.push(String(request.headers.authorization))
      response.end('{"data":{}}')
    })
    servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    await expect(ask(origin, pins)).rejects.toMatchObject({ reason: 'untrusted' })
    expect(asked).toEqual([])
  })

  test('nobody there is something else', async () => {
    await expect(ask('https://127.0.0.1:9', [pinOf(own.certificate)])).rejects.toMatchObject({ reason: 'refused' })
  })
})
