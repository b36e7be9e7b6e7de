import { CombinedError } from 'urql'

/** True if nothing was answered because nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  if (!(error instanceof CombinedError)) return false
  const response: unknown = error.response
  return response instanceof Response && response.status === 401
}
