import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml'
import type { Path } from './value.ts'

/** The key of a map's entry, as it is written. */
export function keyAt(node: Node | null, path: Path): Scalar | null {
  const parent = nodeAt(node, path.slice(0, -1))
  if (!isMap(parent)) return null
  const key = parent.items.map((pair) => pair.key).find((one) => isScalar(one) && String(one.value) === path.at(-1))
  return isScalar(key) ? key : null
}

/** What is written at a place; null if nothing is. */
export function nodeAt(node: Node | null, path: Path): Node | null {
  return path.reduce<Node | null>((now, step) => childrenAt(now, []).find(([key]) => key === step)?.[1] ?? null, node)
}

/** What a map or a list at a place holds, by key or by number. */
export function childrenAt(node: Node | null, path: Path): readonly (readonly [string, Node])[] {
  const at = path.length === 0 ? node : nodeAt(node, path)
  const children: readonly (readonly [string, unknown])[] = isMap(at)
    ? at.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair.value] as const)
    : isSeq(at)
      ? at.items.map((item, index) => [String(index), item] as const)
      : []
  // A parsed document holds nodes and nothing else; the library's types allow plain values as well.
  return children.filter(([, child]) => child !== null).map(([key, child]) => [key, child as Node] as const)
}
