import type { TestProject } from 'vitest/node'
import { startForSuites } from './start-for-suites.ts'

/** Starts the services and the control planes of two clusters for the suites `*.on-cluster.ts`; they share them. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return startForSuites('cluster', project)
}
