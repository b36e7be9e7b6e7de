import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { isUnanswered, PortError } from '../ports/port-error.ts'
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

/** Evidence from one place at one time. */
export function evidenceFrom(from: Proof['from'], now: () => Date) {
  return (tried: string, seen: string, passed: boolean): Proof => ({
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
export async function seenWhen(work: () => Promise<void>): Promise<{ seen: string; passed: boolean }> {
  try {
    await work()
    return { seen: 'It worked.', passed: true }
  } catch (error) {
    if (!(error instanceof PortError) || isUnanswered(error)) throw error
    return { seen: `It did not work: ${error.message}`, passed: false }
  }
}
