/** How a stream ends. `complete`: there is nothing more; `again`: the reader opens it again from its last cursor. */
export type StreamEnd = 'complete' | 'again'

/** Where the messages of one subscriber go. */
export type Outlet = {
  /** One message, serialised. */
  send(text: string): void
  end(how: StreamEnd): void
}

type Message = { readonly text: string; readonly cursor: bigint }

/** One subscriber in a room: what arrives while it catches up waits, and nothing is sent twice. */
export class Seat {
  readonly #outlet: Outlet
  #waiting: Message[] | null = []
  #sent: bigint
  #isOver = false
  #endsAs: StreamEnd | null = null

  /** `sent`: everything up to this cursor comes before the room's messages. */
  constructor(outlet: Outlet, sent: bigint) {
    this.#outlet = outlet
    this.#sent = sent
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** A message of the room. */
  push(message: Message): void {
    if (this.#waiting !== null) this.#waiting.push(message)
    else this.#send(message)
  }

  /** Caught up: what waited goes out, then everything as it comes. */
  open(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const message of waiting) this.#send(message)
    if (this.#endsAs !== null) this.cut(this.#endsAs)
  }

  /** Something outside the order of the feed: what was caught up, a key, an error. */
  tell(text: string): void {
    if (!this.#isOver) this.#outlet.send(text)
  }

  /** Ends after what it waits for. */
  end(how: StreamEnd): void {
    if (this.#waiting === null) this.cut(how)
    else this.#endsAs ??= how
  }

  /** Ends at once. */
  cut(how: StreamEnd): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#waiting = []
    this.#outlet.end(how)
  }

  #send({ text, cursor }: Message): void {
    if (this.#isOver || cursor <= this.#sent) return
    this.#sent = cursor
    this.#outlet.send(text)
  }
}
