import type { GraphQLFormattedError } from 'graphql'
import type { AdmittedSubscription, Call } from '../pipeline/call.ts'
import type { StreamEvent } from './stream-event.ts'

/** Where a transport takes what a subscription gives. After one of the last three it is not called again. */
export type Sink = {
  readonly next: (event: StreamEvent) => void
  /** The subscription ends with these errors. */
  readonly fail: (errors: readonly GraphQLFormattedError[]) => void
  readonly complete: () => void
  /** It ends here, and the client shall open it again. */
  readonly restart: () => void
}

/** One client's subscription, wherever its events come from just now. */
export type Subscriber = {
  readonly call: Call
  readonly admitted: AdmittedSubscription
  readonly sink: Sink
  /** The last place this client has heard of. */
  cursor: string | null
  /** Events up to here reached it through another stream. */
  seenUpTo: number | null
}
