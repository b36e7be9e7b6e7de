import type { TestProject } from 'vitest/node'
import { readTestbedConfig } from '../config.ts'
import type { Level } from '../level.ts'
import { requireLevel } from '../machine/require-level.ts'
import { messages } from '../run/messages.ts'
import { startTestbed } from '../testbed.ts'
import './provided.ts'
import { say } from './say.ts'

/** Starts a level for a vitest project, hands its access data to the suites, and returns what ends it. */
export async function startForSuites(level: Level, project: TestProject): Promise<() => Promise<void>> {
  const config = readTestbedConfig()
  await requireLevel(level, config)
  const started = performance.now()
  const ending = new AbortController()
  project.vitest.onCancel(() => ending.abort())
  const testbed = await startTestbed({ level, clusters: 2, config, say, signal: ending.signal }).catch(
    (error: unknown) => {
      // vitest shows only the first line of several errors
      throw new Error(messages(error).join('\n'), { cause: error })
    },
  )
  say(`everything of level "${level}" runs after ${((performance.now() - started) / 1000).toFixed(1)} s`)
  project.provide('services', testbed.access.services)
  project.provide('clusters', testbed.access.clusters)
  project.provide('imageRegistry', testbed.access.imageRegistry)
  return () => testbed.stop()
}
