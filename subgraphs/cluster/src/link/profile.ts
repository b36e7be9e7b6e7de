import { contractVersion, type ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import type { Catalogue, ServiceOffer } from '@operations-manager/schema/services/service-type.ts'
import type { Config } from '../config.ts'
import type { ServiceUnit } from '../services/unit.ts'

export type Offers = Readonly<Record<string, ServiceOffer>>

/**
 * What this cluster offers, by service type: the types of the catalogue whose backend is configured, with the
 * configuration's own limits and choices where it has any. Registry and steps both enforce exactly this.
 */
export function offersOf(config: Config, catalogue: Catalogue, units: readonly ServiceUnit[]): Offers {
  const configured = Object.fromEntries(units.map((unit) => [unit.type, unit.offer(config)]))
  const offers = { ...configured, ...config.offers }
  return Object.fromEntries(
    Object.entries(offers).flatMap(([type, offer]) =>
      offer === null || !catalogue.has(type) ? [] : [[type, { limits: offer.limits, choices: offer.choices }]],
    ),
  )
}

/** What the registry is told at connect: no secret, and nothing that is not enforced here as well. */
export function profileOf(
  config: Config,
  offers: Offers,
  of: { readonly backendVersion: string; readonly agePublicKey: string },
): ClusterProfile {
  const { kubernetesSettings, objectStorage, identity } = config
  return {
    contractVersion,
    ...of,
    sandbox: [config.kubernetes.type, objectStorage?.type, identity?.server.type].includes('memory'),
    domain: kubernetesSettings.domain,
    scheme: kubernetesSettings.scheme,
    publicPort: kubernetesSettings.publicPort,
    services: Object.fromEntries(
      Object.entries(offers).map(([type, { limits, choices }]) => [
        type,
        { limits: { ...limits }, choices: copy(choices) },
      ]),
    ),
    limits: config.limits,
    forbiddenRanges: kubernetesSettings.network.forbiddenRanges,
    egress: kubernetesSettings.network.egress,
    retentionDays: config.retentionDays,
    mail: identity !== null && identity.mail !== null,
    organisationProvider: (identity?.provider ?? null) !== null,
  }
}

function copy(choices: ServiceOffer['choices']): Record<string, string[]> {
  return Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, [...values]]))
}
