import type { Catalogue, ServiceOffer } from '@operations-manager/schema/services/service-type.ts'
import type { ComponentSpec, DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { hashOf } from './canonical.ts'
import { annotations, labels, markOf, ownerLabels, type Owner } from './mark.ts'
import type { KubernetesSettings } from './settings.ts'

/** What every manifest is a function of. */
export type ManifestInput = {
  readonly spec: DeploymentSpec
  readonly settings: KubernetesSettings
  readonly catalogue: Catalogue
  /** What this cluster offers of each service type. */
  readonly offers: Readonly<Record<string, ServiceOffer>>
}

/** The part of a deployment that an object belongs to: the step that owns it. */
export type Part = 'namespace' | 'policies' | 'pull-secrets' | 'binding' | 'workload' | 'before' | 'server' | 'proof'

export type Meta = {
  readonly name: string
  readonly namespace: string
  readonly labels: Record<string, string>
  readonly annotations: Record<string, string>
}

/** Name, labels and mark of an object inside the deployment's namespace. */
export function metaOf(spec: DeploymentSpec, part: Part, name: string, component: string | null = null): Meta {
  return {
    name,
    namespace: namespaceName(spec),
    labels: {
      ...ownerLabels(spec),
      [labels.part]: part,
      ...(component === null ? {} : { [labels.component]: component, [labels.name]: component }),
    },
    annotations: { [annotations.mark]: markOf(spec) },
  }
}

/** Name, labels and mark of an object of a service instance; `part` is its type's own affair. */
export function serviceMetaOf(owner: Owner, part: string, name: string, service: string): Meta {
  return {
    name,
    namespace: namespaceName(owner),
    labels: { ...ownerLabels(owner), [labels.part]: part, [labels.service]: service },
    annotations: { [annotations.mark]: markOf(owner) },
  }
}

/**
 * A finished object: the typed manifest as plain data, with the hash of itself as annotation. Values of Secrets stay
 * out of the hash, for annotations are no secrets; a Secret is compared by its data.
 */
export function finished(manifest: object): KubernetesObject {
  // JSON drops `undefined`; a typed manifest always has apiVersion, kind and metadata.
  const plain = JSON.parse(JSON.stringify(manifest)) as KubernetesObject
  const { data: _data, ...open } = plain
  const applied = hashOf(plain.kind === 'Secret' ? open : plain)
  return {
    ...plain,
    metadata: { ...plain.metadata, annotations: { ...plain.metadata.annotations, [annotations.applied]: applied } },
  }
}

/** A component of the spec. Only steps of its own graph ask, so it is there. */
export function componentOf(spec: DeploymentSpec, name: string): ComponentSpec {
  const component = spec.components[name]
  if (component === undefined) throw new Error(`deployment ${spec.deployment} has no component ${name}`)
  return component
}
