import { sql } from 'kysely'
import { forgetAccessTokens } from './access-tokens.ts'
import { lockKey } from './locks.ts'
import { forgetProject } from './projects.ts'
import type { Db } from './tables.ts'
import { write, type Write } from './write.ts'

const keptDays = 90
/** Tokens of pipelines live for minutes, and there are many. */
const keptCiDays = 7
const keptOperations = 50
const batchSize = 5_000

export type Retained = { readonly operations: number; readonly events: number }

/**
 * Removes what is too old: events and operations after 90 days, but never the last 50 operations of a project with
 * their events, what is unfinished, or what a wish still names. Also expired keys, and retained data whose time is over.
 * Each scope that loses events notes up to where, so that a cursor that is too old is told so.
 * Call it now and then, from every replica; one runs at a time and the others do nothing.
 */
export async function runRetention(db: Db, now: Date): Promise<Retained> {
  const before = new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000)
  const total = { operations: 0, events: 0 }
  for (;;) {
    const done = await write(db, (write) => removeBatch(write, before))
    total.operations += done.operations
    total.events += done.events
    if (done.operations < batchSize && done.events < batchSize) break
  }
  await write(db, (write) => removeExpired(write, now))
  await removeUnused(db, before)
  await forgetAccessTokens(db, before, new Date(now.getTime() - keptCiDays * 24 * 60 * 60 * 1000))
  await db.deleteFrom('usedIdentities').where('expiresAt', '<', now).execute()
  return total
}

async function removeBatch(write: Write, before: Date): Promise<Retained> {
  const lock = await sql<{
    taken: boolean
  }>`select pg_try_advisory_xact_lock(${lockKey('job:retention')}) as taken`.execute(write.db)
  if (lock.rows[0]?.taken !== true) return { operations: 0, events: 0 }
  const operations = await sql<{ id: string }>`
    delete from operations where id in (
      select id from (
        select id, project, requested_at, finished_at,
               row_number() over (partition by project order by id desc) as place
        from operations
      ) numbered
      where place > ${keptOperations} and requested_at < ${before} and finished_at < ${before}
        and not exists (select 1 from deployments d where d.operation = numbered.id)
        and not exists (select 1 from tombstones t where t.operation = numbered.id and t.state <> 'DONE')
      limit ${batchSize}
    ) returning id`.execute(write.db)
  // Only now: the events of an operation go together with it, and never before.
  const { rows } = await sql<{ project: string | null; cursor: string; count: string }>`
    with gone as (
      delete from events where cursor in (
        select cursor from events e
        where at < ${before}
          and (operation is null or not exists (select 1 from operations o where o.id = e.operation))
        order by cursor limit ${batchSize}
      ) returning project, cursor
    ) select project, max(cursor) as cursor, count(*) as count from gone group by project`.execute(write.db)
  for (const { project, cursor } of rows) {
    await raiseFloor(write, project === null ? 'clusters' : `project:${project}`, cursor)
    if (project !== null) await raiseFloor(write, 'projects', cursor)
    await raiseFloor(write, 'cluster', cursor)
    await raiseFloor(write, 'audit', cursor)
  }
  return { operations: operations.rows.length, events: rows.reduce((sum, row) => sum + Number(row.count), 0) }
}

async function raiseFloor(write: Write, scope: string, cursor: string): Promise<void> {
  await write.db
    .insertInto('eventFloors')
    .values({ scope, cursor })
    .onConflict((conflict) =>
      conflict.column('scope').doUpdateSet({ cursor: sql<string>`greatest(event_floors.cursor, excluded.cursor)` }),
    )
    .execute()
}

async function removeExpired(write: Write, now: Date): Promise<void> {
  await write.db.deleteFrom('idempotencyKeys').where('expiresAt', '<', now).execute()
  const gone = await write.db.deleteFrom('retainedData').where('until', '<', now).returningAll().execute()
  for (const { project, deployment, service } of gone) {
    write.emit({ project, deployment }, { type: 'retained', service })
  }
  for (const project of new Set(gone.map((row) => row.project))) await forgetProject(write, project)
}

/** What only served operations that are gone: old specs, removals that are done, supergraphs nobody routes by. */
async function removeUnused(db: Db, before: Date): Promise<void> {
  await sql`
    delete from generations g
    where at < ${before}
      and not exists (select 1 from deployments d where d.id = g.deployment and d.generation = g.generation)
      and not exists (select 1 from targets t where t.deployment = g.deployment and t.generation = g.generation)
  `.execute(db)
  await db.deleteFrom('tombstones').where('state', '=', 'DONE').where('doneAt', '<', before).execute()
  await db.deleteFrom('heldRemovals').where('endedAt', '<', before).execute()
  await sql`
    delete from supergraphs where created_at < ${before} and number < (select max(number) from supergraphs)
  `.execute(db)
}
