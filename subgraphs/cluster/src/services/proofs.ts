import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { isUnanswered, PortError, type PortFault } from '../ports/port-error.ts'
import { bindStep } from '../reconcile/bind.ts'
import type { Backend, BoundStep } from '../reconcile/step.ts'

/** A step that changes nothing, and is done when its proofs pass. */
export function proofStep(backend: Backend, prove: () => Promise<readonly Proof[]>): BoundStep {
  return bindStep({
    backend,
    kind: { name: 'proof', observe: () => Promise.resolve(null), plan: () => [], apply: () => Promise.resolve() },
    id: null,
    desired: () => null,
    prove,
  })
}

/** Says what was tried and seen, and where it did not pass, by which fault of a backend. */
export type Evidence = (tried: string, seen: string, passed: boolean, fault?: PortFault) => Proof

/** Evidence from one place at one time. */
export function evidenceFrom(from: Proof['from'], now: () => Date): Evidence {
  return (tried, seen, passed) => ({
    tried,
    seen,
    passed,
    from,
    at: now().toISOString(),
  })
}

/**
 * Tries something that has to work. What the server answers is the evidence; a server that does not answer, or
 * is not to be trusted, proves nothing either way, so that is thrown.
 */
export async function seenWhen(
  work: () => Promise<void>,
): Promise<{ readonly seen: string; readonly passed: boolean; readonly fault?: PortFault }> {
  try {
    await work()
    return { seen: 'It worked.', passed: true }
  } catch (error) {
    if (!(error instanceof PortError) || isUnanswered(error)) throw error
    return { seen: `It did not work: ${error.message}`, passed: false, fault: error.fault }
  }
}
