import type { TestProject } from 'vitest/node'
import { readTestbedConfig } from '../config.ts'
import { openToPods, startClustersWithNodes } from '../kubernetes/start-level.ts'
import { requireLevel } from '../machine/require-level.ts'
import { openRun } from '../run/run-folder.ts'
import './provided.ts'
import { say } from './say.ts'

/** Starts two clusters with a node each for the suites `*.on-node.ts`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const config = readTestbedConfig()
  await requireLevel('node', config)
  const run = await openRun(say)
  try {
    const cache = { folder: config.cacheFolder, say }
    const clusters = await startClustersWithNodes({ run, cache }, await openToPods(run))
    project.provide(
      'clusters',
      clusters.map(({ access }) => access),
    )
    return async () => {
      await Promise.all(clusters.map((cluster) => cluster.close()))
      await run.close()
    }
  } catch (error) {
    await run.close()
    throw error
  }
}
