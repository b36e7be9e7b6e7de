import { parse, stringify } from 'yaml'

/** One difference between two project files. */
export type Difference = {
  readonly path: readonly string[]
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED'
  readonly before: string | null
  readonly after: string | null
}

/** What differs between two texts of a project file, as values, in the order of the newer one; comments do not count. */
export function differencesOf(before: string | null, after: string | null): readonly Difference[] {
  return compare([], valueOf(before), valueOf(after))
}

function compare(path: readonly string[], before: unknown, after: unknown): readonly Difference[] {
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
    return keys.flatMap((key) => compare([...path, key], own(before, key), own(after, key)))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const kind = before === undefined ? 'ADDED' : after === undefined ? 'REMOVED' : 'CHANGED'
  return [{ path, kind, before: shown(path, before), after: shown(path, after) }]
}

// A sealed value is opaque, long, and says nothing to people.
function shown(path: readonly string[], value: unknown): string | null {
  return value === undefined || path[0] === 'sealed' ? null : stringify(value).trimEnd()
}

// A text that cannot be read, such as an invalid hand commit, is one value as a whole.
function valueOf(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'silent' }) as unknown
  } catch {
    return text
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
