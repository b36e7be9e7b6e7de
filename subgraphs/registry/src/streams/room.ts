import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Feed } from '../store/feed.ts'
import type { StoredEvent } from '../store/event-change.ts'
import { FeedEnded } from '../store/feed-reader.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { Seat, type Outlet } from './seat.ts'

/** What a room makes of an event: its message, or null where nothing is shown. `isLast`: nothing comes after it. */
export type Rendered = { readonly text: string; readonly isLast: boolean }

export type RoomOptions = {
  readonly feed: Feed
  readonly log: Log
  render(event: StoredEvent): Promise<Rendered | null>
  /** Called before an event that may have changed rights; true: the rights are as they were. */
  areRightsTheSame(): Promise<boolean>
  /** What the subscribers are told when their rights changed; then each of them opens again or is refused. */
  dismiss(seat: Seat): Promise<void>
  readonly onEmpty: () => void
}

/** How many events are rendered side by side. */
const mostAtATime = 64

/**
 * Everyone who follows the same document with the same variables and the same rights: an event is executed and
 * serialised once for all of them.
 */
export class Room {
  readonly #seats = new Set<Seat>()
  readonly #options: RoomOptions
  #position: bigint
  #isClosed = false

  constructor(options: RoomOptions) {
    this.#options = options
    this.#position = BigInt(options.feed.cursor)
    void this.#run()
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get size(): number {
    return this.#seats.size
  }

  /** A place for a subscriber; the room's messages wait until the seat is opened. */
  join(outlet: Outlet): { readonly seat: Seat; readonly position: string } {
    const seat = new Seat(outlet, this.#position)
    this.#seats.add(seat)
    return { seat, position: this.#position.toString() }
  }

  leave(seat: Seat): void {
    this.#seats.delete(seat)
    if (this.#seats.size === 0) this.#close()
  }

  /** Ends for everyone; they open again elsewhere. */
  shut(): void {
    this.#endAll('again')
  }

  /** Looks whether the rights are still as they were; ends the share of everyone here if not. */
  async checkRights(): Promise<void> {
    if (this.#isClosed || (await this.#options.areRightsTheSame())) return
    const seats = [...this.#seats]
    this.#close()
    await Promise.all(seats.map((seat) => this.#dismiss(seat)))
  }

  /** Nobody stays on a seat of a closed room: who cannot be told why opens again, and hears it there. */
  async #dismiss(seat: Seat): Promise<void> {
    try {
      await this.#options.dismiss(seat)
    } catch (error) {
      this.#options.log.warn({ err: error }, 'cannot tell a reader what changed; it opens its stream again')
      seat.cut('again')
    }
  }

  async #run(): Promise<void> {
    const { feed, log } = this.#options
    try {
      await this.#read(feed)
    } catch (error) {
      const isUsual = error instanceof FeedEnded || error instanceof StoreUnavailable
      log[isUsual ? 'debug' : 'error']({ err: error }, 'a stream ended early; its readers open it again')
    }
    this.#endAll('again')
  }

  /** Events that come close together are rendered side by side, so they share what is read; they go out in order. */
  async #read(feed: Feed): Promise<void> {
    let underway: Promise<void>[] = []
    for await (const event of feed) {
      const isAboutRights = event.change.type === 'project'
      if (isAboutRights || underway.length >= mostAtATime) {
        await Promise.all(underway)
        underway = []
      }
      if (isAboutRights) await this.checkRights()
      if (this.#isClosed) return
      const rendered = this.#options.render(event)
      const before = underway.at(-1)
      const delivery = this.#deliver(event, rendered, before)
      // Nothing can follow in order after one that failed: the reading ends, and below is told why.
      delivery.catch(() => feed.close())
      underway.push(delivery)
    }
    await Promise.all(underway)
  }

  async #deliver(event: StoredEvent, rendering: Promise<Rendered | null>, before?: Promise<void>): Promise<void> {
    const [rendered] = await Promise.all([rendering, before])
    if (this.#isClosed) return
    this.#position = BigInt(event.cursor)
    if (rendered === null) return
    for (const seat of this.#seats) seat.push({ text: rendered.text, cursor: this.#position })
    if (rendered.isLast) this.#endAll('complete')
  }

  #endAll(how: 'complete' | 'again'): void {
    const seats = [...this.#seats]
    this.#close()
    for (const seat of seats) seat.end(how)
  }

  #close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#seats.clear()
    this.#options.feed.close()
    this.#options.onEmpty()
  }
}
