import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Call, Identity, TransportName } from '../pipeline/call.ts'
import { sourceOf, type TrustedProxies } from './client-source.ts'
import { startSpan } from './tracing.ts'

export type Arrival = {
  readonly transport: TransportName
  readonly requestId: string
  readonly message: IncomingMessage
  readonly identity: Identity
  readonly signal: AbortSignal
}

/** Starts a call for a request that came in. */
export function startCall(arrival: Arrival, proxies: TrustedProxies): Omit<Call, 'stream'> {
  const { transport, requestId, message, identity, signal } = arrival
  const { traceparent } = message.headers
  const span = startSpan(`graphql ${transport}`, typeof traceparent === 'string' ? traceparent : undefined)
  return { requestId, transport, identity, source: sourceOf(transport, message, proxies), span, signal }
}

/** A client may name its request itself, within reason. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[protocolHeaders.requestId]
  return typeof given === 'string' && /^[\w.-]{8,128}$/.test(given) ? given : randomUUID()
}
