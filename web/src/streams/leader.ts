import { waitMs } from './back-off.ts'
import { Connection, openStream, type ConnectionEnd, type OpenStream, type StreamMessage } from './connection.ts'
import { mergeWishes, type Entry, type Wish } from './merge-wishes.ts'
import type { ToTabs } from './messages.ts'
import { isBefore, momentOf, placeAfter } from './resume.ts'
import { Seen } from './seen.ts'

export type LeaderOptions = {
  readonly post: (message: ToTabs) => void
  readonly open?: OpenStream
  readonly random?: () => number
}

/** Components that appear together change the list once. */
const gatherMs = 20

type Line = {
  readonly number: number
  readonly connection: Connection
  readonly entries: ReadonlyMap<string, Entry>
  /** Opened after a break, not beside another. */
  readonly isResumed: boolean
  /** Since when each of its subscriptions is heard, by its id. The server may have let the whole line wait for long. */
  readonly heardSince: Map<string, number>
  /** A subscription of it broke off. */
  hasLost: boolean
}

type Delivery = Pick<StreamMessage, 'subscription' | 'cursor' | 'data'> & { readonly followers: readonly string[] }

/**
 * What the elected tab does: holds one event stream for all tabs. When the list of subscriptions changes, the next
 * stream is opened before this one is closed, and events that come twice are dropped.
 */
export class Leader {
  readonly #options: LeaderOptions
  readonly #wishes = new Map<string, { readonly tab: string; readonly seen: Seen; wish: Wish }>()
  #current: Line | null = null
  #next: Line | null = null
  #count = 0
  #failures = 0
  /** A break since the last stream that stood. */
  #isBroken = true
  #timer: ReturnType<typeof setTimeout> | undefined
  #isStopped = false

  constructor(options: LeaderOptions) {
    this.#options = options
  }

  /** Asks every tab what it follows. */
  start(): void {
    this.#options.post({ type: 'hello' })
  }

  /** The network is back: no need to wait. */
  hurry(): void {
    if (this.#failures > 0 && this.#next === null) this.#reopenAfter(0)
  }

  /** Everything that one tab follows now. */
  take(tab: string, wishes: readonly Wish[]): void {
    const wanted = new Set(wishes.map(({ follower }) => follower))
    const gone = [...this.#wishes].filter(([follower, known]) => known.tab === tab && !wanted.has(follower))
    for (const [follower] of gone) this.#wishes.delete(follower)
    const fresh = wishes.filter(({ follower }) => !this.#wishes.has(follower))
    for (const wish of fresh) this.#wishes.set(wish.follower, { tab, wish, seen: new Seen() })
    // One who left costs nothing until the list is made anew, unless nobody is left.
    if (fresh.length > 0 || this.#wishes.size === 0) this.#reopenAfter(gatherMs)
  }

  /** A tab is gone. */
  drop(tab: string): void {
    this.take(tab, [])
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
    this.#next?.connection.close()
    this.#current?.connection.close()
  }

  #reopenAfter(waitMs: number): void {
    clearTimeout(this.#timer)
    if (!this.#isStopped) this.#timer = setTimeout(() => this.#reopen(), waitMs)
  }

  #reopen(): void {
    this.#next?.connection.close()
    this.#next = null
    const entries = mergeWishes([...this.#wishes.values()].map(({ wish }) => wish))
    if (entries.length === 0) {
      this.#current?.connection.close()
      this.#current = null
      return
    }
    this.#count += 1
    const number = this.#count
    const listener = {
      message: (message: StreamMessage) => this.#take(number, message),
      ended: (end: ConnectionEnd) => this.#ended(number, end),
    }
    this.#next = {
      number,
      connection: new Connection(
        { subscriptions: entries.map(({ wanted }) => wanted) },
        listener,
        this.#options.open ?? openStream,
      ),
      entries: new Map(entries.map((entry) => [entry.wanted.id, entry])),
      isResumed: this.#isBroken,
      heardSince: new Map(),
      hasLost: false,
    }
  }

  #line(number: number): Line | null {
    return [this.#current, this.#next].find((line) => line?.number === number) ?? null
  }

  #take(number: number, { event, subscription, cursor, data }: StreamMessage): void {
    const line = this.#line(number)
    if (line === null) return
    const followers = this.#followersOf(line, subscription)
    switch (event) {
      case 'next':
        return this.#deliver(line, { subscription, followers, cursor, data })
      case 'open':
        line.heardSince.set(subscription, Date.now())
        return this.#say(followers, 'live', line.isResumed)
      case 'complete':
        for (const follower of followers) this.#wishes.delete(follower)
        return this.#say(followers, 'ended', false)
      case 'lost':
        // Of a stream that is about to be closed this means nothing.
        if (line === this.#current && this.#next !== null) return
        this.#say(followers, 'stale', false)
        return this.#lost(line)
      case 'ready':
        return this.#stands(line)
      case 'again':
        if (line === this.#current && this.#next === null) this.#reopenAfter(0)
        return
      case 'over':
        return // the connection itself ends with it
      default:
        return event satisfies never
    }
  }

  #deliver(line: Line, { subscription, followers, cursor, data }: Delivery): void {
    const answer: unknown = JSON.parse(data)
    const result = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null
    const news = followers.filter((follower) => this.#wishes.get(follower)?.seen.isNew(cursor ?? data, line.number))
    for (const follower of news) {
      const known = this.#wishes.get(follower)
      if (known !== undefined) known.wish = { ...known.wish, place: placeAfter(known.wish.place, cursor, result) }
    }
    if (news.length === 0) return
    const isCaughtUp = line.isResumed && isBefore(momentOf(result), line.heardSince.get(subscription) ?? Date.now())
    this.#options.post({ type: 'event', followers: news, cursor, answer, isCaughtUp })
  }

  #stands(line: Line): void {
    if (line !== this.#next) return
    this.#current?.connection.close()
    this.#current = line
    this.#next = null
    if (line.hasLost) return
    this.#isBroken = false
    this.#failures = 0
  }

  /** What broke off together is opened again together. */
  #lost(line: Line): void {
    if (line.hasLost) return
    line.hasLost = true
    this.#isBroken = true
    this.#retry()
  }

  #ended(number: number, end: ConnectionEnd): void {
    const line = this.#line(number)
    if (line === null) return
    const followers = [...line.entries.keys()].flatMap((id) => this.#followersOf(line, id))
    if (end === 'over') {
      // Whoever follows something new is perhaps signed in again; then all are taken along.
      this.#current?.connection.close()
      this.#next?.connection.close()
      this.#current = null
      this.#next = null
      this.#isBroken = true
      clearTimeout(this.#timer)
      return this.#say(followers, 'over', false)
    }
    const wasNext = line === this.#next
    if (wasNext) this.#next = null
    else this.#current = null
    if (this.#current === null && this.#next === null) {
      this.#isBroken = true
      this.#say(followers, 'stale', false)
    }
    if (this.#next === null) this.#retry()
  }

  #retry(): void {
    this.#failures += 1
    this.#reopenAfter(waitMs(this.#failures, this.#options.random))
  }

  #followersOf(line: Line, subscription: string): readonly string[] {
    return line.entries.get(subscription)?.followers.filter((follower) => this.#wishes.has(follower)) ?? []
  }

  #say(followers: readonly string[], state: 'live' | 'stale' | 'ended' | 'over', isResumed: boolean): void {
    if (followers.length > 0) this.#options.post({ type: 'state', followers, state, isResumed })
  }
}
