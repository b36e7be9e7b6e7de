import type { Finding, Path } from './finding.ts'
import { pathKey } from './finding.ts'
import { valueAt } from './issues.ts'
import { apiVersion } from './model.ts'

/** What is left of a value when what the shape refused is taken out. */
export type Pruned = {
  readonly value: unknown
  /** Turns a path in `value` into one in the value before, where list entries were taken out. */
  original(path: Path): Path
}

// What is required and was refused gets a stand-in where one is possible, so that the rules still look at the rest.
function standInFor(path: Path): unknown {
  const [map, name = '', key] = path
  if (path.length === 1 && map === 'name') return 'unnamed'
  if (path.length === 1 && map === 'members') return []
  if (path.length === 1 && map === 'apiVersion') return apiVersion
  if (path.length === 3 && map === 'components' && key === 'image') return 'unnamed'
  // Each deployment in a cluster of its own, so that nothing seems to clash.
  if (path.length === 3 && map === 'deployments' && key === 'cluster') return `unnamed-${name}`
  return undefined
}

/**
 * Takes the refused parts out, each as small as possible, so that rules over the whole file can still be checked and
 * all problems are told at once. Something that lacks a required part goes out as a whole.
 */
export function prune(value: unknown, refused: readonly Finding[]): Pruned {
  const out = new Map<string, Path>()
  for (const { path } of refused) {
    if (standInFor(path) !== undefined) continue
    const part = valueAt(value, path) === undefined ? path.slice(0, -1) : path
    out.set(pathKey(part), part)
  }
  const kept = new Map<string, readonly number[]>()
  const copy = copyWithout(value, [], out, kept)
  for (const { path } of refused) {
    const standIn = standInFor(path)
    const parent = valueAt(copy, path.slice(0, -1))
    if (standIn !== undefined && isMap(parent)) parent[String(path.at(-1))] = standIn
  }
  return { value: copy, original: (path) => originalPath(path, kept) }
}

function copyWithout(
  value: unknown,
  path: Path,
  out: ReadonlyMap<string, Path>,
  kept: Map<string, readonly number[]>,
): unknown {
  if (Array.isArray(value)) {
    const indices = value.map((_, index) => index).filter((index) => !out.has(pathKey([...path, index])))
    if (indices.length < value.length) kept.set(pathKey(path), indices)
    return indices.map((index) => copyWithout(value[index], [...path, index], out, kept))
  }
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !out.has(pathKey([...path, key])))
      .map(([key, below]) => [key, copyWithout(below, [...path, key], out, kept)]),
  )
}

function originalPath(path: Path, kept: ReadonlyMap<string, readonly number[]>): Path {
  const result: (string | number)[] = []
  for (const step of path) {
    const indices = kept.get(pathKey(result))
    result.push(indices === undefined ? step : (indices[Number(step)] ?? step))
  }
  return result
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
