import { createClient, type Client } from 'graphql-ws'
import WebSocket, { type ClientOptions } from 'ws'
import { z } from 'zod'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { KeyOffer, LinkHello } from '@operations-manager/schema/link/handshake.ts'
import { linkDocuments } from '@operations-manager/schema/link/link-schema.ts'
import type { LinkAnswer, Report } from '@operations-manager/schema/link/messages.ts'

/** How a connection ended: the registry's close code (or 1006 for a line that broke) and its words. */
export class LinkClosed extends Error {
  override readonly name = 'LinkClosed'
  readonly code: number

  constructor(code: number, reason: string) {
    super(reason === '' ? `The link was closed (${code}).` : `The link was closed (${code}): ${reason}`)
    this.code = code
  }
}

/** The registry answered, and said no. The connection stays. */
export class LinkRefused extends Error {
  override readonly name = 'LinkRefused'
}

const ReceiptAnswer = z.object({
  report: z.object({
    stored: z.number(),
    refused: z.array(z.object({ index: z.number(), code: z.string(), message: z.string() })),
  }),
})
const AnnounceAnswer = z.object({
  announce: z.object({
    cluster: z.string(),
    contractVersion: z.number(),
    requestKey: z
      .string()
      .min(1)
      .transform((key) => new Secret(key)),
  }),
})
const RotateAnswer = z.object({ rotateKey: z.object({ taken: z.literal(true) }) })
const AnswerAnswer = z.object({ answer: z.object({ gone: z.array(z.string()) }) })

export type Receipt = z.infer<typeof ReceiptAnswer>['report']

/** One open WebSocket to the registry. When it ends, every stream and every call ends with `LinkClosed`. */
export type Connection = {
  announce(profile: unknown): Promise<z.infer<typeof AnnounceAnswer>['announce']>
  report(reports: readonly Report[]): Promise<Receipt>
  answer(answers: readonly LinkAnswer[]): Promise<readonly string[]>
  /** Replaces the key with which this cluster says hello; `LinkRefused` where the registry does not. */
  rotateKey(offer: KeyOffer): Promise<void>
  wishes(): AsyncIterable<unknown>
  requests(): AsyncIterable<unknown>
  /** Rejects with `LinkClosed` when the connection has ended. */
  readonly closed: Promise<never>
  close(): Promise<void>
}

export type ConnectOptions = {
  readonly url: string
  readonly hello: () => Promise<LinkHello>
  readonly log: Log
  /** A ping after so long a silence; no answer in the same time again ends the connection. */
  readonly pingMs: number
  readonly connectMs: number
  readonly socketOptions?: ClientOptions
}

const maximumMessageBytes = 32 * 1024 * 1024

/** Makes the client of one connection. It opens with the first call, and is never used for a second connection. */
export function connect(options: ConnectOptions): Connection {
  const { promise: closed, reject } = Promise.withResolvers<never>()
  closed.catch(() => undefined) // whoever waits for it sees it; nobody has to
  const socketOptions = {
    handshakeTimeout: options.connectMs,
    maxPayload: maximumMessageBytes,
    ...options.socketOptions,
  }
  const client = createClient({
    url: options.url,
    connectionParams: options.hello,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, socketOptions)
        this.on('error', ignoreLate)
      }
    },
    lazy: false,
    onNonLazyError: (event) => reject(toClosed(event)),
    retryAttempts: 0,
    connectionAckWaitTimeout: options.connectMs,
    keepAlive: options.pingMs,
    on: deadAfter(options.pingMs),
  })
  return {
    announce: async (profile) => (await call(client, linkDocuments.announce, { profile }, AnnounceAnswer)).announce,
    report: async (reports) => (await call(client, linkDocuments.report, { reports }, ReceiptAnswer)).report,
    answer: async (answers) => (await call(client, linkDocuments.answer, { answers }, AnswerAnswer)).answer.gone,
    rotateKey: async (offer) => void (await call(client, linkDocuments.rotateKey, { ...offer }, RotateAnswer)),
    wishes: () => stream(client, linkDocuments.wishes, 'wishes'),
    requests: () => stream(client, linkDocuments.requests, 'requests'),
    closed,
    close: async () => {
      reject(new LinkClosed(1000, 'closed by us'))
      client.terminate()
      await client.dispose()
    },
  }
}

/** A line that is silently dead is found by a ping without a pong. */
function deadAfter(pingMs: number): NonNullable<Parameters<typeof createClient>[0]['on']> {
  let socket: WebSocket | null = null
  let timer: NodeJS.Timeout | undefined
  return {
    opened: (opened) => {
      socket = opened as WebSocket // the implementation given to createClient
    },
    ping: (received) => {
      if (!received) timer = setTimeout(() => socket?.terminate(), pingMs)
    },
    pong: (received) => {
      if (received) clearTimeout(timer)
    },
    closed: () => clearTimeout(timer),
  }
}

/** The library stops listening before a socket that it gave up has failed; without a listener that ends the program. */
function ignoreLate(): void {
  return undefined
}

async function call<Schema extends z.ZodType>(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
  schema: Schema,
): Promise<z.output<Schema>> {
  for await (const result of streamResults(client, query, variables)) return schema.parse(result)
  throw new LinkRefused('The registry gave no answer.')
}

async function* stream(client: Client, query: string, field: string): AsyncIterable<unknown> {
  for await (const data of streamResults(client, query, {})) {
    yield z.record(z.string(), z.unknown()).parse(data)[field]
  }
}

async function* streamResults(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
): AsyncIterable<unknown> {
  try {
    for await (const result of client.iterate({ query, variables })) {
      if (result.errors !== undefined) throw new LinkRefused(result.errors.map(({ message }) => message).join(' '))
      yield result.data
    }
  } catch (error) {
    if (error instanceof LinkRefused) throw error
    throw Array.isArray(error) ? new LinkRefused(error.map((one) => String(one.message)).join(' ')) : toClosed(error)
  }
}

const CloseEvent = z.object({ code: z.number(), reason: z.string().default('') })

function toClosed(event: unknown): LinkClosed {
  const close = CloseEvent.safeParse(event)
  if (close.success) return new LinkClosed(close.data.code, close.data.reason)
  const failure = z.object({ message: z.string() }).safeParse(event)
  return new LinkClosed(1006, failure.success ? failure.data.message : 'the line broke')
}
