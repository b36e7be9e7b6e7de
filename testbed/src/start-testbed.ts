import type { TestbedAccess } from './access.ts'
import type { Cache } from './build/cache.ts'
import { buildKubernetes } from './kubernetes/build.ts'
import { startClusters, type Cluster } from './kubernetes/start-clusters.ts'
import type { Level } from './level.ts'
import { makeBridge } from './node/bridge.ts'
import { buildNodePrograms } from './node/programs.ts'
import type { Run } from './run/run-folder.ts'
import { together } from './run/together.ts'
import { startServices, type RunningServices } from './services/services.ts'

export type TestbedOptions = {
  readonly run: Run
  readonly cache: Cache
  /** The names of the clusters; two by default. */
  readonly clusterNames?: readonly string[]
}

/** Everything of a level, running. */
export type Testbed = {
  readonly access: TestbedAccess
  readonly services: RunningServices
  readonly clusters: readonly Cluster[]
  /** Ends what runs in this process for the clusters, and then the run with all that it started. */
  readonly close: () => Promise<void>
}

/**
 * Starts a testbed of a level, everything side by side; what is not in the cache is built first. If something does not
 * start, the run is closed.
 */
export async function startTestbed(level: Level, options: TestbedOptions): Promise<Testbed> {
  const { run } = options
  try {
    const hostAddress = level === 'node' ? await makeBridge(run.index) : '127.0.0.1'
    const [services, clusters] = await together<[RunningServices, readonly Cluster[]]>([
      startServices({ run, cache: options.cache, address: hostAddress }),
      level === 'services' ? Promise.resolve([]) : startAllClusters(level, options, hostAddress),
    ])
    return {
      access: { services: services.access, clusters: clusters.map(({ access }) => access) },
      services,
      clusters,
      close: async () => {
        await Promise.all(clusters.map((cluster) => cluster.close()))
        await run.close()
      },
    }
  } catch (error) {
    await run.close()
    throw error
  }
}

async function startAllClusters(
  level: 'cluster' | 'node',
  { run, cache, clusterNames = ['alpha', 'beta'] }: TestbedOptions,
  hostAddress: string,
): Promise<readonly Cluster[]> {
  const programs = level === 'node' ? await buildNodePrograms(cache) : null
  const kubernetes = await buildKubernetes(cache)
  const onError = (error: unknown): void => cache.say(`tries again after: ${String(error)}`)
  const nodes = programs === null ? null : { programs, hostAddress, cacheFolder: cache.folder, onError }
  return await startClusters(run, { names: clusterNames, kubernetes, nodes })
}
