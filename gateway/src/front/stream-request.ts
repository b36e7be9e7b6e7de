import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Call, Identity } from '../pipeline/call.ts'

/** A request for a stream, after it was found out who asks. */
export type StreamRequest = {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly body: unknown
  readonly identity: Identity
  readonly call: Omit<Call, 'stream'>
}

export const streamTokenHeader = 'x-graphql-event-stream-token'

/** True for what belongs to the protocol GraphQL over SSE, in either of its modes. */
export function isStreamRequest({ method, headers, url }: IncomingMessage): boolean {
  if (method === 'PUT' || method === 'DELETE' || headers[streamTokenHeader] !== undefined) return true
  if ((headers.accept ?? '').includes('text/event-stream')) return true
  return method === 'GET' && new URL(url ?? '/', 'http://gateway').searchParams.has('token')
}
