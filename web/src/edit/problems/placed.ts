import type { Path } from '../document/value.ts'

/** As much of a problem or a notice as its place needs. */
export type Placed = { readonly path: readonly string[]; readonly line: number | null }

/** True if `path` is `above` or something inside of it. */
export function isWithin(path: Path, above: Path): boolean {
  return above.every((step, index) => path[index] === step)
}

/** What is said about a place: exactly there, or inside of it as well for a field that holds the whole of it. */
export function saidAt<One extends Placed>(
  all: readonly One[],
  path: Path,
  scope: 'exactly' | 'within',
): readonly One[] {
  return all.filter((one) =>
    scope === 'within' ? isWithin(one.path, path) : one.path.length === path.length && isWithin(one.path, path),
  )
}

/**
 * Problems at the fields that can be seen: each at the nearest field around its place, and what has no field at all by
 * itself, so that nothing that is wrong goes unsaid.
 */
export function spread<One extends Placed>(
  all: readonly One[],
  hasField: (path: Path) => boolean,
): { readonly atFields: readonly One[]; readonly elsewhere: readonly One[] } {
  const placed = all.map((one) => {
    const path = nearest(one.path, hasField)
    return { one, path }
  })
  return {
    atFields: placed.flatMap(({ one, path }) => (path === null ? [] : [{ ...one, path }])),
    elsewhere: placed.filter(({ path }) => path === null).map(({ one }) => one),
  }
}

/** The nearest place around this one, itself included, that has a field; null if there is none. */
export function nearest(path: Path, hasField: (path: Path) => boolean): Path | null {
  for (let length = path.length; length > 0; length--) {
    const above = path.slice(0, length)
    if (hasField(above)) return above
  }
  return null
}
