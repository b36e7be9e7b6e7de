import { readFile } from 'node:fs/promises'
import { KubeConfig } from '@kubernetes/client-node'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { systemClock } from '../../reconcile/clock.ts'
import type { Connection } from './connection.ts'
import { kubernetesClient } from './kubernetes.ts'

const folder = new URL('../../../../../deploy/cluster-backend/rights/', import.meta.url)
const files = ['rights.yaml', 'bounds.yaml']

/** The namespace of the cluster backend's own, as the files of `deploy/cluster-backend/rights` make it. */
export const ownNamespace = 'operations-manager'
const account = 'cluster-backend'

const TokenRequest = z.object({ status: z.object({ token: z.string() }) })

/**
 * Makes the account of the cluster backend, exactly as `deploy/cluster-backend/rights` describes it, or brings it to what it should
 * be, and answers a token of it. `administrator` is needed for nothing else.
 */
export async function makeBackendAccount(administrator: Connection, lifetimeSeconds: number): Promise<string> {
  const kubernetes = kubernetesClient(administrator, systemClock)
  for (const file of files) {
    const documents = parseAllDocuments(await readFile(new URL(file, folder), 'utf8'))
    for (const document of documents) await kubernetes.apply(document.toJS() as KubernetesObject) // written as objects
  }
  return await tokenOf(administrator, ownNamespace, account, lifetimeSeconds)
}

/** A token for a service account, as its pod would get it. */
export async function tokenOf(
  connection: Connection,
  namespace: string,
  name: string,
  lifetimeSeconds: number,
): Promise<string> {
  const answer = await connection.json({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    contentType: 'application/json',
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: lifetimeSeconds },
    },
  })
  return TokenRequest.parse(answer).status.token
}

/** The same API server, for somebody else: by token, and if wanted at another address. */
export function kubeConfigOf(config: KubeConfig, token: string, server?: string): KubeConfig {
  const cluster = config.getCurrentCluster()
  if (cluster === null) throw new Error('the kubeconfig names no cluster')
  const other = new KubeConfig()
  other.loadFromClusterAndUser({ ...cluster, ...(server !== undefined && { server }) }, { name: account, token })
  return other
}
