import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { StoredEvent } from './event-change.ts'
import { canResume, isSelected, readEvents, readNewestCursor, type FeedSelection } from './event-reading.ts'
import { FeedEnded, createFeedReader, resumeFrom, type FeedReader } from './feed-reader.ts'
import { startListener } from './listener.ts'
import type { Db } from './tables.ts'
import { eventChannel } from './write.ts'

/**
 * An open feed. It is open before its maker reads the present state, so nothing falls between the two.
 * Iterate it once and close it in `finally`; `close` (and `return` of the iterator) also ends a `next` that waits.
 * Reading may throw `FeedEnded` or `StoreUnavailable`; the reader resumes by its last cursor.
 */
export type Feed = AsyncIterable<StoredEvent> & {
  /** `EXPIRED`: the cursor is too old or unknown; tell so, give the present state, and go on. */
  readonly start: 'PRESENT' | 'RESUMED' | 'EXPIRED'
  /** Resuming from here gives everything that happens after the feed was opened; the present state goes out under it. */
  readonly cursor: string
  close(): void
}

export type Feeds = {
  open(selection: FeedSelection, after: string | null): Promise<Feed>
  /** How many feeds are open, for metrics. */
  readonly size: number
  close(): Promise<void>
}

export type FeedsOptions = {
  readonly db: Db
  /** For the one connection that listens. */
  readonly url: Secret
  readonly log: Log
  /** How many events wait for one reader before it is cut. */
  readonly bufferSize?: number
  readonly checkIntervalMs?: number
}

/** Every feed of this process: one connection that listens, one reader of the table, and a fan-out in memory. */
export function createFeeds(options: FeedsOptions): Feeds {
  const { db, log } = options
  const readers = new Set<FeedReader>()
  const bufferSize = options.bufferSize ?? 1_000
  // No page is larger than a buffer: between two pages every reader that keeps up has its turn.
  const position = createPosition(db, Math.min(500, bufferSize), (event) => {
    for (const reader of readers) if (isSelected(reader.selection, event)) reader.push(event)
  })
  const listener = startListener({
    url: options.url,
    channel: eventChannel,
    log,
    checkIntervalMs: options.checkIntervalMs ?? 15_000,
    onNotice: () => {
      position.advance().catch((error: unknown) => {
        log.warn({ err: error }, 'cannot read the events now; reading them at the next notice')
      })
    },
  })

  return {
    get size() {
      return readers.size
    },
    open: async (selection, after) => {
      await position.read()
      const canReplay = after !== null && (await canResume(db, selection, after))
      const reader = createFeedReader(selection, bufferSize, () => readers.delete(reader))
      // From here on without a pause: what is given out after this position reaches the reader.
      const cursor = await position.read(() => canReplay || readers.add(reader))
      if (!canReplay) return feedOf(reader, reader.events(), after === null ? 'PRESENT' : 'EXPIRED', cursor)
      const join = (): Promise<string> => position.read(() => readers.add(reader))
      return feedOf(reader, resumeFrom(db, after, reader, join), 'RESUMED', after)
    },
    close: async () => {
      await listener.close()
      await position.close()
      for (const reader of readers) reader.end('CLOSED')
    },
  }
}

function feedOf(
  reader: FeedReader,
  events: AsyncGenerator<StoredEvent, void>,
  start: Feed['start'],
  cursor: string,
): Feed {
  const iterator: AsyncIterator<StoredEvent, void> = {
    next: () => events.next(),
    return: () => {
      reader.close()
      return events.return()
    },
  }
  return { start, cursor, close: () => reader.close(), [Symbol.asyncIterator]: () => iterator }
}

type Position = {
  /** Reads the table until its end and hands out each event once. Calls that come meanwhile share the next reading. */
  advance(): Promise<void>
  /** The cursor of the last event handed out; `then` runs at that very moment. */
  read(then?: () => unknown): Promise<string>
  close(): Promise<void>
}

/** How far this process has read the events. */
function createPosition(db: Db, pageSize: number, onEvent: (event: StoredEvent) => void): Position {
  let cursor: string | null = null
  let reading: Promise<void> | null = null
  let isWanted = false
  let isClosed = false

  async function readAll(): Promise<void> {
    try {
      for (;;) {
        if (isClosed || !isWanted) return
        isWanted = false
        cursor ??= await readNewestCursor(db)
        const events = await readEvents(db, null, { after: cursor, until: null, limit: pageSize })
        for (const event of events) {
          cursor = event.cursor
          onEvent(event)
        }
        if (events.length === pageSize) isWanted = true
      }
    } finally {
      // In the same breath as the last look at `isWanted`, so that no notice falls between.
      reading = null
    }
  }

  function advance(): Promise<void> {
    isWanted = true
    reading ??= readAll()
    return reading
  }

  return {
    advance,
    read: async (then) => {
      if (cursor === null) await advance()
      if (isClosed || cursor === null) throw new FeedEnded('CLOSED')
      const now = cursor
      then?.()
      return now
    },
    close: async () => {
      isClosed = true
      await reading?.catch(() => undefined) // whoever asked for the reading was told
    },
  }
}
