/** What YAML's core schema can hold. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

export type PlainMap = { readonly [key: string]: Plain }

export function isPlainMap(value: Plain | undefined): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isPlainList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value)
}

/** True if both are the same value; the order of keys in a map means nothing. */
export function isSame(a: Plain | undefined, b: Plain | undefined): boolean {
  if (isPlainList(a)) {
    return isPlainList(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  }
  if (isPlainMap(a)) {
    if (!isPlainMap(b)) return false
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  }
  return Object.is(a, b)
}

/** The value under a key of its own, or `undefined`. */
export function entryOf(map: PlainMap, key: string): Plain | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
