import { PortError } from '../ports/port-error.ts'
import type { Clock } from '../reconcile/clock.ts'

/** How an in-memory backend behaves from now on; tests and the sandbox's demonstrations drive it. */
export type Weather = {
  /** Every call fails as if the server were away. */
  readonly isAway: boolean
  /** Every call takes this long. */
  readonly delayMs: number
  /** Calls of these names are refused, as when the platform's account lost a right. */
  readonly refused: readonly string[]
}

export const fairWeather: Weather = { isAway: false, delayMs: 0, refused: [] }

/** What every simulated backend has in common: delays, outages and refusals, and listeners for what it holds. */
export class SimulatedBackend {
  readonly name: string
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  weather: Weather

  constructor(name: string, clock: Clock, weather: Weather = fairWeather) {
    this.name = name
    this.#clock = clock
    this.weather = weather
  }

  /** The way into each call. A change is made at once after it, so nothing is ever half made. */
  async enter(call: string): Promise<void> {
    const { delayMs } = this.weather
    if (delayMs > 0) await new Promise<void>((resolve) => void this.#clock.after(delayMs, resolve))
    if (this.weather.isAway) throw new PortError(this.name, 'unavailable', `${call}: no answer from the server.`)
    if (this.weather.refused.includes(call))
      throw new PortError(this.name, 'refused', `${call}: the platform's account may not do this.`)
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
