import { randomUUID } from 'node:crypto'
import { json, type Db, type HeldRemovalRow, type RetainedDataRow, type TombstoneRow } from './tables.ts'
import type { Write } from './write.ts'

export type NewTombstone = {
  readonly cluster: string
  readonly project: string
  readonly deployment: string
  /** null: the whole deployment. */
  readonly service: string | null
  readonly operation: string
  readonly confirmedBy: string
  /** service → what becomes of its data */
  readonly deletion: Readonly<Record<string, 'retain' | 'delete'>>
  /** What is retained under this name goes for good. */
  readonly purge: boolean
}

/** An explicit, confirmed wish that something be gone; sent over the link until it is reported done. */
export async function putTombstone(write: Write, tombstone: NewTombstone): Promise<string> {
  const { project, deletion, ...row } = tombstone
  const id = randomUUID()
  await write.db
    .insertInto('tombstones')
    .values({ ...row, id, confirmedAt: write.now, deletion: json(deletion), state: 'WISHED' })
    .execute()
  const place = { project, deployment: row.deployment, cluster: row.cluster, operation: row.operation }
  write.emit(place, { type: 'removal', service: row.service, state: 'WISHED' })
  return id
}

/** Removals that a cluster has not yet reported done, the oldest first. */
export async function readOpenTombstones(db: Db, cluster: string): Promise<readonly TombstoneRow[]> {
  return db
    .selectFrom('tombstones')
    .selectAll()
    .where('cluster', '=', cluster)
    .where('state', '<>', 'DONE')
    .orderBy('confirmedAt')
    .orderBy('id')
    .execute()
}

/** Removals on their way, by deployment; one query. */
export async function readTombstonesOf(
  db: Db,
  deployments: readonly string[],
): Promise<ReadonlyMap<string, readonly TombstoneRow[]>> {
  if (deployments.length === 0) return new Map()
  const rows = await db
    .selectFrom('tombstones')
    .selectAll()
    .where('deployment', 'in', deployments)
    .where('state', '<>', 'DONE')
    .orderBy('confirmedAt')
    .execute()
  return Map.groupBy(rows, (row) => row.deployment)
}

export type NewHeldRemoval = {
  readonly project: string
  /** null: the whole project. */
  readonly deployment: string | null
  /** null: the whole deployment. */
  readonly service: string | null
  readonly revision: string
  readonly author: string
}

/** A hand commit removed something; it waits for `confirmRemoval`. The same removal is held once. */
export async function holdRemoval(write: Write, removal: NewHeldRemoval): Promise<void> {
  const result = await write.db
    .insertInto('heldRemovals')
    .values({ id: randomUUID(), heldAt: write.now, ...removal })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (result.numInsertedOrUpdatedRows !== 1n) return
  const place = { project: removal.project, deployment: removal.deployment }
  write.emit(place, { type: 'removal', service: removal.service, state: 'HELD' })
}

/** The removal was confirmed, or what was removed is back in the file. Gives the row if it was still held. */
export async function endHeldRemoval(
  write: Write,
  id: string,
  endedBy: 'CONFIRMED' | 'RETURNED',
): Promise<HeldRemovalRow | null> {
  const row = await write.db
    .updateTable('heldRemovals')
    .set({ endedAt: write.now, endedBy })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return null
  if (endedBy === 'RETURNED') {
    write.emit(
      { project: row.project, deployment: row.deployment },
      { type: 'removal', service: row.service, state: 'RETURNED' },
    )
  }
  return row
}

/** What waits for a confirmation, by project; one query. */
export async function readHeldRemovals(
  db: Db,
  projects: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldRemovalRow[]>> {
  if (projects.length === 0) return new Map()
  const rows = await db
    .selectFrom('heldRemovals')
    .selectAll()
    .where('project', 'in', projects)
    .where('endedAt', 'is', null)
    .orderBy('heldAt')
    .execute()
  return Map.groupBy(rows, (row) => row.project)
}

/** What was removed and is kept, by project; one query. */
export async function readRetained(
  db: Db,
  projects: readonly string[],
): Promise<ReadonlyMap<string, readonly RetainedDataRow[]>> {
  if (projects.length === 0) return new Map()
  const rows = await db
    .selectFrom('retainedData')
    .selectAll()
    .where('project', 'in', projects)
    .orderBy('deployment')
    .orderBy('service')
    .execute()
  return Map.groupBy(rows, (row) => row.project)
}

/** Data that a cluster keeps from now on. */
export async function putRetained(write: Write, row: RetainedDataRow): Promise<void> {
  const { deployment, service, project, cluster, ...values } = row
  await write.db
    .insertInto('retainedData')
    .values(row)
    .onConflict((conflict) => conflict.columns(['deployment', 'service']).doUpdateSet(values))
    .execute()
  write.emit({ project, deployment, cluster }, { type: 'retained', service })
}

/** Retained data came back or is gone. */
export async function forgetRetained(write: Write, deployment: string, service: string): Promise<void> {
  const row = await write.db
    .deleteFrom('retainedData')
    .where('deployment', '=', deployment)
    .where('service', '=', service)
    .returningAll()
    .executeTakeFirst()
  if (row !== undefined)
    write.emit({ project: row.project, deployment, cluster: row.cluster }, { type: 'retained', service })
}
