/**
 * Shares one request between all who ask the same at the same time. A waiter that leaves does not disturb the
 * others; when the last one left, the request is given up.
 */
export class InFlight<Value> {
  readonly #running = new Map<
    string,
    { readonly value: Promise<Value>; waiting: number; readonly end: AbortController }
  >()

  get size(): number {
    return this.#running.size
  }

  /** From now on nobody joins what runs already: something has changed since it was asked. */
  seal(): void {
    this.#running.clear()
  }

  async share(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    let entry = this.#running.get(key)
    if (entry === undefined) {
      const end = new AbortController()
      const value = start(end.signal).finally(() => {
        if (this.#running.get(key)?.end === end) this.#running.delete(key)
      })
      entry = { value, waiting: 0, end }
      this.#running.set(key, entry)
    }
    const { value, end } = entry
    const mine = entry
    mine.waiting += 1
    const leave = (): void => {
      mine.waiting -= 1
      if (mine.waiting > 0) return
      if (this.#running.get(key) === mine) this.#running.delete(key)
      end.abort()
    }
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    try {
      return await value
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }
}
