import type { Log } from '@operations-manager/runtime/log/log.ts'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import type { DocumentNode, GraphQLFormattedError } from 'graphql'
import type { Generation } from '../federation/generation.ts'
import type { Metrics } from '../front/metrics.ts'
import type { AdmittedSubscription, Call } from '../pipeline/call.ts'
import { internalError, maskErrors } from '../pipeline/mask.ts'
import type { Pools } from '../subgraphs/pools.ts'
import { operationOf, planUpstream, upstreamBody, type SubscriptionDocuments } from './prepared.ts'
import { RecentEvents } from './recent-events.ts'
import { StreamEvent } from './stream-event.ts'
import type { Subscriber } from './subscriber.ts'
import { Upstream, type UpstreamEnd, type UpstreamMessage } from './upstream.ts'

export type FeedParts = {
  readonly documents: SubscriptionDocuments
  readonly pools: Pools
  readonly metrics: Metrics
  readonly log: Log
}

export type FeedListener = {
  /** The feed has handed on what came up to its present place. */
  readonly delivered: (feed: Feed) => void
  /** Whoever opened the feed may see something else now; all who share it have to be asked about again. */
  readonly accessChanged: (feed: Feed) => void
  readonly over: (feed: Feed) => void
}

/** Where a feed goes on: a place that the client named in its header, or one that we have reached ourselves. */
export type Start = { readonly after: string | null; readonly isOurs: boolean }

/** So many events of one feed are completed side by side; then its subgraph has to wait. */
const maxPending = 16
/** A silent upstream is taken for dead: subgraphs send a heartbeat more often than this. */
const silenceMs = 45_000
const firstRetryMs = 250
const maxRetryMs = 5_000

/**
 * One subscription towards its subgraph, with everybody who shares it. Survives a lost connection and a new
 * supergraph: it opens again from the last place, and its subscribers notice nothing.
 */
export class Feed {
  readonly admitted: AdmittedSubscription
  readonly subscribers = new Set<Subscriber>()
  readonly recent = new RecentEvents()
  /** What the subgraph said about the rights under which this feed runs; null until it spoke. */
  accessKey: string | null = null
  cursor: string | null = null
  position: number | null = null
  readonly #parts: FeedParts
  readonly #listener: FeedListener
  readonly #end = new AbortController()
  #call: Call
  #generation: Generation
  #start: Start
  #document: DocumentNode | null = null
  #upstream: Upstream | null = null
  /** Grows with every (re)opening; what belongs to an earlier one is not heard any more. */
  #epoch = 0
  #failures = 0
  #pending = 0
  #hasDelivered = false
  #tail: Promise<void> = Promise.resolve()

  constructor(first: Subscriber, generation: Generation, start: Start, parts: FeedParts, listener: FeedListener) {
    this.admitted = first.admitted
    this.#generation = generation
    this.#start = start
    this.#parts = parts
    this.#listener = listener
    this.#call = first.call
    this.add(first)
  }

  /** The caller under whose rights the feed runs. */
  get ownerKey(): string {
    return this.#call.identity.key
  }

  /** True if everything that came has been handed on. */
  get isIdle(): boolean {
    return this.#pending === 0
  }

  get isOver(): boolean {
    return this.#end.signal.aborted
  }

  add(subscriber: Subscriber): void {
    this.subscribers.add(subscriber)
  }

  /** Takes a subscriber off; without any the feed ends. */
  remove(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber)
    const [next] = this.subscribers
    if (next === undefined) return this.close()
    // Equal access keys mean equal answers, so anybody who is left may take over.
    if (next.call.identity.key !== this.ownerKey && !this.#hasOwner()) this.#call = next.call
  }

  /** Goes on under another supergraph, from the last place. */
  moveTo(generation: Generation): void {
    this.#generation = generation
    const hasPlace = this.cursor !== null || !this.#hasDelivered
    // A stream without cursors cannot be opened again without a gap; its events are completed by the new plan.
    if (hasPlace) this.#reopen(0)
    else this.#document = this.#check()
  }

  close(): void {
    if (this.isOver) return
    this.#end.abort()
    this.#dropUpstream()
    this.#listener.over(this)
  }

