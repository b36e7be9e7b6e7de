import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { AddressAnswer } from '../../proofs/address-prober.ts'
import { certificateProblem } from '../../reconcile/certificate-problem.ts'

export type AddressWish = {
  readonly url: string
  readonly path: string
  /** The status that the application says it answers with; null for what is usual. */
  readonly expect: number | null
}

export type Verdict = {
  readonly seen: string
  readonly answered: boolean
  /** `null` if the address works. */
  readonly problem: Problem | null
}

/**
 * Whether an answer proves that an address works: 2xx, 3xx, 401 and 403 do, or exactly what the application announced.
 * 404 is what a proxy without a route says, so it proves nothing.
 */
export function judgeAnswer(wish: AddressWish, answer: AddressAnswer): Verdict {
  const address = `${wish.url}${wish.path}`
  if (answer.type === 'no-answer') {
    const seen = `No answer: ${answer.reason}.`
    const { certificate } = answer
    if (certificate !== undefined)
      return {
        seen,
        answered: false,
        problem: certificateProblem(certificate, address, { url: wish.url, path: wish.path }),
      }
    return failed(seen, false, 'ADDRESS_FAILS', `${address} does not answer: ${answer.reason}.`, wish)
  }
  const { status } = answer
  const seen = `It answered ${status}.`
  if (wish.expect === status || (wish.expect === null && isUsual(status)))
    return { seen, answered: true, problem: null }
  if (status === 404)
    return failed(
      seen,
      true,
      'ADDRESS_NOT_ROUTED',
      `${address} answers 404, as a proxy without a route does. If the application itself answers 404 there, set health.path to a path that it serves, or health.expect to 404.`,
      wish,
    )
  const expected = wish.expect === null ? 'an answer below 400, 401 or 403' : String(wish.expect)
  return failed(seen, true, 'ADDRESS_FAILS', `${address} answers ${status} instead of ${expected}.`, wish)
}

function isUsual(status: number): boolean {
  return (status >= 200 && status < 400) || status === 401 || status === 403
}

function failed(
  seen: string,
  answered: boolean,
  code: 'ADDRESS_FAILS' | 'ADDRESS_NOT_ROUTED',
  message: string,
  { url, path }: AddressWish,
): Verdict {
  return { seen, answered, problem: problem(code, message, { details: { url, path } }) }
}
