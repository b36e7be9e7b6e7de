/** A list of pairs as the map that a project file writes; null and absent stay what they are. */
export function records<Key extends string, Value extends string>(
  list: readonly Readonly<Record<Key | Value, string>>[] | null | undefined,
  key: Key,
  value: Value,
): Record<string, string> | null | undefined {
  if (list === null || list === undefined) return list
  return Object.fromEntries(list.map((entry) => [entry[key], entry[value]]))
}

/** An input object without what was left out or is null: it replaces what stands as a whole. */
export function alone(value: object | null | undefined): Record<string, unknown> | null | undefined {
  if (value === null || value === undefined) return value
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined))
}

/** A JSON input that has to be a map; null where it is something else. */
export function mapIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}
