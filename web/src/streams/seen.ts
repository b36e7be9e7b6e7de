const remembered = 500

/**
 * Tells events that came already over another stream. While a list changes two streams run side by side, each in
 * order; whatever comes first counts. Within one stream nothing is a double: a present state has the cursor of the
 * event before it.
 */
export class Seen {
  readonly #streamOf = new Map<string, number>()

  /** True the first time; `key` is the cursor, or the event itself where it has none. */
  isNew(key: string, stream: number): boolean {
    const before = this.#streamOf.get(key)
    if (before !== undefined && before !== stream) return false
    this.#streamOf.set(key, stream)
    const oldest = this.#streamOf.size > remembered ? this.#streamOf.keys().next().value : undefined
    if (oldest !== undefined) this.#streamOf.delete(oldest)
    return true
  }
}
