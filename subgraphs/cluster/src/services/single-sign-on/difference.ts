import { Secret } from '@operations-manager/schema/secret/secret.ts'

const mask = '**********'

/**
 * Paths of wished values that an answer of the server does not hold, sorted. What the server adds is its own affair;
 * lists are sets there; a masked secret is taken for the one we sent; an empty text is dropped by it.
 */
export function differences(wished: unknown, seen: unknown, path = ''): readonly string[] {
  if (wished instanceof Secret) return seen === mask ? [] : [path]
  if (Array.isArray(wished)) return isSameSet(wished, seen) ? [] : [path]
  if (typeof wished === 'object' && wished !== null) {
    const inner: Readonly<Record<string, unknown>> = typeof seen === 'object' && seen !== null ? { ...seen } : {}
    return Object.entries(wished)
      .flatMap(([key, value]) => differences(value, inner[key], path === '' ? key : `${path}.${key}`))
      .toSorted()
  }
  if (wished === '' && seen === undefined) return []
  return wished === seen ? [] : [path]
}

function isSameSet(wished: readonly unknown[], seen: unknown): boolean {
  if (!Array.isArray(seen) || seen.length !== wished.length) return false
  const texts = (list: readonly unknown[]): string => JSON.stringify(list.map((one) => JSON.stringify(one)).sort())
  return texts(wished) === texts(seen)
}
