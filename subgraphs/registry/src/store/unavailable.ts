/** PostgreSQL cannot be reached at the moment. Nothing is known about what was asked; try again later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
  readonly retryAfterMs = 1_000

  constructor(cause: unknown) {
    super('The database of the registry cannot be reached. Nothing was lost; try again in a moment.', { cause })
  }
}

/** SQLSTATE of a server that is starting or stopping, has no connection left, or ended ours; class 08 is the line itself. */
const awayStates = new Set(['57P01', '57P02', '57P03', '57P05', '53300'])
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
/** The driver gives these no code, nor kysely the last, which it says of a connection that could not even roll back. */
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Client was closed|Postgres connection has been discarded)/

/** Whether an error of the driver means that the server is away, rather than that it refused. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isAway)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return awayStates.has(code) || code.startsWith('08') || awayCodes.has(code) || awayMessages.test(error.message)
}
