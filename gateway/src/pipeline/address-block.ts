import { isIPv4, isIPv6 } from 'node:net'

/** Whoever has one IPv6 address usually has all of its /64; an IPv4 address is one, however it is written. */
export function blockOf(address: string): string {
  const plain = address.split('%')[0] ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (isIPv4(plain) || !isIPv6(plain)) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    // Where an IPv4 address ends it, that stands for two groups.
    const behind = tail === '' ? 0 : tail.split(':').length + (tail.includes('.') ? 1 : 0)
    while (groups.length + behind < 8) groups.push('0')
  }
  const first = [...groups, ...(tail ?? '').split(':')].slice(0, 4)
  return `${first.map((group) => Number.parseInt(group || '0', 16).toString(16)).join(':')}::/64`
}
