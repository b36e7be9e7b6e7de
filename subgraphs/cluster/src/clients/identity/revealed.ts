import { Secret } from '@operations-manager/schema/secret/secret.ts'

/** Settings with the secrets in them revealed, as they are sent to the server and used nowhere else. */
export function revealed(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

function plain(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return revealed(value)
}
