import { randomUUID } from 'node:crypto'
import type { LiveTokens } from '../auth/live-tokens.ts'
import { Refusal } from '../pipeline/refusal.ts'
import type { Subscription } from '../streams/hub.ts'
import { startOperation, type OperationParts } from '../streams/start-operation.ts'
import type { Sink } from '../streams/subscriber.ts'
import { readOperation } from './read-operation.ts'
import type { StreamRequest } from './stream-request.ts'
import { SseWriter, type SseOptions } from './sse-writer.ts'

/** The one stream of a client, between its reservation and its end. */
type SingleStream = {
  readonly callerKey: string
  writer: SseWriter | null
  /** A null value holds the place of an operation that is being started. */
  readonly operations: Map<string, { subscription: Subscription | null; readonly end: AbortController }>
}

const reservedMs = 30_000
const maxStreams = 10_000

/** Streams by their tokens. They live in this process: behind several gateways this mode needs sticky routing. */
export class SingleStreams {
  readonly #streams = new Map<string, SingleStream>()

  /** A new token for this caller; it lapses unless the stream is opened soon. */
  reserve(callerKey: string): string {
    if (this.#streams.size >= maxStreams)
      throw new Refusal('RATE_LIMITED', 429, 'There are too many streams. Try later.')
    const token = randomUUID()
    const stream: SingleStream = { callerKey, writer: null, operations: new Map() }
    this.#streams.set(token, stream)
    setTimeout(() => {
      if (stream.writer === null) this.#streams.delete(token)
    }, reservedMs).unref()
    return token
  }

  /** The stream of this token if it is this caller's; a stranger's answers as none. */
  get(token: string, callerKey: string): SingleStream | null {
    const stream = this.#streams.get(token)
    return stream?.callerKey === callerKey ? stream : null
  }

  /** Tells every client to open its stream again. */
  stop(): void {
    for (const { writer } of this.#streams.values()) writer?.restart()
    this.#streams.clear()
  }

  end(token: string, stream: SingleStream): void {
    this.#streams.delete(token)
    for (const { subscription, end } of stream.operations.values()) {
      end.abort()
      subscription?.close()
    }
    stream.operations.clear()
  }
}

type SingleParts = {
  readonly singles: SingleStreams
  readonly parts: OperationParts
  readonly options: SseOptions
  readonly live: LiveTokens
}

/** The single connection mode: PUT reserves, GET opens, POST starts an operation, DELETE ends one. */
export async function answerSingle(request: StreamRequest, token: string | null, parts: SingleParts): Promise<void> {
  const { message, response, identity } = request
  if (message.method === 'PUT') {
    response.writeHead(201, { 'content-type': 'text/plain; charset=utf-8' }).end(parts.singles.reserve(identity.key))
    return
  }
  const stream = token === null ? null : parts.singles.get(token, identity.key)
  if (token === null || stream === null) throw new Refusal('NOT_FOUND', 404, 'There is no such stream. Reserve one.')
  const isOpening = (message.headers.accept ?? '').includes('text/event-stream')
  if (message.method === 'GET' && isOpening) return openSingle(request, token, stream, parts)
  if (message.method === 'DELETE') return endOperation(request, stream)
  await addOperation(request, stream, parts)
}

function openSingle(request: StreamRequest, token: string, stream: SingleStream, parts: SingleParts): void {
  const { response, identity } = request
  if (stream.writer !== null) throw new Refusal('BAD_REQUEST', 409, 'The stream is open already.')
  stream.writer = new SseWriter(response, parts.options)
  const { writer } = stream
  // Every operation says so first; what is left then is the stream itself.
  const release = parts.live.hold(identity, () => setImmediate(() => writer.end('')))
  response.once('close', () => {
    release()
    parts.singles.end(token, stream)
  })
}

function endOperation({ message, response }: StreamRequest, stream: SingleStream): void {
  const id = new URL(message.url ?? '/', 'http://gateway').searchParams.get('operationId')
  if (id === null) throw new Refusal('BAD_REQUEST', 400, 'Name the operation in `operationId`.')
  const operation = stream.operations.get(id)
  stream.operations.delete(id)
  operation?.end.abort()
  operation?.subscription?.close()
  response.writeHead(200).end()
}

async function addOperation(request: StreamRequest, stream: SingleStream, { parts }: SingleParts): Promise<void> {
  const { message, response, body, call } = request
  const { writer, operations } = stream
  if (writer === null) throw new Refusal('BAD_REQUEST', 409, 'Open the stream before the first operation.')
  const operation = readOperation(message, body)
  const id = operation.extensions?.['operationId']
  if (typeof id !== 'string' || id === '') {
    throw new Refusal('BAD_REQUEST', 400, 'Name the operation in `extensions.operationId`.')
  }
  if (operations.has(id)) throw new Refusal('BAD_REQUEST', 409, 'There is an operation of this id already.')
  const place = { subscription: null as Subscription | null, end: new AbortController() }
  operations.set(id, place)
  response.writeHead(202).end()
  const sink = singleSink(writer, id, () => operations.delete(id))
  // The operation outlives the request that started it, and ends with its stream.
  place.subscription = await startOperation(operation, { ...call, signal: place.end.signal }, sink, null, parts)
  if (place.end.signal.aborted) place.subscription?.close()
}

function singleSink(writer: SseWriter, id: string, done: () => void): Sink {
  const name = JSON.stringify(id)
  const next = (json: string): void => writer.write(`event: next\ndata: {"id":${name},"payload":${json}}\n\n`)
  const complete = (): void => {
    done()
    writer.write(`event: complete\ndata: {"id":${name}}\n\n`)
  }
  return {
    // Both parts are JSON already: the event was serialised once for all who get it.
    next: (event) => next(event.json),
    fail: (errors) => {
      next(JSON.stringify({ errors }))
      complete()
    },
    complete,
    restart: () => writer.restart(),
  }
}
