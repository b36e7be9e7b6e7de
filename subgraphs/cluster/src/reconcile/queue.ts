import type { Log } from '@operations-manager/runtime/log/log.ts'
import { backOffMs } from '@operations-manager/runtime/timing/back-off.ts'
import type { Clock } from './clock.ts'

/** A thing that is worked on as a whole: never payloads or events, so lost, doubled or merged ones do not matter. */
export type Unit = { readonly id: string; readonly project: string }

/** When a unit wants to be looked at again; `null`: only when something changes. */
export type Next = { readonly afterMs: number } | null

export type QueueLimits = {
  readonly concurrency: number
  /** Units of one project at the same time, so one project with much to do does not slow the others. */
  readonly perProject: number
  readonly backOffMs: number
  readonly maxBackOffMs: number
}

type Entry = {
  readonly unit: Unit
  phase: 'idle' | 'queued' | 'running'
  again: boolean
  failures: number
  cancelTimer: (() => void) | null
}

/** Runs units one after another and side by side: each at most once at a time, projects in turn. */
export class Queue {
  readonly #run: (unit: Unit) => Promise<Next>
  readonly #limits: QueueLimits
  readonly #clock: Clock
  readonly #log: Log
  readonly #entries = new Map<string, Entry>()
  /** Waiting units by project; the order of the projects is whose turn it is. */
  readonly #lanes = new Map<string, Entry[]>()
  readonly #runningOf = new Map<string, number>()
  #running = 0
  #stopped = false
  #idle: (() => void)[] = []

  constructor(options: { run: (unit: Unit) => Promise<Next>; limits: QueueLimits; clock: Clock; log: Log }) {
    this.#run = options.run
    this.#limits = options.limits
    this.#clock = options.clock
    this.#log = options.log
  }

  /** Runs the unit as soon as it is its turn; once more afterwards if it is running now. */
  add(unit: Unit): void {
    if (this.#stopped) return
    const entry = this.#entry(unit)
    this.#clearTimer(entry)
    if (entry.phase === 'running') entry.again = true
    if (entry.phase !== 'idle') return
    entry.phase = 'queued'
    const lane = this.#lanes.get(unit.project)
    if (lane === undefined) this.#lanes.set(unit.project, [entry])
    else lane.push(entry)
    this.#fill()
  }

  /** Forgets a unit that no longer exists; if it is running it ends and is not run again. */
  forget(unit: Unit): void {
    const entry = this.#entries.get(unit.id)
    if (entry === undefined) return
    this.#clearTimer(entry)
    if (entry.phase === 'idle') this.#entries.delete(unit.id)
  }

  /** Resolves when nothing runs and nothing waits for its turn; timers may still be set. */
  async idle(): Promise<void> {
    while (!this.#isIdle()) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#idle.push(resolve)
      await promise
    }
  }

  /** Starts nothing more and waits for what runs. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const entry of this.#entries.values()) this.#clearTimer(entry)
    this.#lanes.clear()
    await this.idle()
  }

  #isIdle(): boolean {
    return this.#running === 0 && this.#lanes.size === 0
  }

  #entry(unit: Unit): Entry {
    const known = this.#entries.get(unit.id)
    if (known !== undefined) return known
    const entry: Entry = { unit, phase: 'idle', again: false, failures: 0, cancelTimer: null }
    this.#entries.set(unit.id, entry)
    return entry
  }

  #clearTimer(entry: Entry): void {
    entry.cancelTimer?.()
    entry.cancelTimer = null
  }

  #fill(): void {
    while (!this.#stopped && this.#running < this.#limits.concurrency) {
      const entry = this.#takeNext()
      if (entry === null) return
      void this.#runOne(entry)
    }
  }

  /** The next unit of the first project that may run one more; that project then goes to the end of the line. */
  #takeNext(): Entry | null {
    for (const [project, lane] of this.#lanes) {
      if ((this.#runningOf.get(project) ?? 0) >= this.#limits.perProject) continue
      const entry = lane.shift()
      this.#lanes.delete(project)
      if (lane.length > 0) this.#lanes.set(project, lane)
      if (entry !== undefined) return entry
    }
    return null
  }

  async #runOne(entry: Entry): Promise<void> {
    const { project } = entry.unit
    entry.phase = 'running'
    entry.again = false
    this.#running += 1
    this.#runningOf.set(project, (this.#runningOf.get(project) ?? 0) + 1)
    let next: Next = null
    try {
      next = await this.#run(entry.unit)
      entry.failures = 0
    } catch (error) {
      entry.failures += 1
      next = { afterMs: backOff(entry.failures, this.#limits, this.#clock.random()) }
      this.#log.error({ unit: entry.unit.id, err: error, retryAfterMs: next.afterMs }, 'pass failed')
    }
    this.#running -= 1
    this.#countDown(project)
    entry.phase = 'idle'
    this.#schedule(entry, next)
    this.#fill()
    if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve()
  }

  #countDown(project: string): void {
    const count = (this.#runningOf.get(project) ?? 1) - 1
    if (count === 0) this.#runningOf.delete(project)
    else this.#runningOf.set(project, count)
  }

  #schedule(entry: Entry, next: Next): void {
    if (this.#stopped) return
    if (entry.again) {
      this.add(entry.unit)
      return
    }
    if (next === null) this.#entries.delete(entry.unit.id)
    else entry.cancelTimer = this.#clock.after(next.afterMs, () => this.add(entry.unit))
  }
}

/** Doubles with each failure up to a maximum; between half and all of it, so that many do not come back at once. */
export function backOff(
  failures: number,
  limits: { readonly backOffMs: number; readonly maxBackOffMs: number },
  random: number,
): number {
  const { backOffMs: minMs, maxBackOffMs: maxMs } = limits
  return backOffMs(failures - 1, { minMs, maxMs }, () => random)
}
