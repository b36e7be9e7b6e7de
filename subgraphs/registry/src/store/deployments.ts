import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { sql, type RawBuilder } from 'kysely'
import { json, type Db, type DeploymentRow } from './tables.ts'
import type { Write } from './write.ts'

/** What a cluster is to make true for one deployment. */
export type NewWish = {
  readonly id: string
  readonly project: string
  readonly name: string
  readonly cluster: string
  readonly spec: DeploymentSpec
  readonly generation: string
  readonly revision: string
  readonly operation: string | null
}

/** Parts of a wish that are no part of the file. Maps are added to those that stand. */
export type WishRequest = {
  readonly operation?: string
  readonly held?: boolean
  /** component → ISO time */
  readonly restarts?: Record<string, string>
  /** service → operation */
  readonly reissue?: Record<string, string>
  readonly retained?: Record<string, 'RESTORE' | 'DISCARD'>
}

/**
 * Stores a wish, new or changed, and keeps the spec under its generation. A new wish is never held. Requests about
 * services and components that it no longer has end here: a DISCARD of long ago must not meet data retained later.
 */
export async function putWish(write: Write, wish: NewWish): Promise<void> {
  const changed = {
    wished: true,
    spec: json(wish.spec),
    generation: wish.generation,
    revision: wish.revision,
    operation: wish.operation,
    held: false,
    updatedAt: write.now,
  }
  const { id, project, name, cluster } = wish
  await write.db
    .insertInto('deployments')
    .values({ id, project, name, cluster, restarts: '{}', reissue: '{}', retained: '{}', ...changed })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        ...changed,
        restarts: only('restarts', Object.keys(wish.spec.components)),
        reissue: only('reissue', Object.keys(wish.spec.services)),
        retained: only('retained', Object.keys(wish.spec.services)),
      }),
    )
    .execute()
  await write.db
    .insertInto('generations')
    .values({
      deployment: id,
      generation: wish.generation,
      spec: json(wish.spec),
      revision: wish.revision,
      at: write.now,
    })
    .onConflict((conflict) => conflict.columns(['deployment', 'generation']).doNothing())
    .execute()
  write.emit({ project, deployment: id, cluster, operation: wish.operation }, { type: 'wish' })
}

/** The entries of a map that stands in the row, for these keys. */
function only(column: 'restarts' | 'reissue' | 'retained', keys: readonly string[]): RawBuilder<string> {
  const entries = sql`jsonb_each(${sql.ref(`deployments.${column}`)})`
  return sql<string>`(select coalesce(jsonb_object_agg(key, value), '{}') from ${entries} where key = any(${keys}))`
}

/** Changes what stands beside the file: hold, restarts, credentials to issue again, choices about retained data. */
export async function changeWish(write: Write, id: string, request: WishRequest): Promise<DeploymentRow | null> {
  const row = await lockDeployment(write, id)
  if (row === null) return null
  const changed = await write.db
    .updateTable('deployments')
    .set({
      operation: request.operation ?? row.operation,
      held: request.held ?? row.held,
      restarts: json({ ...row.restarts, ...request.restarts }),
      reissue: json({ ...row.reissue, ...request.reissue }),
      retained: json({ ...row.retained, ...request.retained }),
      updatedAt: write.now,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  emitWish(write, changed)
  return changed
}

/** The deployment is no longer in the file. Without a tombstone its cluster leaves everything alone. */
export async function endWish(write: Write, id: string, operation: string | null): Promise<void> {
  const row = await write.db
    .updateTable('deployments')

    .set({
      wished: false,
      updatedAt: write.now,
      restarts: '{}',
      reissue: '{}',
      retained: '{}',
      ...(operation === null ? {} : { operation }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (row !== undefined) emitWish(write, row)
}

export async function readDeployment(db: Db, id: string): Promise<DeploymentRow | null> {
  const row = await db.selectFrom('deployments').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

export async function readDeployments(db: Db, ids: readonly string[]): Promise<readonly DeploymentRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('deployments').selectAll().where('id', 'in', ids).execute()
}

/** Deployments of these projects by project, in the order of their names; one query. Removed ones are among them. */
export async function readDeploymentsOf(
  db: Db,
  projects: readonly string[],
): Promise<ReadonlyMap<string, readonly DeploymentRow[]>> {
  if (projects.length === 0) return new Map()
  const rows = await db.selectFrom('deployments').selectAll().where('project', 'in', projects).orderBy('name').execute()
  return Map.groupBy(rows, (row) => row.project)
}

/** Everything that a cluster is wished to make true: the snapshot of the link. */
export async function readWishes(db: Db, cluster: string): Promise<readonly DeploymentRow[]> {
  return db
    .selectFrom('deployments')
    .selectAll()
    .where('cluster', '=', cluster)
    .where('wished', '=', true)
    .orderBy('id')
    .execute()
}

/** The spec that a generation stood for, also of the past. */
export async function readGeneration(
  db: Db,
  deployment: string,
  generation: string,
): Promise<{ readonly spec: DeploymentSpec; readonly revision: string; readonly at: Date } | null> {
  const row = await db
    .selectFrom('generations')
    .select(['spec', 'revision', 'at'])
    .where('deployment', '=', deployment)
    .where('generation', '=', generation)
    .executeTakeFirst()
  return row ?? null
}

/** Last stored attempt of each unfinished step of an operation in a deployment: what a wish carries as `attempts`. */
export async function readAttempts(
  db: Db,
  operation: string,
  deployment: string,
): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('steps')
    .select(['step', 'attempt'])
    .where('operation', '=', operation)
    .where('deployment', '=', deployment)
    .where('state', 'not in', ['SUCCEEDED', 'SKIPPED'])
    .where('attempt', '>', 0)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.step, row.attempt]))
}

export async function lockDeployment(write: Write, id: string): Promise<DeploymentRow | null> {
  const row = await write.db.selectFrom('deployments').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? null
}

function emitWish(write: Write, row: DeploymentRow): void {
  const { project, id, cluster, operation } = row
  write.emit({ project, deployment: id, cluster, operation }, { type: 'wish' })
}
