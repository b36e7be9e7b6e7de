/**
 * JSON in the one form that RFC 8785 gives it: keys in the order of their UTF-16 code units, no blanks, numbers and
 * strings as ECMAScript writes them. What JSON cannot hold is refused, except that absent and `undefined` are the same.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) return objectJson(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return JSON.stringify(value)
  }
  throw new Error(`JSON cannot hold a value of type ${typeof value}`)
}

function objectJson(value: object): string {
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
