import type { Path } from '../document/value.ts'
import type { Group } from './field.ts'

/** The sections of the form, in their order; what a later format adds at the top of the file comes behind them. */
export const sections = ['components', 'services', 'deployments', 'members', 'registries'] as const
export type Section = (typeof sections)[number]

/** What is asked first for an entry; everything else of it stands behind "More". */
const first: Readonly<Record<string, readonly string[]>> = {
  'components.*': ['image', 'port', 'publish', 'uses', 'env', 'secrets', 'replicas'],
  'components.*.publish': ['path'],
  'components.*.health': ['path'],
  'deployments.*': ['cluster', 'host', 'components', 'services'],
  'deployments.*.components.*': ['enabled', 'image', 'replicas', 'env'],
}

/** Keys of the file itself that stand in the section of details. */
const details = ['name', 'displayName', 'description'] as const

/** Keys that only the platform writes; values get there by the secret field. */
const byPlatform: ReadonlySet<string> = new Set(['sealed'])

export type Layout = { readonly first: readonly string[]; readonly more: readonly string[] }

/** In which order a group's keys are asked for, and which of them only when one wants to. Every key is in one of both. */
export function layoutOf(path: Path, { fields }: Group): Layout {
  const keys = Object.keys(fields)
  if (path.length === 0) {
    const rest = keys.filter((key) => !(details as readonly string[]).includes(key))
    const isSection = (key: string): boolean => (sections as readonly string[]).includes(key) || byPlatform.has(key)
    return { first: details.filter((key) => keys.includes(key)), more: rest.filter((key) => !isSection(key)) }
  }
  const wanted = first[path.map((step, index) => (index % 2 === 1 ? '*' : step)).join('.')] ?? keys
  return {
    first: wanted.filter((key) => keys.includes(key)),
    more: keys.filter((key) => !wanted.includes(key)),
  }
}
