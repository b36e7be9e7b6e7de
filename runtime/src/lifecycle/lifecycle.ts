import type { Log } from '../log/log.ts'

export type Phase = 'starting' | 'started' | 'draining' | 'stopped'

type Stop = { readonly name: string; readonly stop: () => Promise<void> | void }

/**
 * The phases of a program. What is started registers how it is stopped; stopping runs in the opposite order,
 * each within its time limit, and one that fails does not keep the others from stopping.
 */
export class Lifecycle {
  #phase: Phase = 'starting'
  readonly #stops: Stop[] = []
  readonly #log: Log
  #stopping: Promise<void> | null = null

  constructor(log: Log) {
    this.#log = log
  }

  get phase(): Phase {
    return this.#phase
  }

  started(): void {
    if (this.#phase === 'starting') this.#phase = 'started'
  }

  /**
   * Opens the program, and answers null if it was told to stop meanwhile: then parts are closed while others still ask
   * them, and what that makes fail is no mistake.
   */
  async open<Opened>(opening: () => Promise<Opened>): Promise<Opened | null> {
    try {
      return await opening()
    } catch (error) {
      if (this.#stopping === null) throw error
      this.#log.info({ err: error }, 'it was told to stop before it had started')
      return null
    }
  }

  onStop(name: string, stop: () => Promise<void> | void): void {
    this.#stops.push({ name, stop })
  }

  /** Drains and stops everything; a second call waits for the first. */
  stop(timeoutMs = 10_000): Promise<void> {
    this.#stopping ??= this.#stopAll(timeoutMs)
    return this.#stopping
  }

  /** Stops on SIGINT, SIGTERM, or when the parent that forked us goes away; then ends the process. */
  stopOnSignals(timeoutMs = 10_000): void {
    const end = (): void => {
      void this.stop(timeoutMs).then(() => process.exit(0))
    }
    process.once('SIGTERM', end)
    process.once('SIGINT', end)
    process.once('disconnect', end)
  }

  async #stopAll(timeoutMs: number): Promise<void> {
    this.#phase = 'draining'
    for (const { name, stop } of this.#stops.toReversed()) {
      const { promise: late, resolve } = Promise.withResolvers<'late'>()
      const timer = setTimeout(() => resolve('late'), timeoutMs)
      try {
        const ended = await Promise.race([Promise.resolve(stop()).then(() => 'done' as const), late])
        if (ended === 'late') this.#log.warn({ part: name, timeoutMs }, 'part did not stop in time')
      } catch (error) {
        this.#log.error({ part: name, err: error }, 'part failed to stop')
      } finally {
        clearTimeout(timer)
      }
    }
    this.#phase = 'stopped'
  }
}
