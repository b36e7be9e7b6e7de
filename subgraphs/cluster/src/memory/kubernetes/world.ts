import { createHash } from 'node:crypto'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import type { EventObject } from './objects.ts'
import { type ObjectStore } from './object-store.ts'
import { listOf } from './views.ts'

/** How long things take in the simulated cluster, in milliseconds; each object varies by a quarter. */
export type Timings = {
  readonly schedulingMs: number
  readonly pullingMs: number
  readonly readyMs: number
  /** For the tag `slow`. */
  readonly slowReadyMs: number
  readonly crashAfterMs: number
  /** The first back-off after a crash; it doubles up to 30 times of it. */
  readonly backOffMs: number
  readonly jobMs: number
  readonly terminationMs: number
  readonly bindingMs: number
  /** How often a pod that cannot be created, placed or configured is tried again. */
  readonly retryMs: number
}

/** Timings that feel like a small, healthy cluster. */
export const believableTimings: Timings = {
  schedulingMs: 80,
  pullingMs: 900,
  readyMs: 700,
  slowReadyMs: 25_000,
  crashAfterMs: 600,
  backOffMs: 10_000,
  jobMs: 1_200,
  terminationMs: 600,
  bindingMs: 200,
  retryMs: 1_000,
}

/** The same life in a few milliseconds, for tests. */
export const instantTimings: Timings = {
  schedulingMs: 1,
  pullingMs: 1,
  readyMs: 1,
  slowReadyMs: 60_000,
  crashAfterMs: 1,
  backOffMs: 5,
  jobMs: 1,
  terminationMs: 1,
  bindingMs: 1,
  retryMs: 5,
}

export type NodeCapacity = { readonly name: string; readonly cpu: number; readonly memoryBytes: number }

/** What a simulated controller sees and may do in one pass. */
export type World = {
  readonly store: ObjectStore
  readonly now: Date
  readonly timings: Timings
  readonly nodes: readonly NodeCapacity[]
  /** Asks for another pass of this namespace at that moment, or at once if it is past. */
  wakeAt(ms: number): void
}

/** A controller brings one namespace one step nearer to what its objects say. */
export type Controller = (world: World, namespace: string) => void

/** Whether the duration after a moment is over; if not, a pass is asked for when it will be. */
export function elapsed(world: World, since: string | undefined, durationMs: number, seed: string): boolean {
  if (since === undefined) return false
  const at = Date.parse(since) + varied(durationMs, seed)
  if (world.now.getTime() >= at) return true
  world.wakeAt(at)
  return false
}

/** A duration that is the same for one seed and differs by up to a quarter between seeds. */
function varied(durationMs: number, seed: string): number {
  return Math.round(durationMs * (0.75 + 0.5 * fraction(seed)))
}

/** A number from 0 up to 1 that only the seed decides. */
export function fraction(seed: string): number {
  return createHash('sha1').update(seed).digest().readUInt32BE(0) / 2 ** 32
}

const keptEvents = 60

/** Records an event about an object; the same again only counts. */
export function recordEvent(
  world: World,
  about: KubernetesObject,
  type: EventObject['type'],
  reason: string,
  message: string,
): void {
  const namespace = about.metadata.namespace ?? 'default'
  const key = createHash('sha1').update([about.metadata.uid, reason, message].join('|')).digest('hex').slice(0, 16)
  const name = `${about.metadata.name.slice(0, 200)}.${key}`
  const found = world.store.get({ apiVersion: 'v1', kind: 'Event', namespace, name })?.object as EventObject | undefined
  const at = world.now.toISOString()
  const event: EventObject = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { ...found?.metadata, name, namespace },
    involvedObject: { ...refOf(about), namespace, ...(about.metadata.uid && { uid: about.metadata.uid }) },
    reason,
    message,
    type,
    count: (found?.count ?? 0) + 1,
    firstTimestamp: found?.firstTimestamp ?? at,
    lastTimestamp: at,
  }
  world.store.write(event, world.now)
  if (found === undefined) forgetOldEvents(world, namespace)
}

function forgetOldEvents(world: World, namespace: string): void {
  const events = listOf(world.store, 'Event', namespace)
  const old = events.toSorted((a, b) => (a.lastTimestamp < b.lastTimestamp ? 1 : -1)).slice(keptEvents)
  for (const event of old) world.store.drop(refOf(event))
}
