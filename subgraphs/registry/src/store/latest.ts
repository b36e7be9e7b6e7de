import type { Db, OperationRow } from './tables.ts'

/** The newest operation of each project; one query, however many. */
export async function readLatestOperations(
  db: Db,
  projects: readonly string[],
): Promise<ReadonlyMap<string, OperationRow>> {
  if (projects.length === 0) return new Map()
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .distinctOn('project')
    .where('project', 'in', projects)
    .orderBy('project')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.flatMap((row) => (row.project === null ? [] : [[row.project, row] as const])))
}

/** The newest operation that touched each deployment; one query, however many. */
export async function readLatestOperationsOf(
  db: Db,
  deployments: readonly string[],
): Promise<ReadonlyMap<string, OperationRow>> {
  if (deployments.length === 0) return new Map()
  const rows = await db
    .selectFrom('targets')
    .innerJoin('operations', 'operations.id', 'targets.operation')
    .selectAll('operations')
    .select('targets.deployment as touched')
    .distinctOn('targets.deployment')
    .where('targets.deployment', 'in', deployments)
    .orderBy('targets.deployment')
    .orderBy('targets.operation', 'desc')
    .execute()
  return new Map(rows.map(({ touched, ...row }) => [touched, row]))
}

/** How many deployments are wished in each cluster; one query. */
export async function countWishes(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('deployments')
    .select(['cluster', ({ fn }) => fn.countAll<string>().as('count')])
    .where('wished', '=', true)
    .groupBy('cluster')
    .execute()
  return new Map(rows.map((row) => [row.cluster, Number(row.count)]))
}

/** The roles of several addresses, for checking the rights of open streams again; one query. */
export async function readRolesOf(
  db: Db,
  emails: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  if (emails.length === 0) return new Map()
  const rows = await db.selectFrom('projectMembers').selectAll().where('email', 'in', emails).execute()
  const byEmail = Map.groupBy(rows, (row) => row.email)
  return new Map([...byEmail].map(([email, list]) => [email, new Map(list.map((row) => [row.project, row.role]))]))
}
