import { z } from 'zod'

/** Thrown when the environment cannot be used; its message lists every fault at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Parses the environment with a schema. Empty strings count as absent. Throws `ConfigError` with all faults. */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new ConfigError(`The configuration cannot be used:\n${z.prettifyError(parsed.error)}`)
}
