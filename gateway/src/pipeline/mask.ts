import type { Log } from '@operations-manager/runtime/log/log.ts'
import { GraphQLError } from 'graphql'
import { Refusal } from './refusal.ts'

/** Codes that a subgraph may give to a client; everything else that comes from one is a mistake of ours. */
const publicCodes = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'RATE_LIMITED',
  'CLUSTER_UNREACHABLE',
  'CLUSTER_UNTRUSTED',
  'BAD_USER_INPUT',
  'CURSOR_EXPIRED',
  'UNAVAILABLE',
  'BACKEND_UNAVAILABLE',
])

/** Never handed on, whatever a subgraph says. */
const privateKeys = new Set(['stacktrace', 'exception', 'serviceName', 'request', 'response', 'originalError', 'http'])

/**
 * What leaves the house when something breaks. Known errors keep their words; any other leaves as `INTERNAL` with the
 * request's id, under which the original is in the log, once.
 */
export function maskErrors(
  errors: readonly GraphQLError[],
  where: { readonly requestId: string; readonly log: Log },
): GraphQLError[] {
  return errors.map((error) => maskError(error, where))
}

export function maskError(error: GraphQLError, where: { readonly requestId: string; readonly log: Log }): GraphQLError {
  if (error instanceof Refusal) return error
  // What a subgraph sent is a plain object, and may lack what the class promises.
  const given = (error as { readonly extensions?: Readonly<Record<string, unknown>> }).extensions ?? {}
  const code = given['code']
  if (typeof code === 'string' && publicCodes.has(code)) {
    const extensions = Object.fromEntries(Object.entries(given).filter(([key]) => !privateKeys.has(key)))
    return new GraphQLError(error.message, { path: error.path, extensions })
  }
  // Whoever says so has logged the original, under the request's id that we sent along.
  if (code === 'INTERNAL') return internalError(where.requestId, error.path, given['http'])
  where.log.error(
    { requestId: where.requestId, path: error.path, code, message: error.message, err: error.originalError },
    'masked an error',
  )
  return internalError(where.requestId, error.path, given['http'])
}

/** What a client is told about a fault of ours; `http` is the status that Apollo Server shall answer with. */
export function internalError(requestId: string, path?: GraphQLError['path'], http?: unknown): GraphQLError {
  const extensions: Record<string, unknown> = { code: 'INTERNAL', requestId }
  if (http !== undefined) extensions['http'] = http
  return new GraphQLError(
    `Something went wrong on our side. Ask the operators of this installation and name the request ${requestId}.`,
    { path: path ?? null, extensions },
  )
}
