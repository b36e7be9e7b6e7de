import { explainHostName } from './host-name.ts'
import { canonicalRange, formatRange, overlaps, parseRange } from './ip-range.ts'

/** Where a component may open connections to, outside its deployment. */
export type Egress =
  | { readonly type: 'host'; readonly host: string; readonly port: number }
  | { readonly type: 'cidr'; readonly cidr: string; readonly port: number }

// Addresses that mean "this machine" or "this link": credentials of the machine itself are answered there.
const neverAllowed = [
  { text: '169.254.0.0/16', name: 'link-local addresses' },
  { text: 'fe80::/10', name: 'link-local addresses' },
  { text: '127.0.0.0/8', name: 'the machine itself' },
  { text: '::1/128', name: 'the machine itself' },
].map(({ text, name }) => ({ text, name, range: parseRange(text) }))

/** Reads `host:port` or `cidr:port`; a single address is a range of one. */
export function parseEgress(text: string): Egress | null {
  return explainEgress(text) === null ? split(text) : null
}

/** Why a text is no allowed destination and what to write instead, or null. */
export function explainEgress(text: string): string | null {
  const target = split(text)
  if (target === null) {
    return `"${text}" names no port. Write host and port, or range and port: "api.example.org:443", "192.0.2.0/24:5432".`
  }
  if (target.port < 1 || target.port > 65535) return `The port of "${text}" is not between 1 and 65535.`
  return target.type === 'cidr' ? explainCidr(target.cidr, target.port) : explainHost(target.host)
}

/** The forbidden range that a destination touches, if there is one; hosts touch none that could be known here. */
export function forbiddenRange(egress: Egress, forbidden: readonly string[]): string | null {
  if (egress.type === 'host') return null
  const range = parseRange(egress.cidr)
  return (
    forbidden.find((text) => {
      const other = parseRange(text)
      return range !== null && other !== null && overlaps(range, other)
    }) ?? null
  )
}

function explainCidr(cidr: string, port: number): string | null {
  const range = parseRange(cidr)
  if (range === null) return `"${cidr}" is no range of addresses. Write one such as 192.0.2.0/24 or 2001:db8::/32.`
  const canonical = formatRange(canonicalRange(range))
  if (cidr.includes('/') && canonical !== formatRange(range)) {
    return `"${cidr}" names an address inside a range. Write the range as "${canonical}:${port}".`
  }
  const touched = neverAllowed.find((each) => each.range !== null && overlaps(range, each.range))
  if (touched !== undefined) {
    return `"${cidr}" touches ${touched.name} (${touched.text}), which no component may reach. Name the range that is needed, or hosts.`
  }
  return null
}

function explainHost(host: string): string | null {
  if (host === 'localhost' || host.endsWith('.localhost')) {
    return 'A component always reaches itself; "localhost" needs no egress. Remove it.'
  }
  if (/(^|\.)(svc|cluster\.local)$/.test(host)) {
    return `"${host}" is inside the cluster. Call a component with \`uses: [{ component: … }]\`, and services with \`uses\`.`
  }
  return explainHostName(host)
}

function split(text: string): Egress | null {
  const match = /^(.+):(\d{1,6})$/.exec(text)
  if (match === null) return null
  const [, target = '', digits = ''] = match
  const bare = target.startsWith('[') && target.endsWith(']') ? target.slice(1, -1) : target
  const port = Number(digits)
  const isRange = bare.includes('/') || bare.includes(':') || /^[\d.]+$/.test(bare)
  if (!isRange) return { type: 'host', host: bare, port }
  return { type: 'cidr', cidr: bare.includes('/') ? bare : `${bare}/${bare.includes(':') ? 128 : 32}`, port }
}
