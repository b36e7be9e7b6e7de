/** Ranges that are no public addresses. */
const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16']

/** Ranges that lead to the machine itself, the link, or nobody. */
const neverRanges = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4']

/**
 * What a rule towards outside leaves out, sorted, each range once. A range that was asked for may lie in the
 * organisation's own private ranges (`allowPrivate`); link-local and the cluster's own ranges are never reached.
 */
export function publicExcept(forbidden: readonly string[], allowPrivate: boolean): readonly string[] {
  const all = [...neverRanges, ...(allowPrivate ? [] : privateRanges), ...forbidden.filter(isIpv4Range)]
  const distinct = [...new Set(all)]
  return distinct.filter((range) => !distinct.some((other) => other !== range && contains(other, range))).toSorted()
}

/** Whether the first range holds the whole second one. False for what is no IPv4 range. */
export function contains(outer: string, inner: string): boolean {
  const [a, b] = [parseRange(outer), parseRange(inner)]
  if (a === null || b === null || a.bits > b.bits) return false
  const size = 2 ** (32 - a.bits)
  return Math.floor(a.address / size) === Math.floor(b.address / size)
}

function isIpv4Range(text: string): boolean {
  return parseRange(text) !== null
}

function parseRange(text: string): { readonly address: number; readonly bits: number } | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text)
  if (match === null) return null
  const parts = match.slice(1, 5).map(Number)
  const bits = match[5] === undefined ? 32 : Number(match[5])
  if (bits > 32 || parts.some((part) => part > 255)) return null
  return { address: parts.reduce((sum, part) => sum * 256 + part, 0), bits }
}
