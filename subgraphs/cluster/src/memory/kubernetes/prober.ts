import type { AddressProber } from '../../proofs/address-prober.ts'
import type { MemoryKubernetes } from './memory-kubernetes.ts'

/** Opens addresses of the simulated cluster: what its ingress would answer, without any network. */
export function memoryProber(kubernetes: Pick<MemoryKubernetes, 'route'>): AddressProber {
  return {
    from: 'SIMULATED',
    probe: async ({ host, path }) => {
      const route = kubernetes.route(host, path)
      switch (route.type) {
        case 'none':
          return { type: 'answer', status: 404 }
        case 'no-pods':
          return { type: 'answer', status: 503 }
        case 'pod':
          return { type: 'answer', status: 200 }
        default:
          return route satisfies never
      }
    },
  }
}
