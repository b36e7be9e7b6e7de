import { kubeConfigOf, makeBackendAccount } from '../backend-account.ts'
import { openRealCluster, type RealCluster } from './real-cluster.ts'

const lifetimeSeconds = 3_600

/** The cluster as the cluster backend's own account sees it: installed from `deploy/`, signed in by a token of it. */
export async function openBackendAccount({ connection, config }: RealCluster): Promise<RealCluster> {
  return openRealCluster(kubeConfigOf(config, await makeBackendAccount(connection, lifetimeSeconds)))
}
