import type { TestProject } from 'vitest/node'

/** Starts the services and the control planes of two clusters for the suites `*.on-cluster.ts`. */
export function setup(_project: TestProject): Promise<() => Promise<void>> {
  return Promise.reject(new Error('The testbed has no clusters yet; there must be no suite "*.on-cluster.ts".'))
}
