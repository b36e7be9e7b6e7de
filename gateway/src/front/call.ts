import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Call, Identity, TransportName } from '../pipeline/call.ts'
import { startSpan } from './tracing.ts'

/** Starts a call for a request that came with these headers. */
export function startCall(
  transport: TransportName,
  requestId: string,
  headers: IncomingHttpHeaders,
  identity: Identity,
  signal: AbortSignal,
): Omit<Call, 'stream'> {
  const { traceparent } = headers
  const span = startSpan(`graphql ${transport}`, typeof traceparent === 'string' ? traceparent : undefined)
  return { requestId, transport, identity, span, signal }
}

/** A client may name its request itself, within reason. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[protocolHeaders.requestId]
  return typeof given === 'string' && /^[\w.-]{8,128}$/.test(given) ? given : randomUUID()
}
