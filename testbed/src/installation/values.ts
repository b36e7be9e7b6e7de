import type { SandboxState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import type { ClusterAccess, Services } from '../access.ts'
import { kubernetesSettings } from '../settings/kubernetes-settings.ts'

export type Values = Readonly<Record<string, unknown>>

/** The Secrets with accounts that an operator made before, by their names in the namespace of the backend. */
export const secretNames = { join: 'join', postgresql: 'postgresql', minio: 'minio', keycloak: 'keycloak' } as const

/** Where the registry is for a cluster, and the authority (PEM) that signed its certificate. */
export type LinkPlace = { readonly url: string; readonly authority: string }

/** What an operator says of a cluster of the testbed at the installation of its backend. */
export function installationValues(
  name: string,
  cluster: ClusterAccess,
  { services, state, link }: { readonly services: Services; readonly state: SandboxState; readonly link: LinkPlace },
): Values {
  const { hostAddress, server } = cluster
  const machine = `${hostAddress}/32`
  const told = kubernetesSettings(cluster, services, '')
  const { tls } = services
  return {
    cluster: { name, domain: told['DOMAIN'], scheme: told['SCHEME'], publicPort: Number(told['PUBLIC_PORT']) },
    installation: { id: state.installation, callerPublicKey: state.gatewayPublicKey },
    link: { url: link.url, joinTokenSecretName: secretNames.join, certificateAuthority: link.authority },
    image: { repository: 'docker.io/operations-manager/cluster-backend' },
    networkPolicy: {
      apiServer: { ranges: [machine], ports: [Number(new URL(server).port)] },
      link: { ranges: [machine] },
    },
    ingress: JSON.parse(told['INGRESS'] ?? ''),
    network: JSON.parse(told['NETWORK'] ?? ''),
    storageClasses: cluster.storageClasses,
    volumeGroup: Number(told['VOLUME_GROUP']),
    serviceSettings: JSON.parse(told['SERVICE_SETTINGS'] ?? ''),
    certificateAuthority: tls?.authority ?? '',
    postgresql: { secretName: secretNames.postgresql, tls: tls !== null },
    objectStorage: { url: services.minio.url, secretName: secretNames.minio },
    identity: { url: services.keycloak.url, secretName: secretNames.keycloak },
  }
}
