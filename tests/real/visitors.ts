import { setTimeout as delay } from 'node:timers/promises'
import type { ClusterAccess } from '@operations-manager/testbed/access.ts'
import { open } from './application.ts'

/** People who open an address one request after another, until told to stop. */
export type Visitors = {
  /** How many requests were answered with each status or failed with each reason. */
  stop(): Promise<ReadonlyMap<string, number>>
}

/** Between an answer and the next request: many in the time that a pod takes to end, and no load worth the name. */
const pauseMs = 10

/** Starts a few visitors; each waits for its answer before it asks again, so the load is bounded by the server. */
export function visit(cluster: ClusterAccess, address: string, path: string, count = 3): Visitors {
  const answers = new Map<string, number>()
  const over = new AbortController()
  const visitor = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const outcome = await open(cluster, address, path).then(
        ({ status }) => String(status),
        (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
      )
      answers.set(outcome, (answers.get(outcome) ?? 0) + 1)
      await delay(pauseMs)
    }
  }
  const all = Promise.all(Array.from({ length: count }, visitor))
  return {
    stop: async () => {
      over.abort()
      await all
      return answers
    },
  }
}
