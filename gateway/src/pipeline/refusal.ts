import { GraphQLError } from 'graphql'
import type { Limits } from './limits.ts'

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
    super(message, { extensions: { code, ...extensions, http: { status } } })
    this.status = status
  }
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
