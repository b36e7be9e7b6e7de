import { stringify } from 'yaml'
import { z } from 'zod'
import type { ServiceAvailability } from '@operations-manager/schema/generated/registry.ts'
import type { ClusterModel, ServiceTypeModel } from '@operations-manager/schema/registry/models.ts'
import type { Catalogue, ServiceType } from '@operations-manager/schema/services/service-type.ts'

/** The catalogue as the graph shows it, with what each cluster offers of it. */
export function shownServiceTypes(catalogue: Catalogue, clusters: readonly ClusterModel[]): ServiceTypeModel[] {
  return [...catalogue.values()].map((type) => ({
    name: type.type,
    title: type.title,
    description: type.summary,
    settings: z.toJSONSchema(type.settings, { io: 'input', unrepresentable: 'any' }),
    variables: type.variables.map(({ name, output, further, text }) => ({
      name,
      description: text,
      isSecret: type.outputs[output]?.secret ?? false,
      furtherNames: further.map((each) => each.name),
    })),
    keepsData: type.data,
    isMounted: type.mountable,
    example: exampleOf(type),
    availability: clusters.flatMap((cluster) => availabilityIn(type, cluster)),
  }))
}

function exampleOf({ type, example }: ServiceType): string {
  return stringify({ services: { [example.service]: { type, ...example.settings } } })
}

function availabilityIn({ type }: ServiceType, { name, row }: ClusterModel): ServiceAvailability[] {
  const offer = row?.profile?.services[type]
  if (offer === undefined) return []
  const limits = Object.entries(offer.limits).map(([setting, maximum]) => ({ name: setting, maximum }))
  const choices = Object.entries(offer.choices).map(([setting, values]) => ({ name: setting, values }))
  return [{ cluster: name, limits, choices }]
}
