import { z } from 'zod'

/**
 * How the gateway speaks to a subgraph, beside plain GraphQL over HTTP (`POST /graphql`, JSON). No word of a domain
 * is in it.
 *
 * Every request carries `authorization: Bearer <caller token>` (audience: the subgraph's name), `x-request-proof` (which
 * binds the token to this body, see `runtime/src/caller/request-proof.ts`), `x-request-id`,
 * `traceparent`, and `x-supergraph-version`: a subgraph answers only with types that this version knows.
 *
 * A subscription is `POST /graphql` with `accept: text/event-stream`, answered in the distinct connections mode of
 * graphql-sse: `event: next` with the result as `data:`, `event: complete` at its end. Each result may carry
 * `StreamExtensions`. A `next` without `data` and without `errors` only carries extensions (send one at once, with
 * the access key, when no event is at hand). `last-event-id` acts as `after:` where the document has none.
 *
 * Refused before or during a stream: a `next` with errors (`extensions.code`), then `complete`. A stream that just
 * ends, without `complete`, is opened again from the last cursor.
 */
export const protocolHeaders = {
  supergraphVersion: 'x-supergraph-version',
  requestId: 'x-request-id',
  traceparent: 'traceparent',
  lastEventId: 'last-event-id',
  /** The secret that programs of one installation share, on `/internal/…` where `authorization` is taken. */
  internalSecret: 'x-internal-secret',
} as const

/** What a subgraph says beside a subscription's result, in its `extensions`. */
export const StreamExtensions = z.object({
  /** Where this event stands in its feed; sent back as `last-event-id` to go on after it. */
  cursor: z.string().optional(),
  /**
   * The same place as a number that grows along the feed; lets the gateway put a new subscriber onto a stream that
   * runs already, without losing or repeating an event. Without it that has to wait for an event both streams saw.
   */
  position: z.number().optional(),
  /**
   * With the first result, and again when it changes: an opaque hash of everything about this caller that can change
   * the answers. Streams with equal document, variables and key are one. A changed key ends the share of all who
   * joined: each is asked about again.
   */
  accessKey: z.string().optional(),
})
export type StreamExtensions = z.infer<typeof StreamExtensions>

/** What `GET /internal/supergraph` answers; `?after=<version>&wait=<seconds>` waits for another version (else 304). */
export const SupergraphAnswer = z.object({
  version: z.string().min(1),
  sdl: z.string().min(1),
  /** The clusters that are in it. */
  clusters: z.array(z.string()),
})
export type SupergraphAnswer = z.infer<typeof SupergraphAnswer>
