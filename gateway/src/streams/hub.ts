import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Generation } from '../federation/generation.ts'
import type { Metrics } from '../front/metrics.ts'
import type { AdmittedSubscription, Call } from '../pipeline/call.ts'
import { overLimit } from '../pipeline/refusal.ts'
import type { Pools } from '../subgraphs/pools.ts'
import type { LiveTokens } from '../auth/live-tokens.ts'
import { askAccess } from './access-probe.ts'
import { Feed, type FeedListener, type FeedParts, type Start } from './feed.ts'
import { joinKey, SubscriptionDocuments } from './prepared.ts'
import type { Sink, Subscriber } from './subscriber.ts'

export type HubOptions = {
  readonly subscriptionsPerCaller: number
  /** How often it is asked again whether those who share a feed may still see it. */
  readonly recheckMs: number
}

export type HubParts = {
  readonly live: LiveTokens
  readonly pools: Pools
  readonly metrics: Metrics
  readonly log: Log
  readonly generation: () => Generation
}

/** A client's hold on its subscription. */
export type Subscription = { readonly close: () => void }

/** The longest time a timer can wait. */
const longestTimerMs = 2 ** 31 - 1

/**
 * All subscriptions of this gateway. Whoever may see the same of the same document shares one stream towards the
 * subgraph; each is let in by the subgraph on its own first.
 */
