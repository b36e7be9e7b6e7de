import { exportJWK, generateKeyPair } from 'jose'
import { identityClient } from '../../../subgraphs/cluster/src/clients/identity/identity.ts'
import { openKubernetesClient } from '../../../subgraphs/cluster/src/clients/kubernetes/kubernetes.ts'
import { objectStorageClient } from '../../../subgraphs/cluster/src/clients/object-storage/object-storage.ts'
import { postgresClient } from '../../../subgraphs/cluster/src/clients/postgresql.ts'
import { readClusterConfig, type Config } from '../../../subgraphs/cluster/src/config.ts'
import { systemClock } from '../../../subgraphs/cluster/src/reconcile/clock.ts'
import { cluster } from './system.ts'
import type { BenchTestbed } from './testbed.ts'

const timeoutMs = 30_000

/** A cluster backend's own configuration over a testbed; nobody connects to its link or its server. */
export async function realConfig({ settings }: Pick<BenchTestbed, 'settings'>, installation: string): Promise<Config> {
  const { publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return readClusterConfig({
    ...settings,
    CLUSTER_NAME: cluster,
    INSTALLATION_ID: installation,
    LINK_URL: 'ws://127.0.0.1:9/link',
    CALLER_PUBLIC_KEY: JSON.stringify(await exportJWK(publicKey)),
  })
}

/** The same clients to the four backends that a cluster backend has. */
export async function openPorts(config: Config) {
  const { postgresql, objectStorage, identity, kubernetes: place } = config
  if (postgresql === null || objectStorage?.type !== 'minio' || identity?.server.type !== 'keycloak')
    throw new Error('the testbed does not offer every service')
  if (place.type === 'memory') throw new Error('the testbed has no cluster')
  const kubernetes = await openKubernetesClient(place, systemClock)
  const { url, tls, maximumPoolSize: connections } = postgresql
  const { certificateAuthority } = config.kubernetesSettings
  const trust = { certificateAuthority: tls ? certificateAuthority : null, timeoutMs }
  const database = postgresClient({ url, ...trust, connections })
  const storage = objectStorageClient({ ...objectStorage.server, region: objectStorage.region, timeoutMs })
  const signIn = identityClient({
    ...identity.server,
    workloadUrl: identity.workloadUrl,
    certificateAuthority,
    timeoutMs,
  })
  const close = async (): Promise<void> => {
    await Promise.all([kubernetes, database, storage, signIn].map((port) => port.close()))
  }
  return { kubernetes, database, storage, signIn, close }
}

export type RealPorts = Awaited<ReturnType<typeof openPorts>>
