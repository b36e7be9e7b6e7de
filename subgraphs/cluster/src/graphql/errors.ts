import { GraphQLError } from 'graphql'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { NotFound } from '../live/deployment.ts'
import { PortError } from '../ports/port-error.ts'
import { Stalled, Waiting } from '../reconcile/outcome.ts'

/** A refusal that the caller may read. */
export function refusal(code: 'UNAUTHENTICATED' | 'BAD_REQUEST', message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/** What leaves this program of an error: codes and sentences that were written for people, and nothing of the rest. */
export function maskError(error: GraphQLError, log: Log, requestId: string): GraphQLError {
  const cause = error.originalError
  if (cause === undefined || cause === null || cause instanceof GraphQLError) return error
  const place = { path: error.path ?? null, nodes: error.nodes ?? null }
  if (cause instanceof NotFound) return new GraphQLError(cause.message, { ...place, extensions: { code: 'NOT_FOUND' } })
  if (cause instanceof PortError || cause instanceof Waiting || cause instanceof Stalled) {
    log.warn({ err: cause, requestId }, 'the live view cannot be given')
    const backend = cause instanceof PortError ? cause.backend : 'kubernetes'
    return new GraphQLError(`The ${backend} of the cluster did not answer. What it knows is missing here.`, {
      ...place,
      extensions: { code: 'BACKEND_UNAVAILABLE', backend },
    })
  }
  log.error({ err: cause, requestId }, 'a resolver failed')
  return new GraphQLError('The cluster could not answer. Its log says why under the request id.', {
    ...place,
    extensions: { code: 'INTERNAL', requestId },
  })
}
