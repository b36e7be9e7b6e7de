import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { GraphQLError } from 'graphql'
import type { Call } from '../pipeline/call.ts'
import { internalError } from '../pipeline/mask.ts'
import { Refusal } from '../pipeline/refusal.ts'
import type { OperationRequest, RunRequest } from '../pipeline/run-request.ts'
import type { Hub, Subscription } from './hub.ts'
import { StreamEvent } from './stream-event.ts'
import type { Sink } from './subscriber.ts'

export type OperationParts = { readonly run: () => RunRequest | null; readonly hub: Hub; readonly log: Log }

/**
 * Starts any operation of a streaming transport; everything it gives goes to the sink, refusals too. Never throws.
 * Null if there is nothing left to close.
 */
export async function startOperation(
  request: OperationRequest,
  call: Omit<Call, 'stream'>,
  sink: Sink,
  lastEventId: string | null,
  parts: OperationParts,
): Promise<Subscription | null> {
  try {
    const run = parts.run()
    if (run === null) throw new Refusal('INTERNAL', 503, 'The gateway is starting: it has no supergraph yet.')
    const ran = await run(request, call)
    if (ran.type === 'subscription') {
      if (call.signal.aborted) return null
      return parts.hub.subscribe({ ...call, stream: null }, ran.admitted, sink, lastEventId)
    }
    const { data, errors } = ran.result
    if (data === undefined && errors !== undefined) sink.fail(errors)
    else {
      sink.next(new StreamEvent(JSON.stringify(ran.result), null, null))
      sink.complete()
    }
  } catch (error) {
    if (!(error instanceof Refusal)) parts.log.error({ requestId: call.requestId, err: error }, 'an operation failed')
    const refusal = error instanceof Refusal ? error : internalError(call.requestId)
    sink.fail([publicError(refusal)])
  }
  return null
}

function publicError(error: GraphQLError): { message: string; extensions: Record<string, unknown> } {
  const { http: _, ...extensions } = error.extensions
  return { message: error.message, extensions }
}
