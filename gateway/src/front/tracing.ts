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
  return wrap(span, parent, () => (incoming !== undefined && remote !== null ? incoming : newTraceparent()))
}

function wrap(span: Span, parent: Context, fallback: () => string): TraceSpan {
  // A span that nobody records has no ids of its own: then what came in goes on, so that a trace never breaks here.
  if (!span.isRecording()) {
    const silent: TraceSpan = { traceparent: fallback(), child: () => silent, end: () => undefined }
    return silent
  }
  const { traceId, spanId, traceFlags } = span.spanContext()
  const traceparent = `00-${traceId}-${spanId}-0${traceFlags & 1}`
  const within = trace.setSpan(parent, span)
  return {
    traceparent,
    child: (name, attributes) =>
      wrap(tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, within), within, () => traceparent),
    end(error) {
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error })
      span.end()
    },
  }
}

function newTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`
}
