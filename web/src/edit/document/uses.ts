import { namesIn } from './names-in.ts'
import { isPlainMap, type Plain, type PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'

/** One entry of `uses`, whichever of its forms it is written in. */
export type Use =
  | { readonly kind: 'service'; readonly name: string; readonly prefix: string | null; readonly as: PlainMap }
  | { readonly kind: 'component'; readonly name: string }
  /** Written in a way that the form does not know; it is shown, and only YAML changes it. */
  | { readonly kind: 'strange'; readonly name: string }

/** Reads an entry of `uses`. */
export function readUse(entry: Plain): Use {
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

/** A row of the form: an entry of `uses` by its place, or something that could be used and is not. */
export type UseRow = { readonly key: string; readonly use: Use; readonly index: number | null }

/** Everything that a component uses or could use, each thing in its place of the file whether it is used or not. */
export function usesOf(entries: readonly Plain[], value: Plain, component: string): readonly UseRow[] {
  const used = entries.map((entry, index) => ({ use: readUse(entry), index }))
  const options: readonly Use[] = [
    ...namesIn(value, 'services').map((name) => ({ kind: 'service' as const, name, prefix: null, as: {} })),
    ...namesIn(value, 'components')
      .filter((name) => name !== component)
      .map((name) => ({ kind: 'component' as const, name })),
  ]
  const isOf = (use: Use, option: Use): boolean => use.kind === option.kind && use.name === option.name
  const rows = options.flatMap((option): readonly Omit<UseRow, 'key'>[] => {
    const found = used.filter(({ use }) => isOf(use, option))
    return found.length === 0 ? [{ use: option, index: null }] : found
  })
  const others = used.filter(({ use }) => !options.some((option) => isOf(use, option)))
  // A row keeps its key when it is checked, so that the keyboard stays where it was.
  const seen = new Map<string, number>()
  return [...rows, ...others].map((row) => {
    const what = `${row.use.kind} ${row.use.name}`
    const number = (seen.get(what) ?? 0) + 1
    seen.set(what, number)
    return { ...row, key: `${what} ${number}` }
  })
}
