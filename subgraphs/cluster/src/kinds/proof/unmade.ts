import type { Proof } from '@operations-manager/schema/link/messages.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { triedOf } from '../../proofs/tried.ts'
import type { BoundStep, StepContext } from '../../reconcile/step.ts'
import { proofStep } from '../../services/proofs.ts'
import type { KindDeps } from '../deps.ts'
import { trialsOf } from './trials.ts'

/** Where no pod can prove anything, what would have been tried is listed all the same: simulated, or not made. */
export function unmadeStep(deps: KindDeps, spec: DeploymentSpec, component: string, { now }: StepContext): BoundStep {
  return proofStep('kubernetes', () => {
    const at = now().toISOString()
    const { trials, skipped } = trialsOf(deps, spec, component)
    const proofs = trials.map((trial): Proof => {
      const tried = `From where "${component}" stands: ${triedOf(trial)}`
      return deps.prober.from === 'SIMULATED'
        ? {
            tried,
            seen: 'In this sandbox nothing stands there; it is taken to work.',
            passed: true,
            from: 'SIMULATED',
            at,
          }
        : { tried, seen: unmadeBecause(trial.type), passed: false, from: 'NOT_MADE', at }
    })
    return Promise.resolve([
      ...proofs,
      ...skipped.map((one): Proof => ({ ...one, passed: false, from: 'NOT_MADE', at })),
    ])
  })
}

function unmadeBecause(type: 'service' | 'call' | 'egress'): string {
  const why = 'This cluster has no image for pods that prove (PROBER_IMAGE)'
  return type === 'service' ? `${why}; the cluster backend proved it from its own place.` : `${why}.`
}
