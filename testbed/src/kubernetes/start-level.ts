import type { Cache } from '../build/cache.ts'
import { makeBridge } from '../node/bridge.ts'
import { buildNodePrograms } from '../node/programs.ts'
import type { Run } from '../run/run-folder.ts'
import { buildKubernetes } from './build.ts'
import { startClusters, type Cluster } from './start-clusters.ts'

/** The clusters of a testbed, by the names that its suites and persons know. */
export const clusterNames = ['alpha', 'beta'] as const

export type LevelOptions = {
  readonly run: Run
  readonly cache: Cache
  readonly names?: readonly string[]
}

/** Where servers of the machine have to listen so that pods reach them; makes the bridge that has this address. */
export function openToPods(run: Run): Promise<string> {
  return makeBridge(run.index)
}

/** Starts control planes without nodes; what is not in the cache is built first. */
export async function startControlPlanes({ run, cache, names }: LevelOptions): Promise<readonly Cluster[]> {
  const kubernetes = await buildKubernetes(cache)
  return await startClusters(run, { names: names ?? clusterNames, kubernetes, nodes: null })
}

/** Starts clusters with a node each; `hostAddress` is what `openToPods` gave. */
export async function startClustersWithNodes(
  { run, cache, names }: LevelOptions,
  hostAddress: string,
): Promise<readonly Cluster[]> {
  const programs = await buildNodePrograms(cache)
  const kubernetes = await buildKubernetes(cache)
  const onError = (error: unknown): void => cache.say(`tries again after: ${String(error)}`)
  const nodes = { programs, hostAddress, cacheFolder: cache.folder, onError }
  return await startClusters(run, { names: names ?? clusterNames, kubernetes, nodes })
}
