import { GraphQLError } from 'graphql'

/** Codes of top-level errors: what is not the caller's mistake in an input. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'CLUSTER_UNREACHABLE'

/** An error for the top level, with its code. */
export function topLevel(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}
