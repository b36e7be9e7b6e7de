import { GraphQLError } from 'graphql'
import { HeaderMap } from '@apollo/server'
import type { Limits, RateLimits } from './limits.ts'

/** The codes of errors that the gateway itself makes. */
export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'QUERY_TOO_COMPLEX'
  | 'PERSISTED_QUERY_REQUIRED'
  | 'BAD_USER_INPUT'
  | 'BAD_REQUEST'
  | 'INTERNAL'

/** An error made by us on purpose: its words are for the client, and nothing was executed. */
export class Refusal extends GraphQLError {
  override readonly name = 'Refusal'
  readonly status: number

  constructor(code: RefusalCode, status: number, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    // A type of another library in the program; Apollo Server, which reads it, wants its own map.
    const headers = headersOf(extensions) as unknown as Record<string, string>
    super(message, { extensions: { code, ...extensions, http: { status, headers } } })
    this.status = status
  }
}

/** When to come again is told to HTTP clients as well (RFC 9110 §10.2.3). */
function headersOf(extensions: Readonly<Record<string, unknown>>): HeaderMap {
  const headers = new HeaderMap()
  const seconds = extensions['retryAfterSeconds']
  if (typeof seconds === 'number') headers.set('retry-after', String(seconds))
  return headers
}

const statuses: Partial<Record<keyof Limits, number>> = { bodyBytes: 413, subscriptionsPerCaller: 429, timeMs: 504 }

/** Refuses what is over a limit, naming limit, value and what to do. */
export function overLimit(limit: keyof Limits, max: number, value: number, advice: string): Refusal {
  const code = limit === 'subscriptionsPerCaller' ? 'RATE_LIMITED' : 'QUERY_TOO_COMPLEX'
  return new Refusal(code, statuses[limit] ?? 400, `The limit "${limit}" is ${max}; this is ${value}. ${advice}`, {
    limit,
    max,
    value,
  })
}

/** Refuses what is too much for now, naming limit and value, and when to come again. */
export function tooMany(limit: keyof RateLimits, max: number, retryAfterSeconds: number): Refusal {
  const message = `The limit "${limit}" is ${max}. Try again in ${retryAfterSeconds} s.`
  return new Refusal('RATE_LIMITED', 429, message, { limit, max, retryAfterSeconds })
}
