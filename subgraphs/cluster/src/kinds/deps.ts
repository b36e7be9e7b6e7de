import type { Catalogue, ServiceOffer } from '@operations-manager/schema/services/service-type.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { ManifestInput } from '../manifests/meta.ts'
import type { KubernetesSettings } from '../manifests/settings.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { StepContext, StepTarget } from '../reconcile/step.ts'
import type { WorkloadTrial } from '../services/service.ts'
import type { AddressProber } from '../proofs/address-prober.ts'

/** What the Kubernetes kinds need of the world. */
export type KindDeps = {
  readonly kubernetes: KubernetesPort
  readonly settings: KubernetesSettings
  readonly catalogue: Catalogue
  readonly offers: Readonly<Record<string, ServiceOffer>>
  /** Coordinates and credentials of a service instance by output key, or `null` while they are not published. */
  readonly outputs: (spec: DeploymentSpec, service: string) => Promise<Readonly<Record<string, string | Secret>> | null>
  /** Opens an envelope with the cluster's age identity; throws if it cannot be opened. */
  readonly open: (envelope: string) => Promise<Secret>
  /** Key for fingerprints of values; it never leaves the cluster. */
  readonly fingerprintKey: Secret
  readonly prober: AddressProber
  /** How an instance is tried from where a component stands that uses it; `null`: its type has no prober. */
  readonly trial: (spec: DeploymentSpec, service: string) => WorkloadTrial | null
  /** Whether the cluster backend itself reaches what an instance is in. Asked where a workload does not. */
  readonly answers: (service: string, target: StepTarget, context: StepContext) => Promise<boolean>
  /** What people should know about an image that the cluster took on trust; the sandbox asks no image registry. */
  readonly imageNotice: (image: string) => string | null
}

/** What manifests of a spec are a function of here. */
export function manifestInput(deps: KindDeps, spec: DeploymentSpec): ManifestInput {
  const { settings, catalogue, offers } = deps
  return { spec, settings, catalogue, offers }
}
