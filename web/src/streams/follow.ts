import type { TypedDocumentString } from '../../generated/graph.ts'
import { joinTabs } from './browser.ts'
import type { Follower, Tab } from './tab.ts'

export type FollowOptions<Event> = Omit<Follower, 'onEvent'> & {
  /** Go on after this cursor; without it the subscription begins as it does by itself. */
  readonly after?: string | null
  readonly onEvent: (event: Event) => void
}

let tab: Tab | undefined

/**
 * Follows a subscription over the one stream that all tabs of this browser share, through losses of connection and
 * sleep. Browser only. Answers how to stop.
 */
export function follow<Event, Variables>(
  document: TypedDocumentString<Event, Variables>,
  variables: Variables & Readonly<Record<string, unknown>>,
  { after = null, onEvent, ...follower }: FollowOptions<Event>,
): () => void {
  tab ??= joinTabs()
  return tab.follow(
    { document: document.toString(), variables, after },
    // The type was generated from the very document.
    { ...follower, onEvent: (data) => onEvent(data as Event) },
  )
}
