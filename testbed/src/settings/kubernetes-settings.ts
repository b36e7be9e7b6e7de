import { ownImage } from '../images/images.ts'
import { redisImage } from '../images/redis-image.ts'
import type { ClusterAccess, Services } from '../access.ts'
import { issuerName } from '../ingress/certificates.ts'
import type { ClusterSettings } from './settings-file.ts'

const { name: image, server, client, user } = redisImage
const redisSettings = { image, server, client, user }

/** What a cluster backend is told of a cluster of this testbed, besides its services; `kubeconfig`: of its account. */
export function kubernetesSettings(cluster: ClusterAccess, services: Services, kubeconfig: string): ClusterSettings {
  const { ingress, ranges, hostAddress } = cluster
  // Requests through the proxy and the services are all at the machine's one address that pods know.
  const peers = [{ cidr: `${hostAddress}/32` }]
  const backend = (url: string) => ({ peers, ports: [Number(new URL(url).port)] })
  const network = {
    backends: {
      postgresql: backend(services.postgresqlUrl),
      'object-storage': backend(services.minio.url),
      'single-sign-on': backend(services.keycloak.url),
    },
    forbiddenRanges: [ranges.pods, ranges.services, ranges.nodes],
  }
  return {
    KUBERNETES: kubeconfig,
    DOMAIN: cluster.domain,
    NETWORK: JSON.stringify(network),
    STORAGE_CLASSES: cluster.storageClasses.join(','),
    // The testbed has no class whose volumes several pods share; its images run as one account.
    SHARED_STORAGE_CLASSES: '',
    VOLUME_GROUP: '65532',
    SERVICE_SETTINGS: JSON.stringify({ redis: redisSettings }),
    // Proofs are made from where workloads stand.
    PROBER_IMAGE: ownImage('cluster-backend'),
    ...(ingress === null ? { SCHEME: 'http' } : ingressSettings(ingress, peers)),
  }
}

function ingressSettings(
  { address, port, secure, scheme }: NonNullable<ClusterAccess['ingress']>,
  peers: readonly object[],
): ClusterSettings {
  const published = scheme === 'https' ? secure.port : port
  return {
    SCHEME: scheme,
    PUBLIC_PORT: String(published),
    INGRESS: JSON.stringify({
      address: { host: address, port: published },
      peers,
      // The proxy understands these annotations of ingress-nginx.
      stripPath: 'nginx',
      ...(scheme === 'https' && { tlsIssuer: issuerName }),
    }),
  }
}
