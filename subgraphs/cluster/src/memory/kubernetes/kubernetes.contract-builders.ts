import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'

/** The kind of policies. */
export const policyKind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' } as const

/** A ConfigMap that the watch of the contract sees. */
export function aConfig(namespace: string, data: Readonly<Record<string, string>>): KubernetesObject {
  const metadata = { name: 'config', namespace, labels: { watched: 'yes' } }
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }
}

/** A Secret without content. */
export function aSecret(namespace: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret', namespace }, type: 'Opaque' }
}

/** A ConfigMap with one label. */
export function withLabel(namespace: string, label: string): KubernetesObject {
  return { ...aConfig(namespace, {}), metadata: { name: 'config', namespace, labels: { label } } }
}

/** A Service with these ports. */
export function aService(namespace: string, ports: readonly object[]): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace },
    spec: { selector: { app: 'web' }, ports },
  }
}

/** A policy with these rules. */
export function aPolicy(namespace: string, ingress: readonly object[]): KubernetesObject {
  return {
    ...policyKind,
    metadata: { name: 'web', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress },
  }
}

/** A claim of that size. */
export function aClaim(namespace: string, storage: string): KubernetesObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } }
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace }, spec }
}

/** A quota. */
export function aQuota(namespace: string, hard: Readonly<Record<string, string>>): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace }, spec: { hard } }
}

/** What tests change of a Deployment. */
export type DeploymentShape = {
  readonly selector?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  readonly requests?: string
  readonly limits?: string
  readonly open?: boolean
}

/** A Deployment of one closed container. */
export function aDeployment(namespace: string, image: string, shape: DeploymentShape = {}): KubernetesObject {
  const { selector = { app: 'web' }, labels = { app: 'web' }, requests, limits, open = false } = shape
  const closed = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: {
          securityContext: open ? {} : { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'app',
              image,
              ports: [{ containerPort: 8080 }],
              securityContext: open ? {} : closed,
              resources: {
                ...(requests !== undefined && { requests: { cpu: requests } }),
                ...(limits !== undefined && { limits: { cpu: limits } }),
              },
            },
          ],
        },
      },
    },
  }
}

/** The name of an object. */
export function nameOf({ metadata }: KubernetesObject): string {
  return metadata.name
}

let spaces = 0

/** A namespace of one test's own, closed to pods that are not "restricted". */
export async function aNamespace(port: KubernetesPort): Promise<string> {
  spaces += 1
  const name = `contract-${process.pid}-${spaces}`
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
  await port.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })
  return name
}
