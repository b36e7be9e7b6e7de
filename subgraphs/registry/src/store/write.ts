import { sql } from 'kysely'
import type { EventChange, EventPlace, NewEvent } from './event-change.ts'
import { lockKey } from './locks.ts'
import { json, type Db } from './tables.ts'

/** The channel on which replicas tell each other how far the events go. */
export const eventChannel = 'operations_manager_events'

/** A transaction under way, and the events that it will leave. */
export type Write = {
  readonly db: Db
  readonly now: Date
  /** Adds an event; it is stored at the end of the transaction. */
  emit(place: Partial<EventPlace>, change: EventChange): void
  /** The same for what is reported from outside and stored once. */
  emitReported(event: NewEvent): void
}

/**
 * Runs one transaction. The events it emits are inserted at its very end under the events lock: cursors follow
 * commit order, the lock is held for one insert only, and no two transactions can wait for each other in a circle
 * over it (nothing is locked after it).
 */
export async function write<T>(db: Db, work: (write: Write) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    const events: NewEvent[] = []
    const now = new Date()
    const result = await work({
      db: transaction,
      now,
      emit: (place, change) =>
        events.push({
          project: null,
          operation: null,
          deployment: null,
          cluster: null,
          ...place,
          at: now,
          change,
          dedupe: null,
        }),
      emitReported: (event) => events.push(event),
    })
    await appendEvents(transaction, events)
    return result
  })
}

/** Inserts events as one statement, so that cursors keep the given order, and tells the listeners. */
async function appendEvents(db: Db, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`select pg_advisory_xact_lock(${lockKey('events')})`.execute(db)
  const inserted = await db
    .insertInto('events')
    .values(events.map((event) => ({ ...event, change: json(event.change) })))
    .onConflict((conflict) => conflict.column('dedupe').doNothing())
    .returning('cursor')
    .execute()
  const last = inserted.at(-1)
  if (last !== undefined) await sql`select pg_notify(${eventChannel}, ${last.cursor})`.execute(db)
}
