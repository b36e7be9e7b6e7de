import type { TestProject } from 'vitest/node'

/** Starts the services for the suites `*.on-services.ts`. */
export function setup(_project: TestProject): Promise<() => Promise<void>> {
  return Promise.reject(new Error('The testbed has no services yet; there must be no suite "*.on-services.ts".'))
}
