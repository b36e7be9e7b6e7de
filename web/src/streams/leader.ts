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
/** So many streams stand beside each other at most, however often the list changes before one is open. */
const maxLines = 4

type Line = {
  readonly number: number
  readonly connection: Connection
  readonly entries: ReadonlyMap<string, Entry>
  /** Since when each of its subscriptions is heard, by its id. The server may have let the whole line wait for long. */
  readonly heardSince: Map<string, number>
  /** All of it is open, or has ended. */
  isReady: boolean
  /** A subscription of it broke off. */
  hasLost: boolean
}

type Delivery = Pick<StreamMessage, 'subscription' | 'cursor' | 'data'> & { readonly followers: readonly string[] }

/**
 * What the elected tab does: holds one event stream for all tabs. When the list of subscriptions changes, the next
 * stream is opened before this one is closed, even if this one is not all open yet, and events that come twice are
 * dropped.
 */
export class Leader {
  readonly #options: LeaderOptions
  readonly #wishes = new Map<string, { readonly tab: string; readonly seen: Seen; wish: Wish }>()
  /** The newest last; those before it are closed when all of it is open. */
  #lines: readonly Line[] = []
  #count = 0
  #failures = 0
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
    if (this.#failures > 0 && this.#newest?.isReady !== false) this.#reopenAfter(0)
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
    this.#closeAllBut(0)
  }

  #reopenAfter(waitMs: number): void {
    clearTimeout(this.#timer)
    if (!this.#isStopped) this.#timer = setTimeout(() => this.#reopen(), waitMs)
  }

  #reopen(): void {
    const entries = mergeWishes([...this.#wishes.values()].map(({ wish }) => wish))
    if (entries.length === 0) return this.#closeAllBut(0)
    this.#count += 1
    const number = this.#count
    const listener = {
      message: (message: StreamMessage) => this.#take(number, message),
      ended: (end: ConnectionEnd) => this.#ended(number, end),
    }
    const line: Line = {
      number,
      connection: new Connection(
        { subscriptions: entries.map(({ wanted }) => wanted) },
        listener,
        this.#options.open ?? openStream,
      ),
      entries: new Map(entries.map((entry) => [entry.wanted.id, entry])),
      heardSince: new Map(),
      isReady: false,
      hasLost: false,
    }
    this.#closeAllBut(maxLines - 1)
    this.#lines = [...this.#lines, line]
  }

  get #newest(): Line | undefined {
    return this.#lines.at(-1)
  }

  #line(number: number): Line | undefined {
    return this.#lines.find((one) => one.number === number)
  }

  /** Closes the oldest lines until so many are left. Who was heard over those alone is not heard any more. */
  #closeAllBut(count: number): void {
    const closed = this.#lines.slice(0, Math.max(0, this.#lines.length - count))
    this.#lines = this.#lines.slice(closed.length)
    for (const { connection } of closed) connection.close()
    this.#sayStale(closed.flatMap((line) => this.#allFollowersOf(line)))
  }

  #take(number: number, { event, subscription, cursor, data }: StreamMessage): void {
    const line = this.#line(number)
    if (line === undefined) return
    const followers = this.#followersOf(line, subscription)
    switch (event) {
      case 'next':
        return this.#deliver(line, { subscription, followers, cursor, data })
      case 'open':
        return this.#heard(line, subscription)
      case 'complete':
        for (const follower of followers) this.#wishes.delete(follower)
        return this.#say(followers, 'ended', false)
      case 'lost':
        return this.#lost(line, subscription)
      case 'ready':
        return this.#stands(line)
      case 'again':
        if (line === this.#newest) this.#reopenAfter(0)
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
    const isCaughtUp = isBefore(momentOf(result), line.heardSince.get(subscription) ?? Date.now())
    this.#options.post({ type: 'event', followers: news, cursor, answer, isCaughtUp })
  }

  /** A subscription is open. Who is heard over no other line until now goes on after a break, or begins. */
  #heard(line: Line, subscription: string): void {
    const followers = this.#followersOf(line, subscription)
    const heard = new Set(followers.filter((follower) => this.#isHeard(follower)))
    line.heardSince.set(subscription, Date.now())
    for (const isResumed of [true, false]) {
      const those = followers.filter((follower) => heard.has(follower) !== isResumed)
      this.#say(those, 'live', isResumed)
    }
  }

  #isHeard(follower: string): boolean {
    return this.#lines.some(({ entries, heardSince }) =>
      [...heardSince.keys()].some((id) => entries.get(id)?.followers.includes(follower)),
    )
  }

  #stands(line: Line): void {
    line.isReady = true
    if (line !== this.#newest) return
    this.#closeAllBut(1)
    if (!line.hasLost) this.#failures = 0
  }

  /** What broke off together is opened again together. */
  #lost(line: Line, subscription: string): void {
    line.heardSince.delete(subscription)
    this.#sayStale(this.#followersOf(line, subscription))
    // A newer line is there for that already.
    if (line.hasLost || line !== this.#newest) return
    line.hasLost = true
    this.#retry()
  }

  #ended(number: number, end: ConnectionEnd): void {
    const line = this.#line(number)
    if (line === undefined) return
    if (end === 'over') {
      // Whoever follows something new is perhaps signed in again; then all are taken along.
      clearTimeout(this.#timer)
      this.#closeAllBut(0)
      return this.#say([...this.#wishes.keys()], 'over', false)
    }
    const wasNewest = line === this.#newest
    this.#lines = this.#lines.filter((one) => one !== line)
    this.#sayStale(this.#allFollowersOf(line))
    if (wasNewest) this.#retry()
  }

  #sayStale(followers: readonly string[]): void {
    const unheard = followers.filter((follower) => !this.#isHeard(follower))
    this.#say(unheard, 'stale', false)
  }

  #retry(): void {
    this.#failures += 1
    this.#reopenAfter(waitMs(this.#failures, this.#options.random))
  }

  #allFollowersOf(line: Line): readonly string[] {
    return [...line.entries.keys()].flatMap((id) => this.#followersOf(line, id))
  }

  #followersOf(line: Line, subscription: string): readonly string[] {
    return line.entries.get(subscription)?.followers.filter((follower) => this.#wishes.has(follower)) ?? []
  }

  #say(followers: readonly string[], state: 'live' | 'stale' | 'ended' | 'over', isResumed: boolean): void {
    if (followers.length > 0) this.#options.post({ type: 'state', followers, state, isResumed })
  }
}
