/**
 * What a browser and this application's server say to each other over `POST /streams`. The answer is an event stream;
 * the id of each event is the subscription's, and behind a space the cursor, where there is one.
 */
export type StreamsRequest = { readonly subscriptions: readonly WantedSubscription[] }

export type WantedSubscription = {
  /** Chosen by the browser; names the subscription in this stream only. */
  readonly id: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
  /** The last place it has heard of; null: from the beginning of what the subscription gives. */
  readonly after: string | null
}

export const streamEvents = [
  /** A result; its data is the GraphQL answer. */
  'next',
  /** The subscription is open at the gateway. */
  'open',
  /** The subscription ended; there is nothing more. */
  'complete',
  /** The subscription broke off; open a new stream to go on. */
  'lost',
  /** Every subscription is open, or has ended: an older stream is not needed any more. */
  'ready',
  /** Open a new stream, and end this one then: its token will not last. */
  'again',
  /** Nobody is signed in any more. */
  'over',
] as const
export type StreamEventName = (typeof streamEvents)[number]

/** So often something is sent, even if nothing happens. */
export const heartbeatMs = 15_000

/** Whoever heard nothing for so long takes the stream for dead. */
export const silenceMs = 40_000

/** The id of an event, for a subscription and a cursor. */
export function eventId(subscription: string, cursor: string | null): string {
  return cursor === null ? subscription : `${subscription} ${cursor}`
}

/** The subscription and the cursor in the id of an event. */
export function readEventId(id: string): { readonly subscription: string; readonly cursor: string | null } {
  const space = id.indexOf(' ')
  return space < 0
    ? { subscription: id, cursor: null }
    : { subscription: id.slice(0, space), cursor: id.slice(space + 1) }
}

export function isStreamEvent(name: string | undefined): name is StreamEventName {
  return (streamEvents as readonly (string | undefined)[]).includes(name) // widened to be asked about any name
}
