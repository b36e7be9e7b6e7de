import type { TestProject } from 'vitest/node'
import { readTestbedConfig } from '../config.ts'
import { requireLevel } from '../machine/require-level.ts'
import { openRun } from '../run/run-folder.ts'
import { startServices } from '../services/services.ts'
import './provided.ts'
import { say } from './say.ts'

/** Starts the services for the suites `*.on-services.ts`; they share them, each with names of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const config = readTestbedConfig()
  await requireLevel('services', config)
  const run = await openRun(say)
  try {
    const services = await startServices({ run, cache: { folder: config.cacheFolder, say } })
    project.provide('services', services.access)
  } catch (error) {
    await run.close()
    throw error
  }
  return () => run.close()
}
