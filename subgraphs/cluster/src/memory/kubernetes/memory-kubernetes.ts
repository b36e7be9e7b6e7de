import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import { createObjectApi } from './api.ts'
import { asItRuns } from './environment.ts'
import { mergePatch } from './merge.ts'
import { followLines, logLines } from './logs.ts'
import { ObjectStore, type StoredObject } from './object-store.ts'
import type { PodObject } from './objects.ts'
import { routeOf, type Route } from './routes.ts'
import { Simulation } from './simulation.ts'
import { believableTimings, type NodeCapacity, type Timings } from './world.ts'

export type MemoryKubernetesOptions = {
  readonly clock: Clock
  readonly timings?: Timings
  readonly nodes?: readonly NodeCapacity[]
  /** What an earlier process kept (`onStored`). */
  readonly kept?: readonly StoredObject[]
}

export type MemoryKubernetes = KubernetesPort & {
  /** Calls back with the key of each object that changed, so that it can be kept over a restart. */
  onStored(keeper: (key: string) => void): () => void
  /** What stands under a key now; `null` if it is gone. May be a Secret: keep it where credentials may be. */
  stored(key: string): StoredObject | null
  /** Calls back after each change; answers how to stop it. */
  onChange(listener: () => void): () => void
  /** Somebody else changes fields of an object: a JSON merge patch. */
  readonly meddle: (ref: KubernetesRef, change: Readonly<Record<string, unknown>>) => Promise<void>
  /** Where the cluster's ingress leads a request. */
  route(host: string, path: string): Route
  /** From now on every call fails as if the API server were away; `null` brings it back. */
  outage(message: string | null): void
  /** How many writes changed something, controllers included. */
  writes(): number
  stop(): void
}

const gibibyte = 2 ** 30
const threeNodes: readonly NodeCapacity[] = ['node-1', 'node-2', 'node-3'].map((name) => ({
  name,
  cpu: 8,
  memoryBytes: 32 * gibibyte,
}))

/**
 * A Kubernetes in memory, behind the same port as the real one: it stores, validates, defaults and admits as the API
 * server does, and simulated controllers give Deployments, Jobs, pods and claims a believable life.
 */
export function createMemoryKubernetes(options: MemoryKubernetesOptions): MemoryKubernetes {
  const { clock, timings = believableTimings, nodes = threeNodes, kept = [] } = options
  const store = new ObjectStore()
  for (const stored of kept) store.restore(stored)
  const simulation = new Simulation(store, clock, timings, nodes)
  let away: string | null = null
  const ready = (): void => {
    if (away !== null) throw new PortError('kubernetes', 'unavailable', away)
  }
  const podOf = (namespace: string, name: string): PodObject | null => {
    const pod = store.get({ apiVersion: 'v1', kind: 'Pod', namespace, name })?.object as PodObject | undefined
    return pod === undefined ? null : asItRuns(store, pod)
  }
  return {
    ...createObjectApi(store, () => clock.now(), ready),
    logs: async (namespace, name, wanted) => {
      ready()
      const pod = podOf(namespace, name)
      if (pod === null) throw new PortError('kubernetes', 'not-found', `pods "${name}" not found`)
      return logLines(pod, wanted, clock.now())
    },
    followLogs: (namespace, name, wanted, signal) => {
      ready()
      return followLines(() => podOf(namespace, name), wanted, clock, signal)
    },
    onStored: (keeper) => store.onStored(keeper),
    stored: (key) => store.stored(key),
    onChange: (listener) => store.subscribe(() => listener()),
    meddle: async (ref, change) => {
      const live = store.get(ref)?.object
      if (live === undefined) throw new PortError('kubernetes', 'not-found', `"${ref.name}" not found`)
      store.write(mergePatch(live, change) as KubernetesObject, clock.now()) // a change of an object is one
    },
    route: (host, path) => routeOf(store, host, path),
    outage: (message) => {
      away = message
    },
    writes: () => store.writes,
    stop: () => simulation.stop(),
  }
}
