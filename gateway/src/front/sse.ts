import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import type { IncomingMessage } from 'node:http'
import type { LiveTokens } from '../auth/live-tokens.ts'
import type { Sink } from '../streams/subscriber.ts'
import { startOperation, type OperationParts } from '../streams/start-operation.ts'
import { readOperation } from './read-operation.ts'
import type { StreamRequest } from './stream-request.ts'
import { answerSingle, SingleStreams } from './sse-single.ts'
import { streamTokenHeader } from './stream-request.ts'
import { SseWriter, type SseOptions } from './sse-writer.ts'

/** Answers GraphQL over SSE: one connection per operation, or one connection for all operations of a client. */
export function createSse(parts: OperationParts, options: SseOptions, live: LiveTokens) {
  const singles = new SingleStreams()
  return {
    async answer(request: StreamRequest): Promise<void> {
      const { message } = request
      const token = tokenOf(message)
      if (token !== null || message.method === 'PUT' || message.method === 'DELETE') {
        return answerSingle(request, token, { singles, parts, options, live })
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

function tokenOf(message: IncomingMessage): string | null {
  const header = message.headers[streamTokenHeader]
  if (typeof header === 'string') return header
  return new URL(message.url ?? '/', 'http://gateway').searchParams.get('token')
}
