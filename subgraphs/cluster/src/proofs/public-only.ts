import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * Addresses that are no place of the internet: own networks, the own machine, link-local ones such as a cloud's
 * metadata server, and what is set aside for other uses (IANA's special-purpose registries, RFC 6890).
 */
const special = listOf(
  [
    '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
    '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
    '::/128 ::1/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 ff00::/8',
  ].flatMap((line) => line.split(' ')),
)

/** Why a name was not followed; `code` as Node's own network errors have one. */
export class SpecialAddress extends Error {
  override readonly name = 'SpecialAddress'
  readonly code = 'SPECIAL_ADDRESS'

  constructor(address: string) {
    super(`${address} is no address of the internet`)
  }
}

/**
 * Looks names up for connections whose names users choose: a name that leads to an own network, or partly so, is an
 * error, unless the address is in one of the `allowed` ranges (CIDR). The connection goes to what was checked, so that
 * a name that leads elsewhere a moment later changes nothing.
 */
export function publicOnly(allowed: readonly string[]): LookupFunction {
  const isAllowed = allowing(allowed)
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, [])
      const refused = found.find(({ address }) => !isAllowed(address))
      if (refused !== undefined) return callback(new SpecialAddress(refused.address), [])
      const [first] = found
      if (options.all === true || first === undefined) return callback(null, found)
      return callback(null, first.address, first.family)
    })
  }
}

/** The error for a host that is an address itself, of which nothing is looked up; null if it may be opened. */
export function refusalOfAddress(host: string, allowed: readonly string[]): SpecialAddress | null {
  return isIP(host) === 0 || allowing(allowed)(host) ? null : new SpecialAddress(host)
}

function allowing(ranges: readonly string[]): (address: string) => boolean {
  const allowed = listOf(ranges)
  return (address) => {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    return allowed.check(address, family) || !special.check(address, family)
  }
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix = ''] = range.split('/')
    list.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}
