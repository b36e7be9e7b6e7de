import { Refusal } from '../pipeline/refusal.ts'

/** What a 401 says: the words, and the code that clients look for. */
export function unauthenticated(message: string): Refusal {
  return new Refusal('UNAUTHENTICATED', 401, message)
}

/** What an address is told that sent too many wrong tokens. */
export function tooManyGuesses(waitMs: number): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
  const message = `Too many wrong tokens came from your address. Try again in ${retryAfterSeconds} s.`
  return new Refusal('RATE_LIMITED', 429, message, { retryAfterSeconds })
}
