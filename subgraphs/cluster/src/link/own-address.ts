import { isIPv6 } from 'node:net'
import type { KubernetesPort } from '../ports/kubernetes.ts'

/** A Service without a selector, and the address at which this instance answers. */
export type OwnAddress = {
  readonly namespace: string
  readonly service: string
  readonly address: string
  readonly port: number
}

/**
 * Puts this instance behind the Service of the backend, in the place of the one that acted before. Of several instances
 * only the one that acts can answer, while all of them are ready: a selector could not tell them apart.
 */
export async function publishOwnAddress(kubernetes: KubernetesPort, own: OwnAddress): Promise<void> {
  const addressType = isIPv6(own.address) ? 'IPv6' : 'IPv4'
  await kubernetes.apply({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${own.service}-${addressType.toLowerCase()}`,
      namespace: own.namespace,
      labels: {
        'kubernetes.io/service-name': own.service,
        'endpointslice.kubernetes.io/managed-by': 'operations-manager',
      },
    },
    addressType,
    endpoints: [{ addresses: [own.address], conditions: { ready: true } }],
    ports: [{ name: 'http', port: own.port, protocol: 'TCP' }],
  })
}
