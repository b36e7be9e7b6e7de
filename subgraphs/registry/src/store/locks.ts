import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'

/**
 * Keys of PostgreSQL's advisory locks. One namespace for the whole database, so all of them are made here.
 * `events`: cursors follow commit order. `writer`: one writer per branch. `watch`: one reader of the branch at a time.
 */
export type LockName = 'events' | `writer:${string}` | `watch:${string}` | `job:${string}`

/** The 64-bit key of a lock, as SQL. */
export function lockKey(name: LockName): RawBuilder<string> {
  const digest = createHash('sha256').update(`operations-manager/${name}`).digest()
  return sql<string>`${digest.readBigInt64BE(0).toString()}::bigint`
}
