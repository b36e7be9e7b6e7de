import type { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { ServiceOffer } from '@operations-manager/schema/services/service-type.ts'
import type { Config } from '../config.ts'
import type { DocumentStore } from '../memory/persistence.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { SharedKind } from '../reconcile/shared-units.ts'
import type { Inventory } from '../reconcile/sweep.ts'
import type { Wiring } from '../wiring/memory.ts'
import type { ClusterService } from './service.ts'

/** What a service type is opened with. */
export type ServiceWiring = Wiring & {
  readonly kubernetes: KubernetesPort
  readonly documents: DocumentStore | null
}

/** A service type that is open: its kinds, and what of it is in the backends. */
export type OpenService = {
  readonly service: ClusterService
  readonly inventories: readonly Inventory[]
  /** What deployments of a project share of it; of all types one has such a thing at most. */
  readonly shared?: SharedKind
  /** Gives a person a temporary password in the realm of a deployment. */
  readonly resetSignIn?: (deployment: string, email: string) => Promise<{ username: string; password: Secret }>
}

/**
 * A service type as a cluster is wired with it. Each has a file `unit.ts` in its folder, which alone of that folder knows
 * configuration, clients and what is in memory; the list of them is generated from the folders.
 */
export type ServiceUnit = {
  readonly type: string
  /** Settings of the cluster for this type, under its name in `SERVICE_SETTINGS`; `null`: it has none of its own there. */
  readonly settings: z.ZodType | null
  /** What the cluster offers of it, or `null` where its backend is not configured. */
  offer(config: Config): ServiceOffer | null
  /** Opens its backend; `null` where that is not configured. */
  open(wiring: ServiceWiring): Promise<OpenService | null>
}
