import { randomUUID } from 'node:crypto'
import type { DeploymentEventReport, Report } from '@operations-manager/schema/link/messages.ts'
import { droppedNotice, emptyBox, isEmptyBox, withEvent, withoutDelivered, type EventBox } from '../wishes/event-box.ts'

/** Beyond this many waiting reports the oldest steps go: at the next connection every present state is told again. */
const maximumWaiting = 10_000

export type OutboxOptions = {
  readonly boxes: readonly EventBox[]
  /** Called whenever the undelivered events of a deployment changed, to keep them. */
  readonly onBox: (box: EventBox) => void
  readonly newId?: () => string
  readonly limit?: number
}

/**
 * Reports on their way, in order. Nothing leaves it before it was acknowledged, so a cut loses nothing, and what was
 * stored but not acknowledged is sent again and stored once. Only events outlive a restart: everything else is a
 * present state, which the engine tells anew.
 */
export class Outbox {
  #waiting: Report[]
  readonly #boxes: Map<string, EventBox>
  readonly #options: OutboxOptions
  readonly #newId: () => string
  #arrived = Promise.withResolvers<void>()
  #ended = Promise.withResolvers<void>()
  #inFlight: ReadonlySet<Report> = new Set()
  /** How many dropped events each notice in flight speaks of. */
  #noticed: ReadonlyMap<string, number> = new Map()
  #overflowed = false

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#newId = options.newId ?? randomUUID
    this.#boxes = new Map(options.boxes.map((box) => [box.deployment, box]))
    this.#waiting = options.boxes.flatMap((box) => box.events)
    if (options.boxes.some((box) => !isEmptyBox(box))) this.#arrived.resolve()
  }

  /** Takes a report. Never waits and never fails. */
  add(report: Report): void {
    if (report.type === 'event') this.#addEvent(report)
    const key = replaceKey(report)
    if (key !== null) {
      this.#waiting = this.#waiting.filter((other) => this.#inFlight.has(other) || replaceKey(other) !== key)
    }
    this.#waiting.push(report)
    if (this.#waiting.length > (this.#options.limit ?? maximumWaiting)) this.#dropOldestStep()
    this.#arrived.resolve()
    if (isEnd(report)) this.#ended.resolve()
  }

  /** The next reports in order, at most `count`; they stay here until `settle`. */
  take(count: number): readonly Report[] {
    const boxes = [...this.#boxes.values()]
    const notices = boxes.flatMap((box) => droppedNotice(box) ?? [])
    this.#noticed = new Map(boxes.flatMap(({ dropped }) => (dropped === null ? [] : [[dropped.id, dropped.count]])))
    const batch = [...notices, ...this.#waiting].slice(0, count)
    this.#inFlight = new Set(batch)
    if (batch.length === 0) this.#arrived = Promise.withResolvers()
    if (!this.#waiting.some((report) => isEnd(report) && !this.#inFlight.has(report))) {
      this.#ended = Promise.withResolvers()
    }
    return batch
  }

  /** These were stored, or refused for good. */
  settle(batch: readonly Report[]): void {
    const gone = new Set(batch)
    this.#waiting = this.#waiting.filter((report) => !gone.has(report))
    this.#inFlight = new Set()
    const events = batch.filter((report) => report.type === 'event')
    for (const [deployment, delivered] of Map.groupBy(events, (event) => event.deployment)) {
      this.#settleEvents(deployment, delivered)
    }
  }

  /** After `take` gave nothing: resolves as soon as something waits, or at `wake`. */
  arrival(): Promise<void> {
    return this.#arrived.promise
  }

  /** Resolves as soon as the end of a target waits, or at `wake`. */
  end(): Promise<void> {
    return this.#ended.promise
  }

  /** Ends a wait for an arrival. */
  wake(): void {
    this.#arrived.resolve()
    this.#ended.resolve()
  }

  /** Whether steps were dropped since this was last asked: then every present state has to be told again. */
  overflowed(): boolean {
    const overflowed = this.#overflowed
    this.#overflowed = false
    return overflowed
  }

  #addEvent(event: DeploymentEventReport): void {
    const box = withEvent(this.#boxes.get(event.deployment) ?? emptyBox(event.deployment), event, this.#newId)
    this.#boxes.set(event.deployment, box)
    this.#options.onBox(box)
    if (box.dropped === null) return
    const kept = new Set(box.events)
    this.#waiting = this.#waiting.filter(
      (other) => other.type !== 'event' || other.deployment !== event.deployment || kept.has(other),
    )
  }

  #settleEvents(deployment: string, delivered: readonly DeploymentEventReport[]): void {
    const before = this.#boxes.get(deployment)
    if (before === undefined) return
    const noticed = before.dropped === null ? 0 : (this.#noticed.get(before.dropped.id) ?? 0)
    const box = withoutDelivered(before, new Set(delivered.map(({ id }) => id)), noticed, this.#newId)
    if (isEmptyBox(box)) this.#boxes.delete(deployment)
    else this.#boxes.set(deployment, box)
    this.#options.onBox(box)
  }

  #dropOldestStep(): void {
    const place = this.#waiting.findIndex((report) => report.type === 'step' && !this.#inFlight.has(report))
    if (place < 0) return
    this.#waiting.splice(place, 1)
    this.#overflowed = true
  }
}

function isEnd(report: Report): boolean {
  return report.type === 'target' && report.state !== 'QUEUED' && report.state !== 'RUNNING'
}

/** A newer report of these says all that an older one said. Steps and targets are history and all of them count. */
function replaceKey(report: Report): string | null {
  switch (report.type) {
    case 'status':
      return `status ${report.deployment}`
    case 'orphans':
      return 'orphans'
    case 'tombstone':
      return `tombstone ${report.id} ${report.state}`
    case 'step':
    case 'target':
    case 'event':
      return null
    default:
      return report satisfies never
  }
}
