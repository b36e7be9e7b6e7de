import type { StreamEvent } from './stream-event.ts'

const keptEvents = 256
const keptBytes = 2_000_000

/**
 * The newest events of a stream. Tells which of them somebody lacks who has seen everything up to a place, or that
 * this cannot be told.
 */
export class RecentEvents {
  readonly #events: StreamEvent[] = []
  #bytes = 0
  /** Every event after this place is still here. */
  #floor: { readonly cursor: string | null; readonly position: number | null } | null = null

  /** Says where the stream began. */
  startAt(cursor: string | null, position: number | null): void {
    if (cursor === null && position === null) return
    this.#floor ??= { cursor, position }
  }

  add(event: StreamEvent): void {
    this.startAt(event.cursor, event.position)
    this.#events.push(event)
    this.#bytes += event.json.length
    while (this.#events.length > keptEvents || this.#bytes > keptBytes) {
      const oldest = this.#events.shift()
      if (oldest === undefined) return
      this.#bytes -= oldest.json.length
      this.#floor = { cursor: oldest.cursor, position: oldest.position }
    }
  }

  /** What came after the given place, or null if that cannot be told (yet). */
  after(cursor: string | null, position: number | null): readonly StreamEvent[] | null {
    if (this.#floor === null) return null
    if (position !== null && this.#floor.position !== null) {
      if (position < this.#floor.position) return null
      return this.#events.filter((event) => event.position !== null && event.position > position)
    }
    if (cursor === null) return null
    const seen = this.#events.findLastIndex((event) => event.cursor === cursor)
    if (seen >= 0) return this.#events.slice(seen + 1)
    return this.#floor.cursor === cursor ? [...this.#events] : null
  }
}
