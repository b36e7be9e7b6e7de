import type { Path } from '../document/value.ts'
import type { Field } from './field.ts'

/** The field of what stands at a path; null if the schema knows no such place. Several forms are looked through. */
export function fieldAt(field: Field, path: Path): Field | null {
  const [step, ...rest] = path
  if (step === undefined) return field
  switch (field.kind) {
    case 'group': {
      const below = Object.hasOwn(field.fields, step) ? field.fields[step] : undefined
      return below === undefined ? null : fieldAt(below, rest)
    }
    case 'map':
    case 'list':
      return fieldAt(field.item, rest)
    case 'variants':
      return field.variants.map((variant) => fieldAt(variant, path)).find((found) => found !== null) ?? null
    default:
      return null
  }
}

/** The form of several that a value has: by the key that tells them apart, else by its kind and keys. */
export function variantFor(field: Field, value: unknown): Field {
  if (field.kind !== 'variants') return field
  const fits = field.variants.find((variant) => isOf(variant, value, field.by))
  return fits ?? field.variants[0] ?? field
}

function isOf(variant: Field, value: unknown, by: string | null): boolean {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (variant.kind !== 'group') return !isMap
  if (!isMap) return false
  const entries = value as Readonly<Record<string, unknown>> // just looked at
  const told = by === null ? undefined : variant.fields[by]
  if (by !== null && told?.kind === 'choice') return told.values.includes(String(entries[by]))
  return variant.required.every((key) => Object.hasOwn(entries, key))
}
