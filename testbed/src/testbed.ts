import type { ImageRegistryAccess, TestbedAccess } from './access.ts'
import type { Cache } from './build/cache.ts'
import type { TestbedConfig } from './config.ts'
import { makeNodeImages } from './images/own-images.ts'
import { makeRedisImage } from './images/redis-image.ts'
import { buildKubernetes } from './kubernetes/build.ts'
import { startClusters, type Cluster } from './kubernetes/start-clusters.ts'
import type { Level } from './level.ts'
import { buildImageRegistry, startImageRegistry } from './image-registry/image-registry.ts'
import { makeBridge } from './node/bridge.ts'
import { buildNodePrograms } from './node/programs.ts'
import { openRun, type Run } from './run/run-folder.ts'
import { together } from './run/together.ts'
import { makeTrust, type Trust } from './trust/trust.ts'
import { startServices, type RunningServices } from './services/services.ts'

/** A running testbed. */
export type Testbed = {
  readonly access: TestbedAccess
  /** Each can be taken away and brought back by itself. */
  readonly services: RunningServices
  readonly clusters: readonly Cluster[]
  readonly folder: string
  readonly logFolder: string
  /**
   * Notes a process that somebody started over it, the first of its group: it is ended with the testbed if it still runs,
   * also by the next start where this one was killed.
   */
  readonly onProcess: (name: string, pid: number) => void
  /** Ends it; nothing of it is left on the machine. */
  stop(): Promise<void>
}

export type TestbedOptions = {
  readonly level: Level
  readonly clusters: number
  readonly config: TestbedConfig
  readonly say: (line: string) => void
  /** Ends a start in the middle. */
  readonly signal?: AbortSignal
}

/** The first two as the sandbox calls its own, so that these can stand in their place. */
const clusterNames = ['cluster-a', 'cluster-b', 'cluster-c', 'cluster-d'] as const

/** Starts a testbed of a level, everything side by side; what is not in the cache is built first. */
export async function startTestbed(options: TestbedOptions): Promise<Testbed> {
  const { say, signal } = options
  const run = await openRun(say)
  const onAbort = (): void => void run.close().catch((error: unknown) => say(String(error)))
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const testbed = await startParts(run, options)
    signal?.throwIfAborted()
    return testbed
  } catch (error) {
    await run.close()
    throw error
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

async function startParts(run: Run, { level, clusters: count, config, say, signal }: TestbedOptions): Promise<Testbed> {
  const cache = { folder: config.cacheFolder, say, signal }
  const address = level === 'node' ? await makeBridge(run.index) : '127.0.0.1'
  const names = clusterNames.slice(0, count)
  // Where workloads run, everything is as in a cluster with an authority of its own, and all suites there verify it.
  const trust = level === 'node' ? await makeTrust(run.folder) : null
  const options = { run, cache, names, address }
  const [services, { clusters, imageRegistry }] = await together<[RunningServices, RunningLevel]>([
    startServices({ run, cache, address, trust }),
    trust === null ? startWithoutNodes(level, options) : startNodes(options, trust),
  ])
  return {
    access: { services: services.access, clusters: clusters.map(({ access }) => access), imageRegistry },
    services,
    clusters,
    folder: run.folder,
    logFolder: run.logFolder,
    onProcess: (name, pid) => run.processes.add(name, pid, { isGroup: true }),
    stop: async () => {
      await Promise.all(clusters.map((cluster) => cluster.close()))
      await run.close()
    },
  }
}

type LevelOptions = {
  readonly run: Run
  readonly cache: Cache
  readonly names: readonly string[]
  /** The machine's address that pods know. */
  readonly address: string
}

type RunningLevel = {
  readonly clusters: readonly Cluster[]
  readonly imageRegistry: ImageRegistryAccess | null
}

async function startWithoutNodes(level: Level, { run, cache, names }: LevelOptions): Promise<RunningLevel> {
  if (level === 'services') return { clusters: [], imageRegistry: null }
  const kubernetes = await buildKubernetes(cache)
  return { clusters: await startClusters(run, { names, kubernetes, nodes: null }), imageRegistry: null }
}

async function startNodes({ run, cache, names, address }: LevelOptions, trust: Trust): Promise<RunningLevel> {
  const programs = await buildNodePrograms(cache)
  const kubernetes = await buildKubernetes(cache)
  const imageRegistry = await startImageRegistry(run, address, await buildImageRegistry(cache))
  const nodes = {
    programs,
    images: [...(await makeNodeImages(cache)), await makeRedisImage(cache)],
    imageRegistry: imageRegistry.host,
    hostAddress: address,
    authority: trust.authority,
    cacheFolder: cache.folder,
    onError: (error: unknown): void => cache.say(`tries again after: ${String(error)}`),
  }
  return { clusters: await startClusters(run, { names, kubernetes, nodes }), imageRegistry }
}
