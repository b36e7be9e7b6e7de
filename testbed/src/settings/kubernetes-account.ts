import { writeFile } from 'node:fs/promises'
import { KubeConfig } from '@kubernetes/client-node'
import { kubeConfigOf, makeBackendAccount } from '../../../subgraphs/cluster/src/clients/kubernetes/backend-account.ts'
import { openConnection } from '../../../subgraphs/cluster/src/clients/kubernetes/connection.ts'
import type { ClusterAccess } from '../access.ts'

const lifetimeSeconds = 24 * 3_600

/** Gives a cluster backend its account, and writes a kubeconfig for it that only its owner reads, good for a day. */
export async function makeKubernetesAccount(cluster: ClusterAccess, kubeconfig: string): Promise<void> {
  const administrator = new KubeConfig()
  administrator.loadFromFile(cluster.kubeconfig)
  const connection = await openConnection(administrator)
  try {
    const token = await makeBackendAccount(connection, lifetimeSeconds)
    await writeFile(kubeconfig, kubeConfigOf(administrator, token).exportConfig(), { mode: 0o600 })
  } finally {
    await connection.close()
  }
}
