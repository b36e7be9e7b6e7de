import { setTimeout as delay } from 'node:timers/promises'

export type BreakerOptions = {
  /** Opens after so many failures in a row that were no time-out; one time-out opens it at once. */
  readonly failures: number
  /** Asks whether the other side answers again; must have its own time limit. Never throws. */
  readonly probe: (signal: AbortSignal) => Promise<boolean>
  readonly firstProbeMs: number
  readonly maxProbeMs: number
  readonly changed: (isOpen: boolean) => void
}

/**
 * Keeps answers fast while a subgraph is away: once open, nobody waits for it. It finds out by itself when the
 * subgraph is back, so no caller's request is spent on trying.
 */
export class Breaker {
  #failures = 0
  #isOpen = false
  readonly #closed = new AbortController()
  readonly #options: BreakerOptions

  constructor(options: BreakerOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  succeeded(): void {
    this.#failures = 0
  }

  failed(reason: 'timeout' | 'other'): void {
    this.#failures += 1
    if (this.#isOpen || this.#closed.signal.aborted) return
    if (reason === 'timeout' || this.#failures >= this.#options.failures) void this.#open()
  }

  /** Stops probing for good. */
  stop(): void {
    this.#closed.abort()
  }

  async #open(): Promise<void> {
    this.#isOpen = true
    this.#options.changed(true)
    const { signal } = this.#closed
    for (
      let waitMs = this.#options.firstProbeMs;
      !signal.aborted;
      waitMs = Math.min(waitMs * 2, this.#options.maxProbeMs)
    ) {
      if (await this.#options.probe(signal)) break
      // Jitter, so that the replicas of the gateway do not ask all at once. A stop ends the wait early.
      await delay(waitMs * (0.75 + Math.random() / 2), undefined, { signal, ref: false }).catch(() => undefined)
    }
    this.#isOpen = false
    this.#failures = 0
    if (!signal.aborted) this.#options.changed(false)
  }
}
