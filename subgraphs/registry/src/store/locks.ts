import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'

/**
 * Keys of PostgreSQL's advisory locks. One namespace for the whole database, so all of them are made here.
 * `events`: cursors follow commit order. `audit`: records follow each other without a fork. `writer`: one writer per branch. `watch`: one reader of the branch at a time.
 */
export type LockName =
  | 'events'
  | 'audit'
  | `writer:${string}`
  | `watch:${string}`
  | `job:${string}`
  | `tokens:${string}`

/** The 64-bit key of a lock, as SQL. */
export function lockKey(name: LockName): RawBuilder<string> {
  return sql<string>`${lockNumber(name).toString()}::bigint`
}

/** The same as a number, for what the database does by itself. */
export function lockNumber(name: LockName): bigint {
  return createHash('sha256').update(`operations-manager/${name}`).digest().readBigInt64BE(0)
}
