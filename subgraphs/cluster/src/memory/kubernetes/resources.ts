import { PortError } from '../../ports/port-error.ts'

/** What the API server knows about a kind: where it lives, how it is named, and which of its fields never change. */
export type Resource = {
  readonly plural: string
  readonly namespaced: boolean
  /** `label`: RFC 1123 label, 63; `subdomain`: with dots, 253; `service`: RFC 1035 label, 63. */
  readonly name: 'label' | 'subdomain' | 'service'
  readonly immutable: readonly string[]
}

const subdomain = { namespaced: true, name: 'subdomain', immutable: [] } as const

const resources: Readonly<Record<string, Resource>> = {
  'v1/Namespace': { plural: 'namespaces', namespaced: false, name: 'label', immutable: [] },
  'v1/Secret': { ...subdomain, plural: 'secrets', immutable: ['type'] },
  'v1/ConfigMap': { ...subdomain, plural: 'configmaps' },
  'v1/ServiceAccount': { ...subdomain, plural: 'serviceaccounts' },
  'v1/Service': { plural: 'services', namespaced: true, name: 'service', immutable: ['spec.clusterIP'] },
  'v1/Pod': { ...subdomain, plural: 'pods', immutable: ['spec'] },
  'v1/PersistentVolumeClaim': {
    ...subdomain,
    plural: 'persistentvolumeclaims',
    immutable: ['spec.accessModes', 'spec.storageClassName', 'spec.volumeMode'],
  },
  'v1/ResourceQuota': { ...subdomain, plural: 'resourcequotas' },
  'v1/LimitRange': { ...subdomain, plural: 'limitranges' },
  'v1/Event': { ...subdomain, plural: 'events' },
  'apps/v1/Deployment': { ...subdomain, plural: 'deployments', immutable: ['spec.selector'] },
  'apps/v1/ReplicaSet': { ...subdomain, plural: 'replicasets', immutable: ['spec.selector'] },
  'batch/v1/Job': { ...subdomain, plural: 'jobs', immutable: ['spec.template', 'spec.selector', 'spec.completions'] },
  'networking.k8s.io/v1/NetworkPolicy': { ...subdomain, plural: 'networkpolicies' },
  'networking.k8s.io/v1/Ingress': { ...subdomain, plural: 'ingresses' },
  'policy/v1/PodDisruptionBudget': { ...subdomain, plural: 'poddisruptionbudgets' },
  'autoscaling/v2/HorizontalPodAutoscaler': { ...subdomain, plural: 'horizontalpodautoscalers' },
  'coordination.k8s.io/v1/Lease': { ...subdomain, plural: 'leases' },
  'cilium.io/v2/CiliumNetworkPolicy': { ...subdomain, plural: 'ciliumnetworkpolicies' },
}

/** The entry of a kind; a kind that the server does not have is `not-found`, as with the real one. */
export function resourceOf(apiVersion: string, kind: string): Resource {
  const resource = resources[`${apiVersion}/${kind}`]
  if (resource === undefined) {
    throw new PortError('kubernetes', 'not-found', `no matches for kind "${kind}" in version "${apiVersion}"`)
  }
  return resource
}
