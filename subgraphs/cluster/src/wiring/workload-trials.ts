import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'
import type { KindDeps } from '../kinds/deps.ts'
import type { StepFactory } from '../reconcile/step.ts'
import type { ClusterService } from '../services/service.ts'

/** What proofs from the workload ask of the service types. */
export function workloadTrials(
  catalogue: Catalogue,
  services: readonly ClusterService[],
  ofServices: StepFactory,
): Pick<KindDeps, 'trial' | 'answers'> {
  return {
    trial: (spec, service) => {
      const declared = spec.services[service]
      const offered = services.find(({ type }) => type === declared?.type)
      return declared === undefined ? null : (offered?.trial?.({ service, spec, declared }) ?? null)
    },
    answers: async (service, target, context) => {
      const type = target.type === 'wish' ? target.wish.spec.services[service]?.type : undefined
      const proof = catalogue.get(type ?? '')?.steps.find((step) => step.proof)
      if (proof === undefined) return false
      const result = await ofServices({ type: 'service', service, step: proof.name }, target, context)?.run()
      return result?.outcome.type === 'ready'
    },
  }
}
