import type { Clock } from '../../reconcile/clock.ts'
import { bindClaims, autoscale } from './controllers/claims.ts'
import { advanceDeployments } from './controllers/deployments.ts'
import { collectGarbage, endNamespace } from './controllers/garbage.ts'
import { advanceJobs } from './controllers/jobs.ts'
import { advancePods } from './controllers/pods.ts'
import { advanceReplicaSets } from './controllers/replica-sets.ts'
import type { ObjectStore } from './object-store.ts'
import type { Controller, NodeCapacity, Timings } from './world.ts'

const controllers: readonly Controller[] = [
  endNamespace,
  collectGarbage,
  bindClaims,
  autoscale,
  advanceJobs,
  advanceDeployments,
  advanceReplicaSets,
  advancePods,
]

/** More passes without a wait than any honest change needs. */
const maxPasses = 50

/**
 * The controllers of the cluster, level-triggered: a namespace that changed is gone over until nothing changes, and
 * again when something in it is due. One timer for all.
 */
export class Simulation {
  readonly #store: ObjectStore
  readonly #clock: Clock
  readonly #timings: Timings
  readonly #nodes: readonly NodeCapacity[]
  readonly #due = new Map<string, number>()
  readonly #unsubscribe: () => void
  #callOff: (() => void) | null = null
  #timerAt = Number.POSITIVE_INFINITY
  #running = false

  constructor(store: ObjectStore, clock: Clock, timings: Timings, nodes: readonly NodeCapacity[]) {
    this.#store = store
    this.#clock = clock
    this.#timings = timings
    this.#nodes = nodes
    this.#unsubscribe = store.subscribe((object) => {
      const namespace = object.kind === 'Namespace' ? object.metadata.name : object.metadata.namespace
      if (namespace !== undefined && object.kind !== 'Event') this.#wake(namespace, 0)
    })
    for (const namespace of store.namespaces()) if (namespace !== '') this.#wake(namespace, 0)
  }

  stop(): void {
    this.#unsubscribe()
    this.#callOff?.()
    this.#callOff = null
    this.#due.clear()
  }

  #wake(namespace: string, at: number): void {
    this.#due.set(namespace, Math.min(this.#due.get(namespace) ?? Number.POSITIVE_INFINITY, at))
    if (!this.#running) this.#arm()
  }

  #arm(): void {
    const next = Math.min(...this.#due.values())
    if (next >= this.#timerAt || next === Number.POSITIVE_INFINITY) return
    this.#callOff?.()
    this.#timerAt = next
    // The longest delay a timer takes is 24.8 days; nobody waits that long here.
    const delay = Math.min(Math.max(0, next - this.#clock.now().getTime()), 2 ** 31 - 1)
    this.#callOff = this.#clock.after(delay, () => this.#run())
  }

  #run(): void {
    this.#callOff = null
    this.#timerAt = Number.POSITIVE_INFINITY
    this.#running = true
    const now = this.#clock.now()
    for (const [namespace, at] of Array.from(this.#due)) {
      if (at <= now.getTime()) this.#settle(namespace, now)
    }
    this.#running = false
    this.#arm()
  }

  /** Goes over a namespace until its objects stay as they are or only time can change them. */
  #settle(namespace: string, now: Date): void {
    for (let pass = 0; pass < maxPasses; pass += 1) {
      this.#due.delete(namespace)
      const before = this.#store.version
      const world = {
        store: this.#store,
        now,
        timings: this.#timings,
        nodes: this.#nodes,
        wakeAt: (ms: number) => this.#wake(namespace, ms),
      }
      for (const controller of controllers) controller(world, namespace)
      const again = (this.#due.get(namespace) ?? Number.POSITIVE_INFINITY) <= now.getTime()
      if (this.#store.version === before && !again) return
    }
  }
}
