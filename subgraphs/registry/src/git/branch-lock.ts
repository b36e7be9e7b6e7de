import { sql } from 'kysely'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { lockKey, type LockName } from '../store/locks.ts'
import type { Db } from '../store/tables.ts'
import { RepositoryUnavailable } from './errors.ts'

/** Each wait is shorter than the time limit of a query. */
const patience = { waitMs: 9_000, tries: 4 }
/** What PostgreSQL says when a lock was not free in time. */
const lockNotAvailable = '55P03'

/**
 * Runs work while holding an advisory lock of PostgreSQL. The lock only keeps writers from disturbing each other: if it
 * is lost on the way the work goes on, for its result depends on compare-and-swap alone.
 */
export async function withLock<T>(
  db: Db,
  name: LockName,
  log: Log,
  work: () => Promise<T>,
  { waitMs, tries } = patience,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryHold(db, name, log, work, waitMs)
    if (outcome.type === 'done') return outcome.value
    if (attempt === tries) {
      throw new RepositoryUnavailable('timeout', 'Another writer has held the projects branch for too long.')
    }
  }
}

/** The same without waiting: null when somebody else holds the lock. */
export async function ifFree<T>(db: Db, name: LockName, log: Log, work: () => Promise<T>): Promise<T | null> {
  const take = sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${lockKey(name)}) as taken`
  return hold(db, log, async (transaction) => {
    const { rows } = await take.execute(transaction)
    return rows[0]?.taken === true ? work() : null
  })
}

type Outcome<T> = { readonly type: 'done'; readonly value: T } | { readonly type: 'busy' }

async function tryHold<T>(
  db: Db,
  name: LockName,
  log: Log,
  work: () => Promise<T>,
  waitMs: number,
): Promise<Outcome<T>> {
  let isTaken = false
  try {
    const value = await hold(db, log, async (transaction) => {
      await sql`select set_config('lock_timeout', ${`${waitMs}ms`}, true)`.execute(transaction)
      await sql`select pg_advisory_xact_lock(${lockKey(name)})`.execute(transaction)
      isTaken = true
      return work()
    })
    return { type: 'done', value }
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && error.code === lockNotAvailable
    if (isBusy && !isTaken) return { type: 'busy' }
    throw error
  }
}

/** A transaction around the work. When only its end fails, the lock is free anyway and the work is done. */
async function hold<T>(db: Db, log: Log, work: (transaction: Db) => Promise<T>): Promise<T> {
  let done: { readonly value: T } | null = null
  try {
    return await db.transaction().execute(async (transaction) => {
      const value = await work(transaction)
      done = { value }
      return value
    })
  } catch (error) {
    const finished = done as { readonly value: T } | null // set in the callback, which the compiler does not follow
    if (finished === null) throw error
    log.warn({ err: error }, 'lost an advisory lock before its work was done; compare-and-swap kept it safe')
    return finished.value
  }
}
