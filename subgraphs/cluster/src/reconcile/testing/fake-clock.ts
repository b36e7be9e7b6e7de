import type { Clock } from '../clock.ts'

type Timer = { readonly atMs: number; readonly call: () => void }

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  #nowMs = Date.parse('2026-03-01T12:00:00.000Z')
  #timers: Timer[] = []

  now(): Date {
    return new Date(this.#nowMs)
  }

  after(delayMs: number, call: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, call }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }

  random(): number {
    return 0.5
  }

  /** Moves the time, and calls what is due on the way, in order; waits with `settle` after each. */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const endMs = this.#nowMs + ms
    for (;;) {
      await settle()
      const next = this.#timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0]
      if (next === undefined) break
      this.#timers = this.#timers.filter((one) => one !== next)
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.call()
    }
    this.#nowMs = endMs
  }
}
