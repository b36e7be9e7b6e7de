import type { TestProject } from 'vitest/node'
import { startForSuites } from './start-for-suites.ts'

/** Starts the services and two clusters with a node each for the suites `*.on-node.ts`; they share them. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return startForSuites('node', project)
}
