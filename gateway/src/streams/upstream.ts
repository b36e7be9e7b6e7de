import { StreamExtensions } from '@operations-manager/schema/stream/stream-protocol.ts'
import type { ExecutionResult } from 'graphql'
import type { Dispatcher } from 'undici'
import { SseParser } from './sse-parser.ts'

/** A result as a subgraph sent it, with what it said beside it. */
export type UpstreamMessage = {
  readonly result: Pick<ExecutionResult, 'data' | 'errors'>
  readonly extensions: StreamExtensions
}

/** `complete`: there is nothing more. `broken`: the connection ended in the middle; it may be opened again. */
export type UpstreamEnd = 'complete' | 'broken'

export type UpstreamListener = {
  readonly message: (message: UpstreamMessage) => void
  readonly ended: (end: UpstreamEnd) => void
}

export type UpstreamOptions = {
  readonly pool: Dispatcher
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const maxMessageBytes = 16_000_000

/** One event stream from a subgraph. Calls its listener until it ended or was closed, and `ended` only once. */
export class Upstream {
  readonly #listener: UpstreamListener
  readonly #parser = new SseParser()
  #controller: Dispatcher.DispatchController | null = null
  #status = 0
  #refusal = ''
  #isOver = false

  constructor(options: UpstreamOptions, listener: UpstreamListener) {
    this.#listener = listener
    options.pool.dispatch(
      { method: 'POST', path: options.path, headers: options.headers, body: options.body },
      {
        onRequestStart: (controller) => {
          this.#controller = controller
          if (this.#isOver) controller.abort(new Error('closed before it was open'))
        },
        onResponseStart: (_, status) => {
          this.#status = status
        },
        onResponseData: (_, chunk) => this.#read(chunk),
        onResponseEnd: () => this.#finish(),
        onResponseError: () => this.#end('broken'),
      },
    )
  }

  /** Ends the stream without another word to the listener. */
  close(): void {
    this.#isOver = true
    this.#controller?.abort(new Error('closed'))
  }

  pause(): void {
    this.#controller?.pause()
  }

  resume(): void {
    if (!this.#isOver) this.#controller?.resume()
  }

  #read(chunk: Buffer): void {
    if (this.#isOver) return
    if (this.#status !== 200) {
      if (this.#refusal.length < 100_000) this.#refusal += chunk.toString('utf8')
      return
    }
    for (const { event, data } of this.#parser.read(chunk)) {
      if (this.#isOver) return
      if (event === 'complete') return this.#end('complete')
      if (event !== 'next') continue
      const message = readMessage(data)
      if (message === null) return this.#end('broken')
      this.#listener.message(message)
    }
    if (this.#parser.waiting > maxMessageBytes) this.#end('broken')
  }

  // A refusal before the stream began comes as a plain answer with errors; a failure of the server as anything else.
  #finish(): void {
    const message = this.#status >= 400 && this.#status < 500 ? readMessage(this.#refusal) : null
    if (this.#isOver || message === null) return this.#end('broken')
    this.#listener.message(message)
    this.#end('complete')
  }

  #end(end: UpstreamEnd): void {
    if (this.#isOver) return
    this.close()
    this.#listener.ended(end)
  }
}

function readMessage(text: string): UpstreamMessage | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null // Reported by the caller as a broken stream.
  }
  if (typeof value !== 'object' || value === null) return null
  const { data, errors, extensions } = value as { data?: unknown; errors?: unknown; extensions?: unknown }
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) return null
  if (errors !== undefined && !Array.isArray(errors)) return null
  const said = StreamExtensions.safeParse(extensions ?? {})
  if (!said.success) return null
  const result = {
    ...(data === undefined ? {} : { data: data as ExecutionResult['data'] }), // checked above
    ...(errors === undefined || errors.length === 0 ? {} : { errors }),
  }
  return { result: result as UpstreamMessage['result'], extensions: said.data }
}
