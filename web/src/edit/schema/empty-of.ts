import type { Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import type { Field } from './field.ts'

/** What a new entry begins with: every key that it must have, and nothing more. */
export function emptyOf(field: Field): Plain {
  switch (field.kind) {
    case 'group':
      return Object.fromEntries(
        field.required.map((key) => [
          key,
          emptyOf(field.fields[key] ?? { kind: 'unknown', about: '', standard: null }),
        ]),
      )
    case 'number':
      return field.minimum ?? 0
    case 'flag':
      return false
    case 'choice':
      return field.values.at(-1) ?? ''
    case 'list':
      return []
    case 'map':
      return {}
    case 'variants':
      return field.variants[0] === undefined ? '' : emptyOf(field.variants[0])
    case 'text':
    case 'unknown':
      return ''
    default:
      return field satisfies never
  }
}
