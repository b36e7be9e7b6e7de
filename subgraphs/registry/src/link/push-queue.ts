/** Values pushed at one end and read at the other, by one reader. Bounded: `push` says no when the reader is too slow. */
export class PushQueue<T> implements AsyncIterable<T> {
  readonly #values: T[] = []
  readonly #limit: number
  #wake = Promise.withResolvers<void>()
  #closed = false

  constructor(limit: number) {
    this.#limit = limit
  }

  push(value: T): boolean {
    if (this.#closed || this.#values.length >= this.#limit) return false
    this.#values.push(value)
    this.#wake.resolve()
    return true
  }

  /** The reader gets what is left, and then the end. */
  close(): void {
    this.#closed = true
    this.#wake.resolve()
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const value = this.#values.shift()
      if (value !== undefined) yield value
      else if (this.#closed) return
      else {
        this.#wake = Promise.withResolvers()
        await this.#wake.promise
      }
    }
  }
}
