/** Who owns which fields, as the API server records it: keys of fields and list items, nested. */
export type FieldSet = Readonly<Record<string, unknown>>

/** All that is in one or the other. */
export function mergeFields(a: FieldSet, b: FieldSet): FieldSet {
  const merged: Record<string, unknown> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const before = merged[key]
    merged[key] = isSet(before) && isSet(value) ? mergeFields(before, value) : value
  }
  return merged
}

/** What of the fields is content: all but metadata, where others may note what they like, and the status. */
export function onlyContent(fields: FieldSet): FieldSet {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => isContent(key)))
}

/** What `onlyContent` leaves out. */
export function withoutContent(fields: FieldSet): FieldSet {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !isContent(key)))
}

function isContent(key: string): boolean {
  return key !== 'f:metadata' && key !== 'f:status'
}

function isSet(value: unknown): value is FieldSet {
  return typeof value === 'object' && value !== null
}
