import { problem } from '@operations-manager/schema/problems/problem.ts'
import type { CertificateFault } from '@operations-manager/runtime/tls/certificate-fault.ts'
import { isCertificateFault, PortError, type PortFault } from '../ports/port-error.ts'
import { certificateProblem } from './certificate-problem.ts'
import { Stalled, Waiting, type Outcome } from './outcome.ts'

const soonMs = 1_000
const laterMs = 5_000
const refusedMs = 2_000
const refusalPatienceMs = 20_000

/**
 * The outcome that a thrown error means: the one place where errors become outcomes.
 * `null` for everything that is no answer of the world but a mistake of ours; the caller rethrows that.
 */
export function outcomeOf(error: unknown): Outcome | null {
  if (error instanceof Waiting)
    return { type: 'waiting', on: error.on, problem: error.problem, retryAfterMs: error.retryAfterMs }
  if (error instanceof Stalled) return { type: 'stalled', problem: error.problem }
  if (!(error instanceof PortError)) return null
  const { fault } = error
  return isCertificateFault(fault) ? untrusted(error, fault) : outcomes[fault](error)
}

/** In most clusters certificates are renewed by themselves, and a server may show the old one for a moment longer. */
function untrusted({ backend, message }: PortError, fault: CertificateFault): Outcome {
  return {
    type: 'waiting',
    on: backend,
    problem: certificateProblem(fault, `The cluster's ${backend}`, { backend, tried: message }),
    retryAfterMs: refusedMs,
    patienceMs: refusalPatienceMs,
  }
}

const outcomes = {
  // Somebody changed it between our look and our write: look again, nothing is wrong.
  conflict: ({ backend }) => ({ type: 'waiting', on: backend, problem: null, retryAfterMs: soonMs }),
  exists: ({ backend }) => ({ type: 'waiting', on: backend, problem: null, retryAfterMs: soonMs }),
  'not-found': ({ backend }) => ({ type: 'waiting', on: backend, problem: null, retryAfterMs: soonMs }),
  unavailable: ({ backend, message }) => ({
    type: 'waiting',
    on: backend,
    problem: problem(
      'BACKEND_UNAVAILABLE',
      `The cluster's ${backend} does not answer as it should: ${message} The platform goes on trying.`,
      { details: { backend } },
    ),
    retryAfterMs: laterMs,
  }),
  // A server that starts refuses for a moment what it allows: an API server does until it has read its roles.
  refused: ({ backend, message }) => ({
    type: 'waiting',
    on: backend,
    problem: problem(
      'BACKEND_REFUSED',
      `The cluster's ${backend} refused the request: ${message} An operator of the platform has to look at it.`,
      { details: { backend } },
    ),
    retryAfterMs: refusedMs,
    patienceMs: refusalPatienceMs,
  }),
  invalid: ({ backend, message }) => ({
    type: 'stalled',
    problem: problem('BACKEND_REFUSED', `The cluster's ${backend} does not accept the request: ${message}`, {
      details: { backend },
    }),
  }),
  quota: ({ backend, message }) => ({
    type: 'stalled',
    problem: problem('QUOTA_EXCEEDED', `A limit of the cluster's ${backend} is reached: ${message}`, {
      details: { backend },
    }),
  }),
} as const satisfies Record<Exclude<PortFault, CertificateFault>, (error: PortError) => Outcome>
