import type { OpenStream } from './connection.ts'
import { eventId, type StreamEventName, type StreamsRequest, type WantedSubscription } from './protocol.ts'

/** For tests: a server that opens streams on which the test says what comes. */
export class FakeServer {
  readonly streams: FakeStream[] = []
  /** Answered to the next requests instead of a stream. */
  refuseWith: number | null = null
  readonly open: OpenStream = (body, signal) => {
    if (this.refuseWith !== null) return Promise.resolve(new Response('{}', { status: this.refuseWith }))
    const stream = new FakeStream(body, signal)
    this.streams.push(stream)
    return Promise.resolve(new Response(stream.body))
  }

  /** The newest stream. */
  get last(): FakeStream {
    const stream = this.streams.at(-1)
    if (stream === undefined) throw new Error('nobody opened a stream')
    return stream
  }
}

export class FakeStream {
  readonly wanted: readonly WantedSubscription[]
  readonly signal: AbortSignal
  readonly body: ReadableStream<Uint8Array>
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor({ subscriptions }: StreamsRequest, signal: AbortSignal) {
    this.wanted = subscriptions
    this.signal = signal
    this.body = new ReadableStream({ start: (controller) => void (this.#controller = controller) })
    signal.addEventListener('abort', () => this.#controller?.error(signal.reason))
  }

  get isClosed(): boolean {
    return this.signal.aborted
  }

  send(event: StreamEventName, subscription = '', data: unknown = {}, cursor: string | null = null): void {
    if (this.isClosed) return
    const text = `event: ${event}\nid: ${eventId(subscription, cursor)}\ndata: ${JSON.stringify(data)}\n\n`
    this.#controller?.enqueue(new TextEncoder().encode(text))
  }

  /** Everything that was asked for is open. */
  stand(): void {
    for (const { id } of this.wanted) this.send('open', id)
    this.send('ready')
  }

  /** The connection breaks. */
  break(): void {
    this.#controller?.error(new Error('broken'))
  }
}
