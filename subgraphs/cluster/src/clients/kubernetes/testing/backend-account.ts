import { readFile } from 'node:fs/promises'
import { parseAllDocuments } from 'yaml'
import type { KubernetesObject } from '../../../ports/kubernetes.ts'
import { kubeConfigOf, openRealCluster, tokenOf, type RealCluster } from './real-cluster.ts'

const folder = new URL('../../../../../../deploy/kubernetes/', import.meta.url)
const files = ['cluster-backend-rights.yaml', 'cluster-backend-bounds.yaml']

export const ownNamespace = 'operations-manager'
const account = 'cluster-backend'

/** The cluster as the cluster backend's own account sees it: installed from `deploy/`, signed in by a token of it. */
export async function openBackendAccount(operator: RealCluster): Promise<RealCluster> {
  for (const file of files) {
    const documents = parseAllDocuments(await readFile(new URL(file, folder), 'utf8'))
    for (const document of documents) await operator.port.apply(document.toJS() as KubernetesObject) // written as objects
  }
  const token = await tokenOf(operator.connection, ownNamespace, account)
  return openRealCluster(kubeConfigOf(operator.config, token))
}
