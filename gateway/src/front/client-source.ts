import type { Source } from '@operations-manager/runtime/caller/source.ts'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { TransportName } from '../pipeline/call.ts'

/** The proxies of this installation: only they are believed about whom they speak for. */
export type TrustedProxies = { has(address: string): boolean }

/** Reads addresses and ranges (`10.0.0.0/8`, `fd00::/8`, `192.0.2.1`); throws for what is neither. */
export function trustedProxies(ranges: readonly string[]): TrustedProxies {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const most = family === 'ipv6' ? 128 : 32
    const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
    if (isIP(address) === 0 || length < 0 || length > most) throw new Error(`"${range}" is no address and no range`)
    list.addSubnet(address, length, family)
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') }
}

/**
 * The client's address: that of the connection, unless a trusted proxy made it. Then the nearest address in
 * `x-forwarded-for` that no trusted proxy has; what stands further away was written by whoever wanted to.
 */
export function clientAddress(connection: string, forwardedFor: string, proxies: TrustedProxies): string {
  let address = plain(connection)
  const further = forwardedFor.split(',').map((part) => plain(part.trim()))
  while (proxies.has(address)) {
    const next = further.pop()
    if (next === undefined || isIP(next) === 0) return address
    address = next
  }
  return address
}

const maxUserAgent = 200

/** The client's address behind the proxies of this installation. */
export function addressOf({ headers, socket }: IncomingMessage, proxies: TrustedProxies): string {
  const forwardedFor = headers['x-forwarded-for']
  const chain = typeof forwardedFor === 'string' ? forwardedFor : (forwardedFor?.join(',') ?? '')
  return clientAddress(socket.remoteAddress ?? 'unknown', chain, proxies)
}

/** From where a request came, as its subgraphs are told. */
export function sourceOf(transport: TransportName, message: IncomingMessage, proxies: TrustedProxies): Source {
  const userAgent = message.headers['user-agent']?.slice(0, maxUserAgent) ?? ''
  return { address: addressOf(message, proxies), transport, userAgent: userAgent === '' ? null : userAgent }
}

/** An IPv4 address without the form that it has on a socket of both families. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
