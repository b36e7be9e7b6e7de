import { sql } from 'kysely'
import { appendRecords } from './audit.ts'
import type { AuditEntry } from './audit-record.ts'
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
  /**
   * Adds a record to the audit trail; it is stored at the end of the transaction, and `stored` is called once that is
   * committed. What people, tokens and commits change cannot be committed without one.
   */
  audit(entry: AuditEntry, stored?: () => void): void
}

/** Two transactions waited for each other, and PostgreSQL ended this one; nothing of it is stored. */
const deadlock = '40P01'
const tries = 3

/**
 * Runs one transaction. Its audit records and the events it emits are inserted at its very end under their locks, always
 * in this order: records follow each other without a fork, cursors follow commit order, the locks are held for an
 * insert only, and no two transactions can wait for each other in a circle over them (nothing is locked after them). After a deadlock the work runs again, so it may change nothing but `write.db`.
 */
export async function write<T>(db: Db, work: (write: Write) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(db, work)
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === deadlock
      if (!isDeadlock || attempt === tries) throw error
    }
  }
}

async function runOnce<T>(db: Db, work: (write: Write) => Promise<T>): Promise<T> {
  const records: { readonly entry: AuditEntry; readonly stored: () => void }[] = []
  const done = await db.transaction().execute(async (transaction) => {
    const events: NewEvent[] = []
    const now = new Date()
    const nowhere = { project: null, operation: null, deployment: null, cluster: null }
    const result = await work({
      db: transaction,
      now,
      emit: (place, change) => events.push({ ...nowhere, ...place, at: now, change, dedupe: null }),
      emitReported: (event) => events.push(event),
      audit: (entry, stored = () => undefined) => records.push({ entry, stored }),
    })
    const sealed = await appendRecords(
      transaction,
      records.map(({ entry }) => entry),
    )
    for (const [index, { number }] of sealed.entries()) {
      const project = records[index]?.entry.project ?? null
      events.push({ ...nowhere, project, at: now, change: { type: 'audit', number }, dedupe: null })
    }
    await appendEvents(transaction, events)
    return result
  })
  for (const { stored } of records) stored()
  return done
}

/** A statement has room for 65,535 values; no table has more than thirty columns. */
export function inChunks<T>(rows: readonly T[], size = 2_000): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  )
}

/** Inserts events in the given order and tells the listeners. */
async function appendEvents(db: Db, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`select pg_advisory_xact_lock(${lockKey('events')})`.execute(db)
  let last: { readonly cursor: string } | undefined
  for (const chunk of inChunks(events)) {
    const inserted = await db
      .insertInto('events')
      .values(chunk.map((event) => ({ ...event, change: json(event.change) })))
      .onConflict((conflict) => conflict.column('dedupe').doNothing())
      .returning('cursor')
      .execute()
    last = inserted.at(-1) ?? last
  }
  if (last !== undefined) await sql`select pg_notify(${eventChannel}, ${last.cursor})`.execute(db)
}
