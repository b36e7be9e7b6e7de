import type { Context } from '../context.ts'
import type { StoredEvent } from '../store/event-change.ts'
import type { FeedSelection } from '../store/event-reading.ts'

/** What a subscription field delivers: the value from which its selection is answered. */
export type Delivery = { readonly value: object; readonly isLast: boolean }

/** What a reader asked for, authorised. */
export type OpenTopic = {
  readonly selection: FeedSelection
  /** How it is now; goes out first, under the cursor of the moment. */
  present(context: Context, place: { readonly cursor: string; readonly at: Date }): Promise<Delivery>
  /** The same, told apart as the answer to a cursor that is too old. */
  expired(place: { readonly cursor: string; readonly at: Date }, context: Context): Promise<Delivery>
  /** One change; null if this caller does not see it. */
  change(context: Context, event: StoredEvent): Promise<Delivery | null>
}

/** A subscription field on the feed. Refuses at the top level what the caller may not follow. */
export type Topic<Args> = { open(context: Context, args: Args): Promise<OpenTopic> }
