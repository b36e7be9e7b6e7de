import { entryOf, isPlainMap, isSame, type Plain, type PlainMap } from '../edit/plain.ts'

/** One place in which two values differ. */
export type Place = {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED'
  readonly path: readonly string[]
  /** Null if it was added. */
  readonly before: Plain
  /** Null if it was removed. */
  readonly after: Plain
}

/** Every place in which two maps differ; what comes or goes as a whole is one place. */
export function differencesOf(before: PlainMap, after: PlainMap, path: readonly string[] = []): readonly Place[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => differenceAt(entryOf(before, key), entryOf(after, key), [...path, key]))
}

function differenceAt(before: Plain | undefined, after: Plain | undefined, path: readonly string[]): readonly Place[] {
  // The sections of the file are no things of their own: their entries come and go.
  const isSection = path.length === 1 && (isPlainMap(before) || isPlainMap(after))
  const [old, next] = isSection ? [before ?? {}, after ?? {}] : [before, after]
  if (isPlainMap(old) && isPlainMap(next)) return differencesOf(old, next, path)
  if (isSame(old, next)) return []
  if (old === undefined) return [{ kind: 'ADDED', path, before: null, after: next ?? null }]
  if (next === undefined) return [{ kind: 'REMOVED', path, before: old, after: null }]
  return [{ kind: 'CHANGED', path, before: old, after: next }]
}
