const mostWaiting = 256

/** Values from several sources in one order of arrival; who pushes waits while the reader is behind. */
export class Stream<Value> implements AsyncIterable<Value> {
  readonly #values: Value[] = []
  readonly #signal: AbortSignal
  #failure: { readonly error: unknown } | null = null
  #wakeReader: (() => void) | null = null
  readonly #wakeWriters: (() => void)[] = []

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wakeAll(), { once: true })
  }

  /** Resolves when there is room for more; `false` once nobody reads any longer. */
  async push(value: Value): Promise<boolean> {
    while (this.#values.length >= mostWaiting && !this.#signal.aborted)
      await new Promise<void>((resolve) => this.#wakeWriters.push(resolve))
    if (this.#signal.aborted) return false
    this.#values.push(value)
    this.#wakeReader?.()
    return true
  }

  /** Ends the stream with an error, after what was pushed before. */
  fail(error: unknown): void {
    this.#failure ??= { error }
    this.#wakeReader?.()
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Value> {
    while (!this.#signal.aborted) {
      const value = this.#values.shift()
      if (value !== undefined) {
        for (const wake of this.#wakeWriters.splice(0)) wake()
        yield value
      } else if (this.#failure !== null) throw this.#failure.error
      else {
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve
        })
        this.#wakeReader = null
      }
    }
  }

  #wakeAll(): void {
    this.#wakeReader?.()
    for (const wake of this.#wakeWriters.splice(0)) wake()
  }
}
