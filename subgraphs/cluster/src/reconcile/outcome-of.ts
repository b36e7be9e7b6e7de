import { problem } from '@operations-manager/schema/problems/problem.ts'
import { PortError, type PortFault } from '../ports/port-error.ts'
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
  if (error instanceof PortError) return outcomes[error.fault](error)
  return null
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
} as const satisfies Record<PortFault, (error: PortError) => Outcome>
