import { NetworkError } from '@keycloak/keycloak-admin-client'
import { z } from 'zod'
import { PortError, type PortFault } from '../../ports/port-error.ts'
import { noAnswer } from '../no-answer.ts'

export const backend = 'identity'

const Refusal = z.looseObject({
  error: z.string().optional(),
  errorMessage: z.string().optional(),
  error_description: z.string().optional(),
})

/** What the server itself says of a realm that is not there; no other 404 means that a whole realm is missing. */
const noRealm = 'Realm not found'
const databaseRefused = 'Database operation failed'
const longest = 300

/** Translates what the library throws, once. What was sent is in no message, so no secret is either. */
export function identityError(error: unknown, doing: string): PortError {
  if (error instanceof PortError) return error
  if (!(error instanceof NetworkError)) return noAnswer(backend, doing, error)
  const { status } = error.response
  const said = wordsOf(error)
  const fault = said === null ? faultOfStranger(status) : faultOf(status)
  const words = said === null ? `${status}, and not in its own words` : `${status} ${said}`.slice(0, longest)
  return new PortError(backend, fault, `${doing}: the server answers ${words}.`, { cause: error })
}

function faultOf(status: number): PortFault {
  switch (status) {
    case 400:
    case 413:
    case 415:
    case 422:
      return 'invalid'
    case 401:
    case 403:
      return 'refused'
    case 404:
      return 'not-found'
    case 409:
      return 'exists'
    default:
      return 'unavailable'
  }
}

/** Something in between that answers with a page of its own knows nothing of what we asked for. */
function faultOfStranger(status: number): PortFault {
  return status === 401 || status === 403 ? 'refused' : 'unavailable'
}

/** The server answers errors as JSON; `null`: this was somebody else. */
function wordsOf({ responseData }: NetworkError): string | null {
  // Some refusals of a missing right come without any words.
  if (responseData === '') return ''
  const parsed = Refusal.safeParse(responseData)
  if (!parsed.success) return null
  const { error, errorMessage, error_description: description } = parsed.data
  const words = description ?? errorMessage ?? error ?? null
  return words === null ? null : words.trim().replace(/\.$/, '')
}

/** Whether the server said that this realm is not there. */
export function isRealmMissing(error: unknown): boolean {
  return error instanceof NetworkError && error.response.status === 404 && wordsOf(error) === noRealm
}

/** Whether the server said that a part of a realm is not there. */
export function isPartMissing(error: unknown): boolean {
  if (!(error instanceof NetworkError) || error.response.status !== 404) return false
  const words = wordsOf(error)
  return words !== null && words !== '' && words !== noRealm
}

/**
 * Whether this may be a parallel duplicate, which is no 409: the server says only that its database refused, by words
 * that are its only code for that. It says the same of a name that is too long; ours never are.
 */
export function mayBeDuplicate(error: unknown): boolean {
  return error instanceof NetworkError && error.response.status === 400 && wordsOf(error) === databaseRefused
}

/** Whether the token was not taken: it ended, or the server lost what it knew of it. */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof NetworkError && error.response.status === 401
}

const brokenConnection = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'])

/** A kept connection that the server closed just as it was used again. */
export function isConnectionBroken(error: unknown): boolean {
  const cause = error instanceof TypeError ? error.cause : null
  return cause instanceof Error && 'code' in cause && brokenConnection.has(String(cause.code))
}

/** The same of an error that was translated. */
export function isMissingRealm(error: unknown): boolean {
  return error instanceof PortError && isRealmMissing(error.cause)
}
