import type { TestProject } from 'vitest/node'

/** Starts the services and two clusters with nodes for the suites `*.on-node.ts`. */
export function setup(_project: TestProject): Promise<() => Promise<void>> {
  return Promise.reject(new Error('The testbed has no nodes yet; there must be no suite "*.on-node.ts".'))
}
