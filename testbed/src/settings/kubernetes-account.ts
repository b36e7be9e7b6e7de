import { readFile, writeFile } from 'node:fs/promises'
import { KubeConfig } from '@kubernetes/client-node'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { openConnection } from '../../../subgraphs/cluster/src/clients/kubernetes/connection.ts'
import { kubernetesClient } from '../../../subgraphs/cluster/src/clients/kubernetes/kubernetes.ts'
import type { KubernetesObject } from '../../../subgraphs/cluster/src/ports/kubernetes.ts'
import { systemClock } from '../../../subgraphs/cluster/src/reconcile/clock.ts'
import type { ClusterAccess } from '../access.ts'

const deployed = new URL('../../../deploy/kubernetes/', import.meta.url)
const files = ['cluster-backend-rights.yaml', 'cluster-backend-bounds.yaml']
const lifetimeSeconds = 24 * 3_600

/** The namespace of the cluster backend's own, as the files of `deploy/kubernetes` make it. */
export const ownNamespace = 'operations-manager'
const account = 'cluster-backend'

const TokenRequest = z.object({ status: z.object({ token: z.string() }) })

/**
 * Gives a cluster backend the account that `deploy/kubernetes` describes, and writes a kubeconfig for it that only its
 * owner reads. Its token is good for a day.
 */
export async function makeKubernetesAccount(cluster: ClusterAccess, kubeconfig: string): Promise<void> {
  const administrator = new KubeConfig()
  administrator.loadFromFile(cluster.kubeconfig)
  const connection = await openConnection(administrator)
  try {
    const kubernetes = kubernetesClient(connection, systemClock)
    for (const file of files) {
      const documents = parseAllDocuments(await readFile(new URL(file, deployed), 'utf8'))
      for (const document of documents) await kubernetes.apply(document.toJS() as KubernetesObject) // written as objects
    }
    const answer = await connection.json({
      method: 'POST',
      path: `/api/v1/namespaces/${ownNamespace}/serviceaccounts/${account}/token`,
      contentType: 'application/json',
      body: {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds: lifetimeSeconds },
      },
    })
    const { token } = TokenRequest.parse(answer).status
    await writeFile(kubeconfig, kubeconfigOf(administrator, token), { mode: 0o600 })
  } finally {
    await connection.close()
  }
}

function kubeconfigOf(administrator: KubeConfig, token: string): string {
  const cluster = administrator.getCurrentCluster()
  if (cluster === null) throw new Error('the administrator’s kubeconfig names no cluster')
  const own = new KubeConfig()
  own.loadFromClusterAndUser(cluster, { name: account, token })
  return own.exportConfig()
}
