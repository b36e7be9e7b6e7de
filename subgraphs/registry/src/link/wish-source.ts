import type { Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import { readDeployment, readWishes } from '../store/deployments.ts'
import { isFinal } from '../store/operation-state.ts'
import { readOpenTombstones, readTombstonesOf } from '../store/removals.ts'
import type { Db, DeploymentRow, TombstoneRow } from '../store/tables.ts'

export type Standing = { readonly wishes: readonly Wish[]; readonly tombstones: readonly Tombstone[] }

/** Everything that one cluster is to make true or to remove, as of one moment. */
export function readSnapshot(db: Db, cluster: string): Promise<Standing> {
  return atOneMoment(db, async (tx) => {
    const rows = await readWishes(tx, cluster)
    const stones = await readOpenTombstones(tx, cluster)
    return standing(tx, rows, stones)
  })
}

/** The same for one deployment: at most one wish. A deployment of another cluster gives nothing. */
export function readStanding(db: Db, cluster: string, deployment: string): Promise<Standing> {
  return atOneMoment(db, async (tx) => {
    const row = await readDeployment(tx, deployment)
    const stones = (await readTombstonesOf(tx, [deployment])).get(deployment) ?? []
    return standing(
      tx,
      row !== null && row.wished && row.cluster === cluster ? [row] : [],
      stones.filter((stone) => stone.cluster === cluster),
    )
  })
}

function atOneMoment<T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
}

async function standing(db: Db, rows: readonly DeploymentRow[], stones: readonly TombstoneRow[]): Promise<Standing> {
  const operations = [...rows, ...stones].flatMap(({ operation }) => operation ?? [])
  const targets = await readTargets(db, [...new Set(operations)])
  return {
    wishes: rows.map((row) => toWish(row, targets.get(targetKey(row.operation, row.id)))),
    tombstones: stones.map((stone) => toTombstone(stone, targets.get(targetKey(stone.operation, stone.deployment)))),
  }
}

type Target = { readonly generation: string; readonly settled: boolean; readonly attempts: Record<string, number> }

/** State, generation and last attempts of all targets of these operations, in two queries. */
async function readTargets(db: Db, operations: readonly string[]): Promise<ReadonlyMap<string, Target>> {
  if (operations.length === 0) return new Map()
  const rows = await db.selectFrom('targets').selectAll().where('operation', 'in', operations).execute()
  const targets = new Map<string, Target>(
    rows.map((row) => [
      targetKey(row.operation, row.deployment),
      { generation: row.generation, settled: isFinal(row.state), attempts: {} },
    ]),
  )
  const steps = await db
    .selectFrom('steps')
    .select(['operation', 'deployment', 'step', 'attempt'])
    .where('operation', 'in', operations)
    .where('state', 'not in', ['SUCCEEDED', 'SKIPPED'])
    .where('attempt', '>', 0)
    .execute()
  for (const { operation, deployment, step, attempt } of steps) {
    const target = targets.get(targetKey(operation, deployment))
    if (target !== undefined) target.attempts[step] = attempt
  }
  return targets
}

function toWish(row: DeploymentRow, target: Target | undefined): Wish {
  const { id, generation, revision, operation, held, restarts, reissue, retained, spec } = row
  const attempts = target?.attempts ?? {}
  const settled = target?.settled ?? operation === null
  return { id, generation, revision, operation, held, restarts, reissue, retained, attempts, settled, spec }
}

function toTombstone(row: TombstoneRow, target: Target | undefined): Tombstone {
  const { id, deployment, service, operation, confirmedBy, deletion, purge } = row
  const stone = { id, deployment, service, operation, confirmedBy, deletion, purge }
  const attempts = target?.attempts ?? {}
  const generation = target === undefined ? {} : { generation: target.generation }
  return { ...stone, ...generation, confirmedAt: row.confirmedAt.toISOString(), attempts }
}

function targetKey(operation: string | null, deployment: string): string {
  return `${operation ?? ''} ${deployment}`
}
