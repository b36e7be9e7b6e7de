import type { Wish } from './merge-wishes.ts'

/** What a tab says to the one that holds the stream: everything it follows, each time that changes. */
export type ToLeader = { readonly type: 'wishes'; readonly tab: string; readonly wishes: readonly Wish[] }

/** What the tab that holds the stream says to all, itself included. */
export type ToTabs =
  /** There is a new leader, which asks what everybody wants. */
  | { readonly type: 'hello' }
  | {
      readonly type: 'event'
      readonly followers: readonly string[]
      readonly cursor: string | null
      /** The GraphQL answer. */
      readonly answer: unknown
      /** It happened while the stream was down. */
      readonly isCaughtUp: boolean
    }
  | {
      readonly type: 'state'
      readonly followers: readonly string[]
      readonly state: 'live' | 'stale' | 'ended' | 'over'
      /** Goes on after a break: what has no place to go on from may lack something. */
      readonly isResumed: boolean
    }
