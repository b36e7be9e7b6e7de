import type { Log } from '@operations-manager/runtime/log/log.ts'
import { backOffMs, type BackOff } from '@operations-manager/runtime/timing/back-off.ts'
import { pause } from '@operations-manager/runtime/timing/pause.ts'

type Entry = { write: () => Promise<void>; readonly done: Promise<void>; readonly resolve: () => void }

/** An estate of thousands must not fall upon the API server at once. */
const atOnce = 8

/**
 * Writes the newest state of each key, one write at a time for a key, and tries again until it worked.
 * A key that cannot be written does not delay the others.
 */
export class Keeper {
  readonly #waiting = new Map<string, Entry>()
  readonly #running = new Map<string, Promise<void>>()
  readonly #stop = new AbortController()
  readonly #log: Log
  readonly #backOff: BackOff
  #free = atOnce
  readonly #queue: (() => void)[] = []

  constructor(log: Log, backOff: BackOff = { minMs: 250, maxMs: 30_000 }) {
    this.#log = log
    this.#backOff = backOff
  }

  /** Resolves once this state, or a newer one of the same key, is written. Never rejects; failures are logged. */
  put(key: string, write: () => Promise<void>): Promise<void> {
    const made = this.#waiting.get(key) ?? newEntry(write)
    made.write = write
    this.#waiting.set(key, made)
    if (!this.#running.has(key)) this.#running.set(key, this.#run(key))
    return made.done
  }

  /** Waits for what is under way, then stops trying. */
  async stop(graceMs: number): Promise<void> {
    await Promise.race([Promise.all(this.#running.values()), pause(graceMs, this.#stop.signal)])
    this.#stop.abort()
    await Promise.all(this.#running.values())
  }

  async #inSlot(write: () => Promise<void>): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
    try {
      await write()
    } finally {
      // Whoever waits gets this slot; else it is free.
      const next = this.#queue.shift()
      if (next === undefined) this.#free++
      else next()
    }
  }

  async #run(key: string): Promise<void> {
    for (let attempt = 0; !this.#stop.signal.aborted;) {
      const entry = this.#waiting.get(key)
      if (entry === undefined) break
      this.#waiting.delete(key)
      try {
        await this.#inSlot(entry.write)
        entry.resolve()
        attempt = 0
      } catch (error) {
        this.#log.error({ err: error, key, attempt }, 'could not keep a record in the cluster; trying again')
        const newer = this.#waiting.get(key)
        if (newer === undefined) this.#waiting.set(key, entry)
        else void newer.done.then(entry.resolve)
        await pause(backOffMs(attempt++, this.#backOff), this.#stop.signal)
      }
    }
    this.#running.delete(key)
  }
}

function newEntry(write: () => Promise<void>): Entry {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { write, done: promise, resolve }
}
