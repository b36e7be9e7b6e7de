import type { KubernetesObject } from '../ports/kubernetes.ts'
import { sameQuantity } from './quantity.ts'

/**
 * Paths of the fields that we own and that differ in what is observed, sorted. What the API server adds is not ours;
 * lists have to have as many items as wished, since one more rule in a policy is one hole more. Some maps are ours as a
 * whole: see `isWhole`.
 */
export function driftOf(desired: KubernetesObject, observed: KubernetesObject): readonly string[] {
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = desired
  const { labels = {}, annotations = {} } = metadata
  return [
    ...differences({ labels, annotations }, observed.metadata, 'metadata'),
    ...differences(rest, observed, ''),
  ].toSorted()
}

function differences(wished: unknown, seen: unknown, path: string): string[] {
  if (Array.isArray(wished)) {
    if (!Array.isArray(seen)) return wished.length === 0 && seen === undefined ? [] : [path]
    if (seen.length !== wished.length) return [path]
    return wished.flatMap((item, index) => differences(item, seen[index], `${path}[${index}]`))
  }
  if (typeof wished === 'object' && wished !== null) {
    const inner: Readonly<Record<string, unknown>> = isMap(seen) ? seen : {}
    const added = isWhole(path) ? addedTo(wished, inner) : []
    // `podSelector: {}` and `emptyDir: {}` mean something; an absent map does not mean the same.
    if (Object.keys(wished).length === 0 && !isMap(seen) && !isOptionalMap(path)) return [path]
    return [
      ...added.map((key) => `${path}.${key}`),
      ...Object.entries(wished).flatMap(([key, item]) =>
        differences(item, inner[key], path === '' ? key : `${path}.${key}`),
      ),
    ]
  }
  return same(wished, seen, path) ? [] : [path]
}

/**
 * Maps to which the API server adds nothing, and in which one key more is a change of what we say: a selector that
 * meets other pods or none, a peer of a policy that is wider, a variable that all containers get, a limit of the quota.
 */
function isWhole(path: string): boolean {
  return /(^|\.)(data|hard)$/.test(path) || /selector(\.|$)/i.test(path) || /^spec\.(in|e)gress\[/.test(path)
}

function addedTo(wished: object, seen: Readonly<Record<string, unknown>>): readonly string[] {
  const isNothing = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)
  return Object.keys(seen).filter((key) => !Object.hasOwn(wished, key) && !isNothing(seen[key]))
}

/** Maps that the API server drops when they are empty. */
function isOptionalMap(path: string): boolean {
  return /(^|\.)(labels|annotations|resources|data)$/.test(path)
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const quantityPaths = /(^|\.)(limits|requests|hard|capacity|default|defaultRequest|max|sizeLimit)(\[\d+\])?(\.|$)/

function same(wished: unknown, seen: unknown, path: string): boolean {
  if (wished === seen) return true
  // A false or zero that we name may be left out by the server.
  if (seen === undefined) return wished === false || wished === ''
  return (
    typeof wished === 'string' && typeof seen === 'string' && quantityPaths.test(path) && sameQuantity(wished, seen)
  )
}
