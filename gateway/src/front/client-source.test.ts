import { expect, test } from 'vitest'
import { clientAddress, trustedProxies } from './client-source.ts'

const proxies = trustedProxies(['10.0.0.0/8', 'fd00::/8', '192.0.2.1'])

test.each([
  ['nobody is trusted about others', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['a proxy of ours speaks for its client', '10.1.2.3', '203.0.113.7', '203.0.113.7'],
  ['what the client wrote itself is not believed', '10.1.2.3', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['several proxies of ours stand in a row', '10.1.2.3', '203.0.113.7, 192.0.2.1, 10.9.9.9', '203.0.113.7'],
  ['a proxy that says nothing is itself the client', '10.1.2.3', '', '10.1.2.3'],
  ['a proxy that says nonsense is itself the client', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['an IPv4 address on a socket of both families', '::ffff:10.1.2.3', '203.0.113.7', '203.0.113.7'],
  ['IPv6', 'fd00::1', '2001:db8::7', '2001:db8::7'],
  ['no address at all', 'unknown', '203.0.113.7', 'unknown'],
])('finds the client: %s', (_, connection, forwarded, expected) => {
  expect(clientAddress(connection, forwarded, proxies)).toBe(expected)
})

test.each(['10.0.0.0/33', 'example.org', '10.0.0.0/x', ''])('refuses "%s" as a proxy', (range) => {
  expect(() => trustedProxies([range])).toThrow(/no address/)
})
