/** A range of addresses: the first one as a number, how many leading bits are fixed, and of how many. */
export type IpRange = { readonly first: bigint; readonly prefix: number; readonly bits: 32 | 128 }

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address, or gives null. */
export function parseRange(text: string): IpRange | null {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  const bits = address.includes(':') ? 128 : 32
  const first = bits === 32 ? parseV4(address) : parseV6(address)
  if (first === null) return null
  if (slash < 0) return { first, prefix: bits, bits }
  const length = text.slice(slash + 1)
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return null
  return { first, prefix: Number(length), bits }
}

/** The same range with everything after its prefix set to zero, as Kubernetes wants it. */
export function canonicalRange(range: IpRange): IpRange {
  const free = BigInt(range.bits - range.prefix)
  return { ...range, first: (range.first >> free) << free }
}

/** True if an address can be in both. */
export function overlaps(a: IpRange, b: IpRange): boolean {
  if (a.bits !== b.bits) return false
  const free = BigInt(a.bits - Math.min(a.prefix, b.prefix))
  return a.first >> free === b.first >> free
}

/** Writes a range as `address/prefix`. */
export function formatRange(range: IpRange): string {
  return `${range.bits === 32 ? formatV4(range.first) : formatV6(range.first)}/${range.prefix}`
}

function parseV4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0n
  for (const part of parts) {
    // Leading zeros mean octal to some programs, so they mean nothing here.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null
    value = (value << 8n) | BigInt(part)
  }
  return value
}

function parseV6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = groupsOf(halves[0] ?? '')
  const tail = groupsOf(halves[1] ?? '')
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail]
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

function groupsOf(text: string): number[] | null {
  if (text === '') return []
  const groups = text.split(':')
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? groups.map((group) => parseInt(group, 16)) : null
}

function formatV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.')
}

function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16))
  const joined = groups.join(':')
  const longest = [...joined.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].toSorted((a, b) => b[0].length - a[0].length)[0]
  if (longest === undefined) return joined
  const before = joined.slice(0, longest.index)
  const after = joined.slice(longest.index + longest[0].length).replace(/^:/, '')
  return `${before}::${after}`
}
