import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { RepositoryUnavailable } from '../git/errors.ts'

/** Errors as they leave: ours that have a code as they are, everything else as INTERNAL, logged once with the request. */
export function maskErrors(
  errors: readonly GraphQLError[] | undefined,
  log: Log,
  requestId: string,
): readonly GraphQLFormattedError[] | undefined {
  return errors?.map((error) => mask(error, log, requestId))
}

function mask(error: GraphQLError, log: Log, requestId: string): GraphQLFormattedError {
  const cause = error.originalError ?? null
  // What graphql itself refuses (a variable, a null) has no original; it tells nothing of ours.
  if (cause === null || error.extensions['code'] !== undefined) return error.toJSON()
  const { path, locations } = error.toJSON()
  const place = { ...(path === undefined ? {} : { path }), ...(locations === undefined ? {} : { locations }) }
  if (isAway(cause)) {
    log.warn({ err: cause, requestId }, 'answered with what is away')
    return { message: cause.message, ...place, extensions: awayExtensions(cause, requestId) }
  }
  log.error({ err: cause, requestId, path: error.path }, 'a resolver failed')
  return {
    message: 'Something went wrong on our side. The request id leads to the log.',
    ...place,
    extensions: { code: 'INTERNAL', requestId },
  }
}

type Away = StoreUnavailable | RepositoryUnavailable

/** Whether an error only says that something we need is away for a while; its words are for the caller. */
export function isAway(error: unknown): error is Away {
  return error instanceof StoreUnavailable || error instanceof RepositoryUnavailable
}

/** What a caller is told beside the words, so that a program knows to try again. */
export function awayExtensions({ retryAfterMs }: Away, requestId: string) {
  return { code: 'UNAVAILABLE', retryAfterMs, requestId }
}
