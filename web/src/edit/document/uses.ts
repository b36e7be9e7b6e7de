import { isPlainMap, type Plain, type PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'

/** One entry of `uses`, whichever of its forms it is written in. */
export type Use =
  | { readonly kind: 'service'; readonly name: string; readonly prefix: string | null; readonly as: PlainMap }
  | { readonly kind: 'component'; readonly name: string }
  /** Written in a way that the form does not know; it is shown, and only YAML changes it. */
  | { readonly kind: 'strange'; readonly name: string }

/** Reads an entry of `uses`. */
export function useOf(entry: Plain): Use {
  if (typeof entry === 'string') return { kind: 'service', name: entry, prefix: null, as: {} }
  if (isPlainMap(entry)) {
    const { service, component, prefix, as } = entry
    if (typeof component === 'string') return { kind: 'component', name: component }
    if (typeof service === 'string') {
      return {
        kind: 'service',
        name: service,
        prefix: typeof prefix === 'string' ? prefix : null,
        as: isPlainMap(as) ? as : {},
      }
    }
  }
  return { kind: 'strange', name: JSON.stringify(entry) }
}

/** Writes an entry of `uses` in its shortest form; null for one that the form does not know. */
export function entryFor(use: Use): Plain | null {
  if (use.kind === 'strange') return null
  if (use.kind === 'component') return { component: use.name }
  const { name, prefix, as } = use
  const hasNames = Object.keys(as).length > 0
  if (prefix === null && !hasNames) return name
  return { service: name, ...(prefix !== null && { prefix }), ...(hasNames && { as }) }
}
