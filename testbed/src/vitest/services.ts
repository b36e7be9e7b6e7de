import type { TestProject } from 'vitest/node'
import { startForSuites } from './start-for-suites.ts'

/** Starts the services for the suites `*.on-services.ts`; they share them, each with names of its own. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return startForSuites('services', project)
}
