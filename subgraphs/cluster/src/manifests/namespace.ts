import type { V1ConfigMap, V1Namespace, V1ResourceQuota, V1ServiceAccount } from '@kubernetes/client-node'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { annotations, labels, markOf, ownerLabels, type Owner } from './mark.ts'
import { finished, metaOf, type ManifestInput } from './meta.ts'

/** The account of all pods of a deployment. */
export const workloadAccount = 'workload'

/** ConfigMap with the certificate authority of the cluster's backends. */
export const trustName = 'platform-trust'

/**
 * The namespace of a deployment, closed to pods that want more than a program needs. `keptForClaims`: the deployment is
 * gone, and only claims with data are left in it.
 */
export function namespaceObject(owner: Owner, keptForClaims = false): KubernetesObject {
  return finished({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespaceName(owner),
      labels: {
        ...ownerLabels(owner),
        [labels.part]: 'namespace',
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
      annotations: {
        [annotations.mark]: markOf(owner),
        ...(keptForClaims && { [annotations.keptForClaims]: 'true' }),
      },
    },
  } satisfies V1Namespace)
}

/** What stands in every namespace: its bounds, the account of its pods, and whom they trust. */
export function namespaceContents(input: ManifestInput): readonly KubernetesObject[] {
  const { certificateAuthority } = input.settings
  return [
    ...resourceQuotas(input),
    limitRange(input),
    serviceAccount(input),
    ...(certificateAuthority === null ? [] : [trust(input, certificateAuthority)]),
  ]
}

/** What Kubernetes counts by pods, and can count of some pods only. */
const countedByPods: ReadonlySet<string> = new Set([
  'pods',
  ...['cpu', 'memory'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
])

/** Of pods only those count that run on and on: one that proves something for a moment takes nobody's place. */
function resourceQuotas({ spec, settings }: ManifestInput): readonly KubernetesObject[] {
  const entries = Object.entries(settings.quota)
  const quota = (name: string, isByPods: boolean, scopes: { scopes?: string[] }): readonly KubernetesObject[] => {
    const hard = Object.fromEntries(entries.filter(([resource]) => countedByPods.has(resource) === isByPods))
    if (Object.keys(hard).length === 0) return []
    const metadata = metaOf(spec, 'namespace', name)
    return [
      finished({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata,
        spec: { hard, ...scopes },
      } satisfies V1ResourceQuota),
    ]
  }
  return [...quota('platform', false, {}), ...quota('platform-pods', true, { scopes: ['NotTerminating'] })]
}

function limitRange({ spec, settings: { limits } }: ManifestInput): KubernetesObject {
  const { default: standard, defaultRequest, max } = limits
  // As on the wire: the client's type calls `default` `_default`, and its generic calls would drop it.
  return finished({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: metaOf(spec, 'namespace', 'platform'),
    spec: { limits: [{ type: 'Container', default: standard, defaultRequest, ...(max && { max }) }] },
  })
}

function serviceAccount({ spec }: ManifestInput): KubernetesObject {
  const secrets = Object.keys(spec.registries).toSorted()
  return finished({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metaOf(spec, 'namespace', workloadAccount),
    automountServiceAccountToken: false,
    imagePullSecrets: secrets.map((registry) => ({ name: objectNames.pull(registry) })),
  } satisfies V1ServiceAccount)
}

function trust({ spec }: ManifestInput, pem: string): KubernetesObject {
  return finished({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metaOf(spec, 'namespace', trustName),
    data: { 'ca.crt': pem },
  } satisfies V1ConfigMap)
}
