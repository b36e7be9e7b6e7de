import type { TestProject } from 'vitest/node'
import { readTestbedConfig } from '../config.ts'
import { startControlPlanes } from '../kubernetes/start-level.ts'
import { requireLevel } from '../machine/require-level.ts'
import { openRun } from '../run/run-folder.ts'
import './provided.ts'
import { say } from './say.ts'

/** Starts the control planes of two clusters for the suites `*.on-cluster.ts`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const config = readTestbedConfig()
  await requireLevel('cluster', config)
  const run = await openRun(say)
  try {
    const clusters = await startControlPlanes({ run, cache: { folder: config.cacheFolder, say } })
    project.provide(
      'clusters',
      clusters.map(({ access }) => access),
    )
  } catch (error) {
    await run.close()
    throw error
  }
  return () => run.close()
}
