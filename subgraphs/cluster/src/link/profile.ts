import { contractVersion, type ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import { parseQuantity } from '@operations-manager/schema/project-file/quantity.ts'
import type { Catalogue, ServiceOffer } from '@operations-manager/schema/services/service-type.ts'
import type { Config } from '../config.ts'

export type Offers = Readonly<Record<string, ServiceOffer>>

/**
 * What this cluster offers, by service type: the types of the catalogue whose backend is configured, with the
 * configuration's own limits and choices where it has any. Registry and steps both enforce exactly this.
 */
export function offersOf(config: Config, catalogue: Catalogue): Offers {
  const offers = { ...configured(config), ...config.offers }
  return Object.fromEntries(
    Object.entries(offers).flatMap(([type, offer]) =>
      offer === null || !catalogue.has(type) ? [] : [[type, { limits: offer.limits, choices: offer.choices }]],
    ),
  )
}

function configured(config: Config): Record<string, ServiceOffer | null> {
  const { postgresql, objectStorage, identity, storageClasses } = config
  const size = parseQuantity(config.limits.volume)
  const limits: Record<string, number> = size === null ? {} : { size }
  const classes = storageClasses.all.length === 0 ? {} : { class: storageClasses.all }
  return {
    postgresql:
      postgresql === null
        ? null
        : { limits: { connections: postgresql.maximumConnections }, choices: { extensions: postgresql.extensions } },
    'object-storage': objectStorage === null ? null : { limits: {}, choices: {} },
    'single-sign-on': identity === null ? null : { limits: {}, choices: {} },
    volume: { limits, choices: { ...classes, sharedClass: storageClasses.shared } },
    scratch: { limits, choices: {} },
  }
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
