import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, MessageType, validateMessage, type Message } from 'graphql-ws'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { ProviderAway } from '../auth/provider-away.ts'
import type { Authenticate } from '../auth/tokens.ts'
import type { LiveTokens } from '../auth/live-tokens.ts'
import type { Identity } from '../pipeline/call.ts'
import type { Limits } from '../pipeline/limits.ts'
import { Refusal } from '../pipeline/refusal.ts'
import { startOperation, type OperationParts } from '../streams/start-operation.ts'
import type { Subscription } from '../streams/hub.ts'
import type { Sink } from '../streams/subscriber.ts'
import { startCall } from './call.ts'
import { addressOf, type TrustedProxies } from './client-source.ts'
import { isOriginAllowed } from './cors.ts'
import type { Metrics } from './metrics.ts'

export type WebSocketOptions = {
  readonly authenticate: Authenticate
  readonly live: LiveTokens
  readonly limits: Limits
  readonly corsOrigins: ReadonlySet<string>
  readonly proxies: TrustedProxies
  readonly heartbeatMs: number
  readonly maxBehindBytes: number
  readonly metrics: Metrics
}

/** How long a client may take to introduce itself. */
const initMs = 5_000
const serviceRestart = 1012
const tryAgainLater = 1013

export type WebSockets = {
  /** Tells every client to connect again, and takes no new ones. */
  readonly stop: () => void
}

/**
 * graphql-transport-ws on `/graphql`. Our own server of the protocol, because an event is serialised once for all
 * who get it; the library would do so for each.
 */
export function serveWebSockets(server: Server, parts: OperationParts, options: WebSocketOptions): WebSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.limits.bodyBytes,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  })
  let isStopping = false
  server.on('upgrade', (message, socket, head) => {
    const isOurs = new URL(message.url ?? '/', 'http://gateway').pathname === '/graphql'
    const isAllowed = isOriginAllowed(
      { origin: message.headers.origin, host: message.headers.host },
      options.corsOrigins,
    )
    if (!isOurs || !isAllowed || isStopping) {
      const status = isStopping ? '503 Service Unavailable' : isOurs ? '403 Forbidden' : '404 Not Found'
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(message, socket, head, (opened) => new Connection(opened, message, parts, options))
  })
  return {
    stop() {
      isStopping = true
      for (const socket of sockets.clients) socket.close(serviceRestart, 'The gateway restarts; connect again.')
    },
  }
}

class Connection {
  readonly #socket: WebSocket
  readonly #message: IncomingMessage
  readonly #parts: OperationParts
  readonly #options: WebSocketOptions
  readonly #operations = new Map<string, { subscription: Subscription | null; readonly end: AbortController }>()
  readonly #address: string
  #identity: Identity | 'none' | 'asked' = 'none'
  #release: () => void = () => undefined
  #isAlive = true
  readonly #timers: NodeJS.Timeout[] = []

