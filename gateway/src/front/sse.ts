import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { Refusal } from '../pipeline/refusal.ts'
import type { OperationRequest } from '../pipeline/run-request.ts'
import type { Sink } from '../streams/subscriber.ts'
import { startOperation, type OperationParts } from '../streams/start-operation.ts'
import type { StreamRequest } from './server.ts'
import { answerSingle, SingleStreams } from './sse-single.ts'
import { SseWriter, type SseOptions } from './sse-writer.ts'

export const streamTokenHeader = 'x-graphql-event-stream-token'

/** True for what belongs to the protocol GraphQL over SSE, in either of its modes. */
export function isStreamRequest({ method, headers, url }: IncomingMessage): boolean {
  if (method === 'PUT' || method === 'DELETE' || headers[streamTokenHeader] !== undefined) return true
  if ((headers.accept ?? '').includes('text/event-stream')) return true
  return method === 'GET' && new URL(url ?? '/', 'http://gateway').searchParams.has('token')
}

/** Answers GraphQL over SSE: one connection per operation, or one connection for all operations of a client. */
export function createSse(parts: OperationParts, options: SseOptions) {
  const singles = new SingleStreams()
  return {
    async answer(request: StreamRequest): Promise<void> {
      const { message } = request
      const token = tokenOf(message)
      if (token !== null || message.method === 'PUT' || message.method === 'DELETE') {
        return answerSingle(request, token, { singles, parts, options })
      }
      await answerDistinct(request, parts, options)
    },
    /** Ends the streams that would stay open without any subscription. */
    stop: () => singles.stop(),
  }
}

async function answerDistinct(request: StreamRequest, parts: OperationParts, options: SseOptions): Promise<void> {
  const { message, response, body, call } = request
  const operation = readOperation(message, body)
  const writer = new SseWriter(response, options)
  const sink: Sink = {
    next: (event) => writer.write(event.sse),
    fail: (errors) => writer.end(`event: next\ndata: ${JSON.stringify({ errors })}\n\nevent: complete\ndata:\n\n`),
    complete: () => writer.end('event: complete\ndata:\n\n'),
    restart: () => writer.restart(),
  }
  const lastEventId = message.headers[protocolHeaders.lastEventId]
  const place = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : null
  const subscription = await startOperation(operation, call, sink, place, parts)
  if (response.destroyed) subscription?.close()
  else response.once('close', () => subscription?.close())
}

const Operation = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
})

/** Reads an operation from a body or a URL; throws a refusal if there is none. */
export function readOperation(message: IncomingMessage, body: unknown): OperationRequest {
  const isGet = message.method === 'GET'
  if (isGet) refuseForgery(message)
  const parsed = Operation.safeParse(isGet ? fromUrl(message) : body)
  if (!parsed.success)
    throw new Refusal('BAD_REQUEST', 400, `The request cannot be read: ${z.prettifyError(parsed.error)}`)
  const { query, operationName, variables, extensions } = parsed.data
  return {
    query: query ?? undefined,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
    isGet,
  }
}

function fromUrl(message: IncomingMessage): unknown {
  const { searchParams } = new URL(message.url ?? '/', 'http://gateway')
  const json = (name: string): unknown => {
    const text = searchParams.get(name)
    if (text === null || text === '') return undefined
    try {
      return JSON.parse(text)
    } catch {
      throw new Refusal('BAD_REQUEST', 400, `The parameter "${name}" is not JSON.`)
    }
  }
  return {
    query: searchParams.get('query'),
    operationName: searchParams.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  }
}

// The same rule as Apollo Server's for plain requests: a page of another origin cannot set these without a preflight.
function refuseForgery({ headers }: IncomingMessage): void {
  if (headers['apollo-require-preflight'] !== undefined || headers['x-apollo-operation-name'] !== undefined) return
  if ((headers['content-type'] ?? '').startsWith('application/json')) return
  throw new Refusal(
    'BAD_REQUEST',
    400,
    'This request could come from another site unseen. Send the header `apollo-require-preflight: true`.',
  )
}

function tokenOf(message: IncomingMessage): string | null {
  const header = message.headers[streamTokenHeader]
  if (typeof header === 'string') return header
  return new URL(message.url ?? '/', 'http://gateway').searchParams.get('token')
}
