import { diff } from '@codemirror/merge'
import {
  isPlainList,
  isPlainMap,
  isSame,
  type Plain,
  type PlainMap,
} from '@operations-manager/schema/project-file/edit/plain.ts'
import { readDocument, revised } from '../document/document.ts'
import type { Path } from '../document/value.ts'

/** Three versions of a file: what both began with, and what became of it on either side. */
export type Versions = { readonly base: string; readonly mine: string; readonly theirs: string }

/** My edits on top of theirs, and where both changed the same thing: there mine stands. */
export type Rebased = { readonly text: string; readonly overlaps: readonly Path[] }

type Value = Plain | undefined

/** Takes what I changed and makes the same change in their file; their other changes, comments included, stay. */
export function rebased({ base, mine, theirs }: Versions): Rebased {
  const [before, own, other] = [base, mine, theirs].map((text) => readDocument(text).value)
  // What cannot be read cannot be taken apart: mine stands as it is.
  if (!before || !own || !other) return { text: mine, overlaps: [[]] }
  const { value, overlaps } = merged(before, own, other, [])
  const wanted: PlainMap = isPlainMap(value) ? value : {}
  const woven = overlaps.length === 0 ? wovenText({ base, mine, theirs }) : null
  if (woven !== null && isSame(readDocument(woven).value ?? undefined, wanted)) return { text: woven, overlaps }
  return { text: revised(theirs, () => wanted) ?? mine, overlaps }
}

type Merged = { readonly value: Value; readonly overlaps: readonly Path[] }

function merged(base: Value, mine: Value, theirs: Value, path: Path): Merged {
  if (isSame(mine, base)) return { value: theirs, overlaps: [] }
  if (isSame(theirs, base) || isSame(mine, theirs)) return { value: mine, overlaps: [] }
  if (isPlainMap(mine) && isPlainMap(theirs)) return mergedMaps(isPlainMap(base) ? base : {}, mine, theirs, path)
  if (isPlainList(mine) && isPlainList(theirs) && isPlainList(base)) {
    return { value: mergedLists(base, mine, theirs), overlaps: [] }
  }
  return { value: mine, overlaps: [path] }
}

function mergedMaps(base: PlainMap, mine: PlainMap, theirs: PlainMap, path: Path): Merged {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
  const entries = keys.map((key) => {
    const at = (map: PlainMap): Value => (Object.hasOwn(map, key) ? map[key] : undefined)
    return { key, ...merged(at(base), at(mine), at(theirs), [...path, key]) }
  })
  const kept = entries.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value] as const]))
  return { value: Object.fromEntries(kept), overlaps: entries.flatMap(({ overlaps }) => overlaps) }
}

/** What I took out of a list goes, what I added comes behind what they have. */
function mergedLists(base: readonly Plain[], mine: readonly Plain[], theirs: readonly Plain[]): readonly Plain[] {
  const isIn = (list: readonly Plain[], item: Plain): boolean => list.some((one) => isSame(one, item))
  const left = theirs.filter((item) => isIn(mine, item) || !isIn(base, item))
  return [...left, ...mine.filter((item) => !isIn(base, item) && !isIn(left, item))]
}

/** Both sides' changes of the text in one, comments and order too; null where they touch each other. */
function wovenText({ base, mine, theirs }: Versions): string | null {
  const options = { scanLimit: 500 }
  const own = diff(base, mine, options).map(({ fromA, toA, fromB, toB }) => ({
    fromA,
    toA,
    text: mine.slice(fromB, toB),
  }))
  const other = diff(base, theirs, options).map(({ fromA, toA, fromB, toB }) => ({
    fromA,
    toA,
    text: theirs.slice(fromB, toB),
  }))
  const all = [...own, ...other].toSorted((a, b) => a.fromA - b.fromA)
  if (all.some((one, index) => index > 0 && one.fromA <= (all[index - 1]?.toA ?? -1))) return null
  return all.reduceRight((text, { fromA, toA, text: by }) => text.slice(0, fromA) + by + text.slice(toA), base)
}
