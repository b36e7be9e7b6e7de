import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml'
import type { Path } from '../finding.ts'

/** A place in the text, both numbers 1-based. */
export type Place = { readonly line: number; readonly column: number }

/** Tells where something of a project file stands in its text. */
export type Places = {
  /** The key or the value at a path; of what is absent, the nearest thing around it. */
  of(path: Path, at?: 'key' | 'value'): Place
  /** The text of a single value exactly as it was written, or null if it is none. */
  written(path: Path): string | null
}

type Spot = { readonly key: Node | null; readonly value: Node | null }

/** Places of a parsed document; aliases lead to what they stand for. */
export function placesOf(root: Node | null, lines: LineCounter, anchors: ReadonlyMap<string, Node>): Places {
  const target = (node: Node | null): Node | null => (isAlias(node) ? (anchors.get(node.source) ?? null) : node)

  function walk(path: Path): { readonly spot: Spot; readonly found: boolean } {
    let spot: Spot = { key: null, value: root }
    for (const step of path) {
      const next = childOf(target(spot.value), step)
      if (next === null) return { spot, found: false }
      spot = next
    }
    return { spot, found: true }
  }

  return {
    of(path, at = 'value') {
      const { spot, found } = walk(path)
      const wantsKey = at === 'key' || !found || isEmpty(spot.value)
      const node = wantsKey ? (spot.key ?? spot.value) : (spot.value ?? spot.key)
      return placeAt(lines, node?.range?.[0] ?? 0)
    },
    written(path) {
      const { spot, found } = walk(path)
      const node = target(spot.value)
      return found && isScalar(node) ? (node.source ?? null) : null
    },
  }
}

/** The place of an offset in the text. */
export function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function childOf(node: Node | null, step: string | number): Spot | null {
  if (isMap(node)) {
    const pair = node.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === String(step))
    return pair === undefined ? null : { key: asNode(pair.key), value: asNode(pair.value) }
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return item === undefined ? null : { key: null, value: asNode(item) }
  }
  return null
}

// A parsed document holds nodes and nothing else; the library's types allow plain values as well.
function asNode(value: unknown): Node | null {
  return value === null || value === undefined ? null : (value as Node)
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && node.source === '')
}
