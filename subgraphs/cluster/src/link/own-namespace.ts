import type { KubernetesPort } from '../ports/kubernetes.ts'

/**
 * Makes the backend's own namespace where it is missing. Inside its cluster it is always there; outside, with a
 * kubeconfig, this may be the first start.
 */
export async function ensureOwnNamespace(kubernetes: KubernetesPort, name: string): Promise<void> {
  const found = await kubernetes.read({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name })
  if (found === null) await kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
}