  #hasOwner(): boolean {
    return [...this.subscribers].some(({ call }) => call.identity.key === this.ownerKey)
  }

  /** Opens the stream towards the subgraph; called once, when whoever listens is ready. */
  open(): void {
    this.#epoch += 1
    const epoch = this.#epoch
    this.#connect(epoch).catch((error: unknown) => {
      if (epoch !== this.#epoch || this.isOver) return
      this.#parts.log.error({ requestId: this.#call.requestId, err: error }, 'a subscription cannot be opened')
      this.#fail([internalError(this.#call.requestId).toJSON()])
    })
  }

  #check(): DocumentNode | null {
    const document = this.#parts.documents.of(this.#generation, this.admitted.source)
    if ('kind' in document) return document
    this.#fail(document.map((error) => ({ ...error.toJSON(), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })))
    return null
  }

  async #connect(epoch: number): Promise<void> {
    const generation = this.#generation
    this.#document = this.#check()
    if (this.#document === null) return
    const request = await planUpstream(generation, this.#document, this.admitted, this.#call)
    const { subgraph } = request
    const { requestId, span, identity, source } = this.#call
    const call = { requestId, traceparent: span.traceparent, supergraphVersion: generation.version }
    const { after, isOurs } = this.#start
    const body = upstreamBody(request, isOurs ? after : null)
    const headers = await subgraph.headers({ identity, source }, call, body)
    if (epoch !== this.#epoch || this.isOver) return
    this.#parts.metrics.upstreams.inc()
    this.#upstream = new Upstream(
      {
        pool: this.#parts.pools.streams(subgraph.address, silenceMs),
        path: subgraph.address.path,
        headers: {
          ...headers,
          accept: 'text/event-stream',
          ...(after === null ? {} : { [protocolHeaders.lastEventId]: after }),
        },
        body,
      },
      {
        message: (message) => {
          if (epoch === this.#epoch) this.#take(message)
        },
        ended: (end) => {
          if (epoch === this.#epoch) this.#upstreamEnded(end)
        },
      },
    )
  }

  #take({ result, extensions }: UpstreamMessage): void {
    this.#failures = 0
    const { accessKey, cursor = null, position = null } = extensions
    const isRefused = result.errors !== undefined && (result.data ?? null) === null
    const isChanged = accessKey !== undefined && this.accessKey !== null && accessKey !== this.accessKey
    if (isChanged || (isRefused && this.subscribers.size > 1)) return this.#listener.accessChanged(this)
    if (accessKey !== undefined) this.accessKey = accessKey
    this.#pending += 1
    if (this.#pending === maxPending) this.#upstream?.pause()
    const isEmpty = result.data === undefined && result.errors === undefined
    const made = isEmpty ? Promise.resolve(null) : this.#complete(result)
    this.#tail = this.#tail.then(async () => {
      const json = await made
      this.#pending -= 1
      if (this.#pending === maxPending - 1) this.#upstream?.resume()
      if (!this.isOver) this.#deliver(json, cursor, position)
    })
  }

  /** Asks the other subgraphs for what an event lacks, and serialises the result; never rejects. */
  async #complete(result: UpstreamMessage['result']): Promise<string> {
    const { requestId } = this.#call
    const { log } = this.#parts
    try {
      if (this.#document === null) throw new Error('an event came to a subscription without a document')
      const { data, errors } = await this.#generation.execute({
        document: this.#document,
        operation: operationOf(this.#document, this.admitted.operationName),
        variables: this.admitted.variables,
        call: { ...this.#call, signal: this.#end.signal },
        step: { type: 'event', result },
      })
      return JSON.stringify({
        data: data ?? null,
        ...(errors === undefined ? {} : { errors: maskErrors(errors, { requestId, log }) }),
      })
    } catch (error) {
      log.error({ requestId, err: error }, 'an event cannot be completed')
      return JSON.stringify({ errors: [internalError(requestId)] })
    }
  }

  #deliver(json: string | null, cursor: string | null, position: number | null): void {
    this.cursor = cursor ?? this.cursor
    this.position = position ?? this.position
    if (json === null) this.recent.startAt(this.cursor, this.position)
    else {
      this.#hasDelivered = true
      this.#parts.metrics.events.inc()
      const event = new StreamEvent(json, cursor, position)
      this.recent.add(event)
      for (const subscriber of this.subscribers) {
        if (subscriber.seenUpTo !== null && position !== null && position <= subscriber.seenUpTo) continue
        subscriber.seenUpTo = null
        subscriber.cursor = this.cursor
        subscriber.sink.next(event)
      }
    }
    this.#listener.delivered(this)
  }

  #upstreamEnded(end: UpstreamEnd): void {
    this.#upstream = null
    this.#parts.metrics.upstreams.dec()
    if (end === 'complete') return this.#afterTail(({ sink }) => sink.complete())
    if (this.cursor === null && this.#hasDelivered) return this.#afterTail(({ sink }) => sink.restart())
    this.#failures += 1
    const waitMs = Math.min(firstRetryMs * 2 ** (this.#failures - 1), maxRetryMs) * (0.75 + Math.random() / 2)
    this.#reopen(this.#failures === 1 ? 0 : waitMs)
  }

  /** Ends the feed once everything that came was handed on. */
  #afterTail(last: (subscriber: Subscriber) => void): void {
    this.#epoch += 1
    this.#tail = this.#tail.then(() => this.#finish(last))
  }

  #fail(errors: readonly GraphQLFormattedError[]): void {
    this.#finish(({ sink }) => sink.fail(errors))
  }

  #finish(last: (subscriber: Subscriber) => void): void {
    if (this.isOver) return
    const subscribers = [...this.subscribers]
    this.subscribers.clear()
    this.close()
    for (const subscriber of subscribers) last(subscriber)
  }

  #reopen(waitMs: number): void {
    this.#epoch += 1
    const epoch = this.#epoch
    this.#dropUpstream()
    const open = (): void => {
      if (epoch !== this.#epoch || this.isOver) return
      if (this.cursor !== null) this.#start = { after: this.cursor, isOurs: true }
      this.open()
    }
    // What came before is handed on first, so that the place to go on from is the last one.
    void this.#tail.then(() => (waitMs > 0 ? void setTimeout(open, waitMs).unref() : open()))
  }

  #dropUpstream(): void {
    if (this.#upstream === null) return
    this.#upstream.close()
    this.#upstream = null
    this.#parts.metrics.upstreams.dec()
  }
}