  constructor(socket: WebSocket, message: IncomingMessage, parts: OperationParts, options: WebSocketOptions) {
    this.#socket = socket
    this.#message = message
    this.#parts = parts
    this.#options = options
    // Asked now: a socket that was closed no longer knows.
    this.#address = addressOf(message, options.proxies)
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      socket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable')
      return
    }
    this.#timers.push(
      setTimeout(() => {
        if (this.#identity !== 'none') return
        socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout')
      }, initMs).unref(),
      setInterval(() => this.#heartbeat(), options.heartbeatMs).unref(),
    )
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('message', (data: Buffer) => this.#receive(data.toString('utf8'))) // a Buffer unless asked otherwise
    socket.on('error', (error) => parts.log.debug({ err: error }, 'a WebSocket broke'))
    socket.once('close', () => this.#end())
  }

  #heartbeat(): void {
    if (!this.#isAlive) return this.#socket.terminate()
    this.#isAlive = false
    this.#socket.ping()
  }

  #receive(text: string): void {
    let message: Message
    try {
      message = validateMessage(JSON.parse(text))
    } catch {
      this.#socket.close(CloseCode.BadRequest, 'Invalid message received')
      return
    }
    switch (message.type) {
      case MessageType.ConnectionInit:
        return void this.#introduce(message.payload ?? {})
      case MessageType.Ping:
        return this.#send(JSON.stringify({ type: MessageType.Pong }))
      case MessageType.Pong:
        return
      case MessageType.Subscribe:
        return void this.#subscribe(message.id, message.payload)
      case MessageType.Complete: {
        const operation = this.#operations.get(message.id)
        this.#operations.delete(message.id)
        operation?.end.abort()
        return operation?.subscription?.close()
      }
      case MessageType.ConnectionAck:
      case MessageType.Next:
      case MessageType.Error:
        return this.#socket.close(CloseCode.BadRequest, 'Unexpected message received')
    }
  }

  async #introduce(payload: Record<string, unknown>): Promise<void> {
    if (this.#identity !== 'none') {
      this.#socket.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests')
      return
    }
    this.#identity = 'asked'
    const given = payload['authorization'] ?? payload['Authorization'] ?? this.#message.headers.authorization
    try {
      const authorization = typeof given === 'string' ? given : undefined
      const identity = await this.#options.authenticate({ authorization, address: this.#address })
      this.#identity = identity
      this.#release = this.#options.live.hold(identity, () =>
        // Every subscription says so first; what is left then is the connection itself.
        setImmediate(() => this.#socket.close(CloseCode.Unauthorized, 'Token revoked')),
      )
      if (this.#socket.readyState !== this.#socket.OPEN) this.#release()
      this.#send(JSON.stringify({ type: MessageType.ConnectionAck }))
      if (identity.expiresAt === null) return
      // Every subscription has said so by then; what is left is the connection itself.
      const waitMs = Math.min(Math.max(0, identity.expiresAt - Date.now()) + 50, 2 ** 31 - 1)
      this.#timers.push(setTimeout(() => this.#socket.close(CloseCode.Unauthorized, 'Token expired'), waitMs).unref())
    } catch (error) {
      if (error instanceof Refusal)
        this.#socket.close(error.status === 429 ? tryAgainLater : CloseCode.Unauthorized, error.message.slice(0, 120))
      else {
        if (!(error instanceof ProviderAway)) this.#parts.log.error({ err: error }, 'a connection cannot be introduced')
        this.#socket.close(CloseCode.InternalServerError, 'The token cannot be checked now')
      }
    }
  }

  async #subscribe(id: string, payload: SubscribePayload): Promise<void> {
    const identity = this.#identity
    if (typeof identity === 'string') return this.#socket.close(CloseCode.Unauthorized, 'Unauthorized')
    if (this.#operations.has(id)) {
      return this.#socket.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`)
    }
    const operation = { subscription: null as Subscription | null, end: new AbortController() }
    this.#operations.set(id, operation)
    const arrival = { transport: 'websocket', requestId: randomUUID(), message: this.#message, identity } as const
    const call = startCall({ ...arrival, signal: operation.end.signal }, this.#options.proxies)
    const sink = this.#sink(id, () => {
      call.span.end()
      if (this.#operations.get(id) === operation) this.#operations.delete(id)
    })
    const request = {
      query: payload.query,
      operationName: payload.operationName ?? undefined,
      variables: payload.variables ?? undefined,
      extensions: payload.extensions ?? undefined,
    }
    operation.subscription = await startOperation(request, call, sink, null, this.#parts)
    if (operation.end.signal.aborted) operation.subscription?.close()
  }

  #sink(id: string, done: () => void): Sink {
    const name = JSON.stringify(id)
    const last = (text: string): void => {
      done()
      this.#send(text)
    }
    return {
      // Both parts are JSON already: the event was serialised once for all who get it.
      next: ({ json }) => this.#send(`{"id":${name},"type":"next","payload":${json}}`),
      fail: (errors) => last(JSON.stringify({ id, type: MessageType.Error, payload: errors })),
      complete: () => last(JSON.stringify({ id, type: MessageType.Complete })),
      restart: () => {
        done()
        this.#socket.close(serviceRestart, 'The stream broke off; connect again.')
      },
    }
  }

  #send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#socket.send(text)
    if (this.#socket.bufferedAmount <= this.#options.maxBehindBytes) return
    this.#options.metrics.cutReaders.inc()
    this.#socket.terminate()
  }

  #end(): void {
    this.#release()
    for (const timer of this.#timers) clearTimeout(timer)
    for (const { subscription, end } of this.#operations.values()) {
      end.abort()
      subscription?.close()
    }
    this.#operations.clear()
  }
}

type SubscribePayload = Extract<Message, { type: MessageType.Subscribe }>['payload']
