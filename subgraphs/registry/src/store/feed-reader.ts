import type { StoredEvent } from './event-change.ts'
import { isSelected, readEvents, type FeedSelection } from './event-reading.ts'
import type { Db } from './tables.ts'

/** A feed ended before its reader did. `BEHIND`: the reader was too slow; it can resume by its last cursor. */
export class FeedEnded extends Error {
  override readonly name = 'FeedEnded'
  readonly reason: 'BEHIND' | 'CLOSED'

  constructor(reason: FeedEnded['reason']) {
    super(reason === 'BEHIND' ? 'The reader fell behind; resume from the last cursor.' : 'The program is stopping.')
    this.reason = reason
  }
}

/** The place in memory where events wait for one reader. */
export type FeedReader = {
  readonly selection: FeedSelection
  push(event: StoredEvent): void
  end(reason: FeedEnded['reason']): void
  /** Ends the reading without an error, also where it is waiting now. */
  close(): void
  events(): AsyncGenerator<StoredEvent, void>
}

/** `onGone` is called once, when nothing more can be pushed. */
export function createFeedReader(selection: FeedSelection, bufferSize: number, onGone: () => void): FeedReader {
  let waiting: StoredEvent[] = []
  let ended: FeedEnded | 'closed' | null = null
  let wake: (() => void) | null = null

  function stop(how: FeedEnded | 'closed'): void {
    if (ended !== null) return
    ended = how
    waiting = []
    onGone()
    wake?.()
  }

  return {
    selection,
    push: (event) => {
      if (ended !== null) return
      if (waiting.length >= bufferSize) return stop(new FeedEnded('BEHIND'))
      waiting.push(event)
      wake?.()
    },
    end: (reason) => stop(new FeedEnded(reason)),
    close: () => stop('closed'),
    events: async function* events() {
      try {
        for (;;) {
          if (ended === 'closed') return
          if (ended !== null) throw ended
          const batch = waiting
          waiting = []
          for (const event of batch) {
            // What stopped the reader meanwhile also drops the rest of the batch; the cursor says how far it came.
            if (ended !== null) break
            yield event
          }
          if (waiting.length === 0 && ended === null) {
            await new Promise<void>((resolve) => {
              wake = resolve
            })
            wake = null
          }
        }
      } finally {
        stop('closed')
      }
    },
  }
}

const pageSize = 500

/**
 * First everything after the cursor from the table, then live. `join` starts the live part and gives the position
 * that it continues from; what lies between the last page and that position is read from the table once more.
 */
export async function* resumeFrom(
  db: Db,
  after: string,
  reader: FeedReader,
  join: () => Promise<string>,
): AsyncGenerator<StoredEvent, void> {
  let cursor = after
  async function* upTo(until: string | null): AsyncGenerator<StoredEvent, void> {
    for (;;) {
      const page = await readEvents(db, reader.selection, { after: cursor, until, limit: pageSize })
      for (const event of page) {
        cursor = event.cursor
        if (isSelected(reader.selection, event)) yield event
      }
      if (page.length < pageSize) return
    }
  }
  try {
    yield* upTo(null)
    const joined = await join()
    yield* upTo(joined)
    for await (const event of reader.events()) {
      // Another replica may have given this client what this one has not read yet.
      if (BigInt(event.cursor) > BigInt(cursor)) yield event
    }
  } finally {
    reader.close()
  }
}
