import type { Source } from '@operations-manager/runtime/caller/source.ts'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { TokenDocument } from '@operations-manager/schema/access-token/internal.ts'
import type { TraceSpan } from '../front/tracing.ts'

/** Who is calling, and until when we may believe it. */
export type Identity = {
  readonly caller: Caller
  /** Equal for equal callers only: subject and everything that gives rights. */
  readonly key: string
  /** When the token ends, in milliseconds since the epoch; null for anonymous callers. */
  readonly expiresAt: number | null
  /** The id of the access token that was shown; null for people and for nobody. */
  readonly token: string | null
  /** The only documents that this caller may send, by their SHA-256, with what is fixed for each; null: any. */
  readonly documents: ReadonlyMap<string, TokenDocument> | null
}

export type TransportName = 'http' | 'sse' | 'websocket'

/** One request on its way through the pipeline, whatever transport it came by. */
export type Call = {
  readonly requestId: string
  readonly transport: TransportName
  readonly identity: Identity
  readonly source: Source
  readonly span: TraceSpan
  /** Aborted when the client leaves or the time is up. */
  readonly signal: AbortSignal
  /** Only on transports that can carry a stream: where the pipeline puts a subscription that it let pass. */
  readonly stream: StreamSlot | null
}

export type StreamSlot = { admitted: AdmittedSubscription | null }

/** A subscription that passed every check, ready to be opened. */
export type AdmittedSubscription = {
  /** The client's own text, to be checked again when the graph changes. */
  readonly source: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}
