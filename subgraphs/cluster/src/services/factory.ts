import type { Catalogue, ServiceOffer, ServiceType } from '@operations-manager/schema/services/service-type.ts'
import { unofferedSettings } from '@operations-manager/schema/services/offer.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { refusedStep } from '../reconcile/bind.ts'
import type { StepFactory } from '../reconcile/step.ts'
import { removalOf } from './instance.ts'
import type { ClusterService } from './service.ts'

export type ServiceFactoryDeps = {
  readonly catalogue: Catalogue
  /** What this cluster offers, by type; a type that is not there is not offered. */
  readonly offers: Readonly<Record<string, ServiceOffer>>
  readonly services: readonly ClusterService[]
  readonly retentionDays: number
}

/** The steps of all service types of this cluster. It names no type: each is one of the services handed in. */
export function serviceSteps({ catalogue, offers, services, retentionDays }: ServiceFactoryDeps): StepFactory {
  const byType = new Map(services.map((service) => [service.type, service]))
  return (subject, target, context) => {
    if (subject.type !== 'service') return null
    const spec = target.type === 'wish' ? target.wish.spec : target.spec
    const declared = spec.services[subject.service]
    if (declared === undefined) throw new Error(`deployment ${spec.deployment} has no service ${subject.service}`)
    const service = byType.get(declared.type)
    const type = catalogue.get(declared.type)
    if (service === undefined || type === undefined)
      return target.type === 'removal' ? refusedStep(null) : refusedStep(notOffered(declared.type))
    const refusal = target.type === 'wish' ? refusalOf(type, declared, offers[declared.type]) : null
    if (refusal !== null) return refusedStep(refusal)
    const removal = removalOf(target, subject.service, retentionDays)
    return service.bind({ service: subject.service, step: subject.step, target, spec, declared, removal, context })
  }
}

/** The catalogue shown is the catalogue enforced: what the registry checked is checked again here. */
function refusalOf(type: ServiceType, { settings }: ServiceSpec, offer: ServiceOffer | undefined): Problem | null {
  if (offer === undefined) return notOffered(type.type)
  const [first] = unofferedSettings(type, settings, offer)
  if (first === undefined) return null
  return first.type === 'over-limit'
    ? problem('LIMIT_EXCEEDED', `This cluster allows at most ${first.limit} for "${first.setting}" of ${type.type}.`)
    : problem('SERVICE_NOT_OFFERED', `This cluster does not offer "${first.value}" for "${first.setting}".`, {
        validValues: [...first.choices],
      })
}

function notOffered(type: string): Problem {
  return problem('SERVICE_NOT_OFFERED', `This cluster does not offer the service type "${type}".`)
}

/** A step of an instance that its type does not have: catalogue and cluster disagree, which is a mistake of ours. */
export function unknownStep(type: string, step: string): never {
  throw new Error(`service type ${type} has no step ${step}`)
}
