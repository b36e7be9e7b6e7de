import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { issue, makeAuthority, type Certificate } from '@operations-manager/testbed/trust/authority.ts'
import { httpProber } from './http-prober.ts'

const servers: { close(): unknown }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

describe('opening an address', () => {
  test('asks the ingress itself, under the host of the address', async () => {
    const hosts: (string | undefined)[] = []
    const port = await listening(
      createServer((request, response) => {
        hosts.push(request.headers.host)
        response.writeHead(request.url === '/healthz' ? 204 : 404).end()
      }),
    )
    const prober = httpProber({ address: { host: '127.0.0.1', port }, publicPort: null, certificateAuthority: null })
    const request = { scheme: 'http', host: 'shop.example.org', path: '/healthz' } as const
    expect(await prober.probe(request)).toEqual({ type: 'answer', status: 204 })
    expect(hosts).toEqual(['shop.example.org'])
  })

  test('does not follow where it is sent', async () => {
    const port = await listening(createServer((_, response) => response.writeHead(302, { location: '/else' }).end()))
    expect(await probe(port)).toEqual({ type: 'answer', status: 302 })
  })

  test('that nobody listens at is no answer, with a reason for people', async () => {
    const port = await listening(createServer())
    servers.splice(0).forEach((server) => server.close())
    expect(await probe(port)).toEqual({ type: 'no-answer', reason: 'the connection was refused' })
  })

  test('that never answers ends after its time', async () => {
    const port = await listening(createServer(() => undefined))
    expect(await probe(port, 50)).toMatchObject({ type: 'no-answer' })
  })

  test('that answers no HTTP is no answer', async () => {
    const tcp = createTcpServer((socket) => socket.end('hello'))
    servers.push(tcp)
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
    expect(await probe((tcp.address() as { port: number }).port)).toMatchObject({ type: 'no-answer' })
  })
})

describe('opening an address by https', () => {
  const host = 'shop.example.org'

  async function probed(wish: { by?: Certificate; names?: string[]; notAfter?: Date } = {}) {
    const trusted = await makeAuthority('the ingress')
    const { by = trusted, names = [host], ...rest } = wish
    const { certificate: cert, key } = await issue(by, { names, ...rest })
    const port = await listening(createSecureServer({ cert, key }, (_, response) => response.writeHead(200).end()))
    const address = { host: '127.0.0.1', port }
    const prober = httpProber({ address, publicPort: null, certificateAuthority: trusted.certificate })
    return prober.probe({ scheme: 'https', host, path: '/' })
  }

  test('trusts the authority of the cluster, and asks for the host and not for where the ingress is', async () => {
    expect(await probed()).toEqual({ type: 'answer', status: 200 })
  })

  test.each([
    ['of another authority', async () => ({ by: await makeAuthority('the ingress') }), 'certificate-untrusted'],
    ['that has expired', () => ({ notAfter: new Date(Date.now() - 1_000) }), 'certificate-expired'],
    ['for another host', () => ({ names: ['other.example.org', '127.0.0.1'] }), 'certificate-wrong-name'],
  ] as const)('takes no answer behind a certificate %s', async (_what, wish, certificate) => {
    expect(await probed({ ...(await wish()) })).toMatchObject({ type: 'no-answer', certificate })
  })

  test('takes no answer from a server without TLS', async () => {
    const port = await listening(createServer((_, response) => response.writeHead(200).end()))
    const prober = httpProber({ address: { host: '127.0.0.1', port }, publicPort: null, certificateAuthority: null })
    const answer = await prober.probe({ scheme: 'https', host, path: '/' })
    expect(answer).toMatchObject({ type: 'no-answer', certificate: 'certificate-missing' })
  })
})

function probe(port: number, timeoutMs = 2_000) {
  const prober = httpProber({
    address: { host: '127.0.0.1', port },
    publicPort: null,
    certificateAuthority: null,
    timeoutMs,
  })
  return prober.probe({ scheme: 'http', host: 'shop.example.org', path: '/' })
}

async function listening(server: Server): Promise<number> {
  servers.push({ close: () => (server.closeAllConnections(), server.close()) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}