export class Hub {
  readonly #options: HubOptions
  readonly #parts: HubParts
  readonly #feedParts: FeedParts
  readonly #feeds = new Set<Feed>()
  /** Feeds that give the same; all others try to join the first. */
  readonly #alike = new Map<string, Set<Feed>>()
  readonly #alikeKeys = new WeakMap<Feed, string>()
  readonly #feedOf = new Map<Subscriber, Feed>()
  readonly #counts = new Map<string, number>()
  readonly #counted = new Set<Subscriber>()
  readonly #recheck: NodeJS.Timeout
  readonly #listener: FeedListener = {
    delivered: (feed) => this.#join(feed),
    accessChanged: (feed) => this.#readmit(feed, [...feed.subscribers]),
    over: (feed) => this.#forget(feed),
  }

  constructor(options: HubOptions, parts: HubParts) {
    this.#options = options
    this.#parts = parts
    this.#feedParts = { documents: new SubscriptionDocuments(), ...parts }
    this.#recheck = setInterval(() => this.#recheckAll(), options.recheckMs)
    this.#recheck.unref()
  }

  /** How many streams towards subgraphs there are. */
  get feeds(): number {
    return this.#feeds.size
  }

  /** Opens a subscription that passed the pipeline; throws a refusal if this caller has too many. */
  subscribe(call: Call, admitted: AdmittedSubscription, sink: Sink, lastEventId: string | null): Subscription {
    const { key, expiresAt } = call.identity
    const count = (this.#counts.get(key) ?? 0) + 1
    const max = this.#options.subscriptionsPerCaller
    if (count > max) throw overLimit('subscriptionsPerCaller', max, count, 'End other subscriptions first.')
    this.#counts.set(key, count)
    this.#parts.metrics.subscribers.inc({ transport: call.transport })
    let expiry: NodeJS.Timeout | null = null
    const subscriber: Subscriber = { call, admitted, sink: lastOnce(sink, () => leave()), cursor: null, seenUpTo: null }
    const leave = (): void => {
      if (!this.#counted.delete(subscriber)) return
      if (expiry !== null) clearTimeout(expiry)
      release()
      const left = (this.#counts.get(key) ?? 1) - 1
      if (left === 0) this.#counts.delete(key)
      else this.#counts.set(key, left)
      this.#parts.metrics.subscribers.dec({ transport: call.transport })
      const feed = this.#feedOf.get(subscriber)
      this.#feedOf.delete(subscriber)
      feed?.remove(subscriber)
    }
    this.#counted.add(subscriber)
    const release = this.#parts.live.hold(call.identity, () => subscriber.sink.fail([revoked]))
    if (expiresAt !== null) expiry = setTimeout(() => subscriber.sink.fail([expired]), timerFor(expiresAt)).unref()
    this.#start(subscriber, { after: lastEventId, isOurs: false })
    return { close: leave }
  }
  /** Moves every feed to another supergraph. */
  switchTo(generation: Generation): void {
    for (const feed of this.#feeds) feed.moveTo(generation)
  }

  /** Ends every subscription and tells the clients to open it again, elsewhere. */
  stop(): void {
    clearInterval(this.#recheck)
    for (const subscriber of this.#feedOf.keys()) subscriber.sink.restart()
  }

  #start(subscriber: Subscriber, start: Start): void {
    const feed = new Feed(subscriber, this.#parts.generation(), start, this.#feedParts, this.#listener)
    this.#feeds.add(feed)
    this.#feedOf.set(subscriber, feed)
    feed.open()
  }

  #join(feed: Feed): void {
    if (feed.accessKey === null || feed.isOver) return
    let key = this.#alikeKeys.get(feed)
    if (key === undefined) {
      key = joinKey(feed.admitted, feed.accessKey)
      this.#alikeKeys.set(feed, key)
    }
    const alike = this.#alike.get(key) ?? new Set()
    this.#alike.set(key, alike.add(feed))
    if (alike.size === 1) return
    const [shared, ...others] = alike
    if (shared === undefined) return
    for (const other of shared === feed ? others : [feed]) this.#merge(other, shared)
  }

  /** Hands the subscribers of a feed to another that gives the same, if what they lack until then is at hand. */
  #merge(feed: Feed, into: Feed): void {
    if (!feed.isIdle) return
    const missed = into.recent.after(feed.cursor, feed.position)
    if (missed === null) return
    for (const subscriber of feed.subscribers) {
      feed.subscribers.delete(subscriber)
      this.#feedOf.set(subscriber, into)
      subscriber.seenUpTo = feed.position
      into.add(subscriber)
      for (const event of missed) {
        subscriber.cursor = event.cursor ?? subscriber.cursor
        subscriber.sink.next(event)
      }
    }
    feed.close()
  }

  /** Lets subscribers of a feed in anew, each with what it may see now, from where it is. */
  #readmit(feed: Feed, subscribers: readonly Subscriber[]): void {
    for (const subscriber of subscribers) feed.subscribers.delete(subscriber)
    if (feed.subscribers.size === 0) feed.close()
    for (const subscriber of subscribers)
      this.#start(subscriber, { after: subscriber.cursor, isOurs: subscriber.cursor !== null })
  }

  #forget(feed: Feed): void {
    this.#feeds.delete(feed)
    const key = this.#alikeKeys.get(feed)
    const alike = key === undefined ? undefined : this.#alike.get(key)
    alike?.delete(feed)
    if (key !== undefined && alike?.size === 0) this.#alike.delete(key)
  }

  #recheckAll(): void {
    for (const feed of this.#feeds) {
      const asked = new Set([feed.ownerKey])
      for (const subscriber of feed.subscribers) {
        const { key } = subscriber.call.identity
        if (asked.has(key)) continue
        asked.add(key)
        this.#recheckOne(feed, subscriber).catch((error: unknown) => {
          this.#parts.log.warn({ err: error }, 'rights of a subscriber cannot be checked now')
        })
      }
    }
  }

  async #recheckOne(feed: Feed, subscriber: Subscriber): Promise<void> {
    const access = await askAccess(subscriber, this.#parts.generation(), this.#feedParts)
    if (access.type === 'unknown' || feed.isOver) return
    if (access.type === 'key' && access.key === feed.accessKey) return
    const { key } = subscriber.call.identity
    this.#readmit(
      feed,
      [...feed.subscribers].filter(({ call }) => call.identity.key === key),
    )
  }
}

const expired = {
  message: 'The token has expired. Subscribe again with a new one.',
  extensions: { code: 'UNAUTHENTICATED' },
}

const revoked = {
  message: 'The token was revoked. Subscribe again with another one.',
  extensions: { code: 'UNAUTHENTICATED' },
}

function timerFor(expiresAt: number): number {
  return Math.min(Math.max(0, expiresAt - Date.now()), longestTimerMs)
}

/** A sink that ends at most once, and says so. */
function lastOnce(sink: Sink, ended: () => void): Sink {
  let isOver = false
  const last = (run: () => void): void => {
    if (isOver) return
    isOver = true
    ended()
    run()
  }
  return {
    next: (event) => {
      if (!isOver) sink.next(event)
    },
    fail: (errors) => last(() => sink.fail(errors)),
    complete: () => last(() => sink.complete()),
    restart: () => last(() => sink.restart()),
  }
}
