import type { Wish } from './merge-wishes.ts'
import type { ToLeader, ToTabs } from './messages.ts'
import { isBefore, momentOf, nowhere, placeAfter } from './resume.ts'

/** How current what a page shows is. */
export type FollowState =
  | 'connecting'
  | 'live'
  /** The stream is down; it is opened again, and goes on where it was. */
  | { readonly staleSince: Date }
  /** It gave its last event. */
  | 'ended'
  /** Nobody is signed in any more. */
  | 'signed-out'

export type StreamError = {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string }
}

/** What one who follows hears. */
export type Follower = {
  readonly onEvent: (data: unknown) => void
  readonly onState?: (state: FollowState) => void
  readonly onError?: (errors: readonly StreamError[]) => void
  /** So many events that happened while the stream was down have come since it is back. */
  readonly onCaughtUp?: (count: number) => void
  /** It goes on without a place to go on from: what happened meanwhile is not known, so the page reads again. */
  readonly onGap?: () => void
}

type Known = {
  wish: Wish
  readonly follower: Follower
  state: FollowState
  wasLive: boolean
  /** It went on after a break, so what happened before that is caught up. */
  isResumed: boolean
  /** When the browser let it go on after a sleep, in milliseconds; what happened before that comes late. */
  wokeAt: number | null
  caughtUp: number
  /** The gateway refused it; it shows nothing that is current, although it ended. */
  isRefused: boolean
}

/** What one tab follows. Told by whichever tab holds the stream; keeps how far it has come for the next one. */
export class Tab {
  readonly id: string
  readonly #known = new Map<string, Known>()
  readonly #toLeader: (message: ToLeader) => void
  #count = 0

  constructor(id: string, toLeader: (message: ToLeader) => void) {
    this.id = id
    this.#toLeader = toLeader
  }

  follow(
    wanted: Pick<Wish, 'document' | 'variables'> & { readonly after: string | null },
    follower: Follower,
  ): () => void {
    this.#count += 1
    const name = `${this.id}:${this.#count}`
    const { document, variables, after } = wanted
    const wish = { follower: name, document, variables, place: after === null ? nowhere : { cursor: after, at: null } }
    this.#known.set(name, {
      wish,
      follower,
      state: 'connecting',
      wasLive: false,
      isResumed: false,
      wokeAt: null,
      caughtUp: 0,
      isRefused: false,
    })
    this.tellWishes()
    return () => {
      this.#known.delete(name)
      this.tellWishes()
    }
  }

  /** Says everything it follows. */
  tellWishes(): void {
    this.#toLeader({ type: 'wishes', tab: this.id, wishes: [...this.#known.values()].map(({ wish }) => wish) })
  }

  /** The browser let this tab sleep until now; events that waited meanwhile come over a stream that never broke. */
  woke(at: number): void {
    for (const known of this.#known.values()) {
      known.wokeAt = at
      known.caughtUp = 0
    }
  }

  take(message: ToTabs): void {
    if (message.type === 'hello') return this.tellWishes()
    for (const name of message.followers) {
      const known = this.#known.get(name)
      if (known === undefined) continue
      if (message.type === 'event') this.#event(known, message)
      else this.#state(name, known, message)
    }
  }

  #event(known: Known, { answer, cursor, isCaughtUp }: ToTabs & { readonly type: 'event' }): void {
    // The gateway answers by the specification of GraphQL.
    const { data = null, errors } = answer as { readonly data?: unknown; readonly errors?: readonly StreamError[] }
    known.wish = { ...known.wish, place: placeAfter(known.wish.place, cursor, data) }
    if (errors !== undefined) known.follower.onError?.(errors)
    if (data !== null) known.follower.onEvent(data)
    known.isRefused = data === null && errors !== undefined
    const isLate = known.wokeAt !== null && isBefore(momentOf(data), known.wokeAt)
    if (!isLate && !(isCaughtUp && known.isResumed)) return
    known.caughtUp += 1
    known.follower.onCaughtUp?.(known.caughtUp)
  }

  #state(name: string, known: Known, { state, isResumed }: ToTabs & { readonly type: 'state' }): void {
    switch (state) {
      case 'live': {
        const { cursor, at } = known.wish.place
        known.isResumed = isResumed && known.wasLive
        const hasGap = known.isResumed && cursor === null && at === null
        known.wasLive = true
        set(known, 'live')
        if (hasGap) known.follower.onGap?.()
        return
      }
      case 'stale':
        return stale(known)
      case 'ended':
        this.#known.delete(name)
        return set(known, known.isRefused ? { staleSince: new Date() } : 'ended')
      case 'over':
        return set(known, 'signed-out')
      default:
        return state satisfies never
    }
  }
}

function stale(known: Known): void {
  if (typeof known.state === 'object') return
  known.caughtUp = 0
  // One that never was live has shown nothing that could be old.
  if (known.wasLive) set(known, { staleSince: new Date() })
}

function set(known: Known, state: FollowState): void {
  if (known.state === state) return
  known.state = state
  known.follower.onState?.(state)
}
