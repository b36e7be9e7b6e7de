import { setTimeout as delay } from 'node:timers/promises'

export type BreakerOptions = {
  /** Opens after so many failures in a row that were no time-out. */
  readonly failures: number
  /** Asks whether the other side answers again; must have its own time limit. Never throws. */
  readonly probe: (signal: AbortSignal) => Promise<boolean>
  readonly firstProbeMs: number
  readonly maxProbeMs: number
  readonly changed: (isOpen: boolean) => void
}

/**
 * Keeps answers fast while a subgraph is away: once open, nobody waits for it. It finds out by itself when the
 * subgraph is back, so no caller's request is spent on trying. After a time-out it asks first: a subgraph that answers
 * is only slow for somebody's request, and stays open to everybody else's.
 */
export class Breaker {
  #failures = 0
  #isOpen = false
  #verdict: Promise<void> | null = null
  readonly #closed = new AbortController()
  readonly #options: BreakerOptions

  constructor(options: BreakerOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether it is any use to ask. While that is being found out it answers no after so long at most. */
  async isWorthAsking(patienceMs: number): Promise<boolean> {
    if (this.#verdict === null) return !this.#isOpen
    const known = new AbortController()
    const patience = delay(patienceMs, undefined, { signal: known.signal, ref: false }).catch(() => undefined)
    await Promise.race([this.#verdict, patience])
    known.abort()
    return !this.#isOpen && this.#verdict === null
  }

  succeeded(): void {
    this.#failures = 0
  }

  failed(reason: 'timeout' | 'other'): void {
    this.#failures += 1
    if (this.#isOpen || this.#closed.signal.aborted) return
    if (reason === 'timeout') this.#suspect()
    else if (this.#failures >= this.#options.failures) void this.#open()
  }

  /** Stops probing for good. */
  stop(): void {
    this.#closed.abort()
  }

  #suspect(): void {
    const { signal } = this.#closed
    this.#verdict ??= this.#options.probe(signal).then((answers) => {
      this.#verdict = null
      if (answers) this.#failures = 0
      else if (!this.#isOpen && !signal.aborted) void this.#open()
    })
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
