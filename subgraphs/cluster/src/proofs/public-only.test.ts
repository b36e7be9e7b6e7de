import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpProber } from './http-prober.ts'
import { refusalOfAddress } from './public-only.ts'

describe('an address', () => {
  test.each([
    ['of the internet', '93.184.216.34', true],
    ['of the internet, version 6', '2606:2800:220:1::1', true],
    ['of the own machine', '127.0.0.1', false],
    ['of the own machine, version 6', '::1', false],
    ['of the own machine, written as version 6', '::ffff:127.0.0.1', false],
    ['of an own network', '10.1.2.3', false],
    ['of an own network at its end', '172.31.255.255', false],
    ['just behind an own network', '172.32.0.0', true],
    ['of a cloud’s metadata', '169.254.169.254', false],
    ['of a carrier’s own network', '100.64.0.1', false],
    ['of a unique local network', 'fd00::1', false],
    ['of the link', 'fe80::1', false],
    ['that hides one of version 4', '64:ff9b::7f00:1', false],
    ['of nobody', '0.0.0.0', false],
  ])('%s', (_, address, isOpened) => {
    expect(refusalOfAddress(address, []) === null).toBe(isOpened)
  })

  test('of a range that an operator allowed is opened, and none beside it', () => {
    expect(refusalOfAddress('10.1.2.3', ['10.1.0.0/16'])).toBeNull()
    expect(refusalOfAddress('10.2.2.3', ['10.1.0.0/16'])).not.toBeNull()
  })
})

describe('a host whose name leads to the own machine', () => {
  const server = createServer((_, response) => response.writeHead(204).end())
  let port = 0
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => void server.close())

  const probe = (host: string, allowedRanges: readonly string[]) =>
    httpProber({ address: null, publicPort: port, certificateAuthority: null, allowedRanges }).probe({
      scheme: 'http',
      host,
      path: '/',
    })

  test.each(['localhost', '127.0.0.1'])('is not opened as %s', async (host) => {
    expect(await probe(host, [])).toMatchObject({ type: 'no-answer', reason: expect.stringContaining('own network') })
  })

  test.each(['localhost', '127.0.0.1'])('is opened as %s where its range is allowed', async (host) => {
    expect(await probe(host, ['127.0.0.0/8', '::1/128'])).toEqual({ type: 'answer', status: 204 })
  })
})
