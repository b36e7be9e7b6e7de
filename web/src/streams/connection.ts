import { createParser } from 'eventsource-parser'
import { isStreamEvent, readEventId, silenceMs, type StreamEventName, type StreamsRequest } from './protocol.ts'

export type StreamMessage = {
  readonly event: StreamEventName
  readonly subscription: string
  readonly cursor: string | null
  readonly data: string
}

/** `over`: nobody is signed in; `lost`: anything else, worth trying again. */
export type ConnectionEnd = 'over' | 'lost'

export type ConnectionListener = {
  readonly message: (message: StreamMessage) => void
  /** Called once, unless it was closed by its owner. */
  readonly ended: (end: ConnectionEnd) => void
}

/** How a stream is opened; tests hand in their own. */
export type OpenStream = (body: StreamsRequest, signal: AbortSignal) => Promise<Response>

export const openStream: OpenStream = (body, signal) =>
  fetch('/streams', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
    signal,
    cache: 'no-store',
  })

/** One event stream from this application's server. Silence longer than heartbeats allow ends it as lost. */
export class Connection {
  readonly #end = new AbortController()
  readonly #listener: ConnectionListener
  #isOver = false
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor(body: StreamsRequest, listener: ConnectionListener, open: OpenStream = openStream) {
    this.#listener = listener
    this.#read(body, open).then(
      (end) => this.#finish(end),
      // Whatever breaks a stream, it is opened again; why it broke is in the browser's own log.
      () => this.#finish('lost'),
    )
  }

  close(): void {
    this.#isOver = true
    clearTimeout(this.#silence)
    this.#end.abort()
  }

  async #read(body: StreamsRequest, open: OpenStream): Promise<ConnectionEnd> {
    this.#heard()
    const response = await open(body, this.#end.signal)
    if (response.status === 401) return 'over'
    if (!response.ok || response.body === null) return 'lost'
    let end: ConnectionEnd = 'lost'
    const parser = createParser({
      onEvent: ({ event, id = '', data }) => {
        if (this.#isOver || !isStreamEvent(event)) return
        if (event === 'over') end = 'over'
        else this.#listener.message({ event, ...readEventId(id), data })
      },
    })
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return end
      this.#heard()
      parser.feed(value)
    }
  }

  /** A machine that slept runs this late, and finds out at once. */
  #heard(): void {
    clearTimeout(this.#silence)
    if (!this.#isOver) this.#silence = setTimeout(() => this.#finish('lost'), silenceMs)
  }

  #finish(end: ConnectionEnd): void {
    if (this.#isOver) return
    this.close()
    this.#listener.ended(end)
  }
}
