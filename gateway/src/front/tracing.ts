import { randomBytes } from 'node:crypto'
import { context, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api'

const tracer = trace.getTracer('gateway')
const traceparentForm = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** One piece of work in a trace. Without a collector it still carries a trace id from the client to the subgraphs. */
export type TraceSpan = {
  /** What to send on, in W3C form. */
  readonly traceparent: string
  child(name: string, attributes: Readonly<Record<string, string | number>>): TraceSpan
  end(error?: string): void
}

/** Starts the span of a request, within the trace that the client sent or a new one. */
export function startSpan(name: string, incoming: string | undefined): TraceSpan {
  const remote = incoming === undefined ? null : traceparentForm.exec(incoming)
  const [, traceId, spanId, flags] = remote ?? []
  const parent =
    traceId === undefined || spanId === undefined || flags === undefined
      ? context.active()
      : trace.setSpanContext(context.active(), {
          traceId,
          spanId,
          traceFlags: Number.parseInt(flags, 16) & 1,
          isRemote: true,
        })
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent)
  return wrap(span, parent)
}

function wrap(span: Span, parent: Context): TraceSpan {
  const { traceId, spanId, traceFlags } = span.spanContext()
  // Nobody records it: the trace goes on all the same, with the ids that it has, or with new ones if it has none.
  if (!span.isRecording()) {
    const isKnown = trace.isSpanContextValid(span.spanContext())
    const traceparent = isKnown ? `00-${traceId}-${spanId}-0${traceFlags & 1}` : newTraceparent()
    const silent: TraceSpan = { traceparent, child: () => silent, end: () => undefined }
    return silent
  }
  const traceparent = `00-${traceId}-${spanId}-0${traceFlags & 1}`
  const within = trace.setSpan(parent, span)
  return {
    traceparent,
    child: (name, attributes) => wrap(tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, within), within),
    end(error) {
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error })
      span.end()
    },
  }
}

function newTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`
}
