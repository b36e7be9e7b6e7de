import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { sql } from 'kysely'
import { revokeAccessTokensOf } from './access-tokens.ts'
import { endName, startName } from './project-names.ts'
import { json, storable, type Db, type ProjectRow } from './tables.ts'
import type { Write } from './write.ts'

export type Member = { readonly email: string; readonly role: string }

/** A project as its file says; `members` is the index for "which projects are mine". */
export type ProjectIndexEntry = {
  readonly name: string
  readonly displayName: string
  readonly revision: string
  readonly file: string
  readonly members: readonly Member[]
}

/** The file validated and its wishes are taken. Also brings a deleted project back, and clears an invalid hand commit. */
export async function putProject(write: Write, entry: ProjectIndexEntry): Promise<void> {
  const valid = {
    displayName: storable(entry.displayName),
    revision: entry.revision,
    file: storable(entry.file),
    state: 'VALID' as const,
    invalidRevision: null,
    invalidFile: null,
    problems: json([]),
    updatedAt: write.now,
    deletedAt: null,
  }
  await startName(write, entry.name)
  await write.db
    .insertInto('projects')
    .values({ name: entry.name, createdAt: write.now, ...valid })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(valid))
    .execute()
  await putMembers(write, entry)
  write.emit({ project: entry.name }, { type: 'project', state: 'VALID', revision: entry.revision })
}

/** Touches only what differs, because every change of a row is told to those who hold streams open by it. */
async function putMembers({ db }: Write, { name: project, members: given }: ProjectIndexEntry): Promise<void> {
  const members = new Map(given.map(({ email, role }) => [email.toLowerCase(), role]))
  const others = db.deleteFrom('projectMembers').where('project', '=', project)
  await (members.size === 0 ? others : others.where('email', 'not in', [...members.keys()])).execute()
  if (members.size === 0) return
  await db
    .insertInto('projectMembers')
    .values([...members].map(([email, role]) => ({ project, email, role })))
    .onConflict((conflict) =>
      conflict
        .columns(['project', 'email'])
        .doUpdateSet((eb) => ({ role: eb.ref('excluded.role') }))
        .whereRef('projectMembers.role', '<>', 'excluded.role'),
    )
    .execute()
}

/** A hand commit does not validate: the last good file and its wishes stay, the problems are shown. */
export async function putInvalidProject(
  write: Write,
  invalid: {
    readonly name: string
    readonly revision: string
    readonly file: string
    readonly problems: readonly Problem[]
  },
): Promise<void> {
  const shown = {
    state: 'INVALID' as const,
    invalidRevision: invalid.revision,
    invalidFile: storable(invalid.file),
    problems: json(invalid.problems),
    updatedAt: write.now,
  }
  // A project that was never valid has nobody's wishes and an empty last good file.
  const first = {
    name: invalid.name,
    displayName: invalid.name,
    revision: invalid.revision,
    file: '',
    createdAt: write.now,
  }
  await startName(write, invalid.name)
  await write.db
    .insertInto('projects')
    .values({ ...first, ...shown })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(shown))
    .execute()
  write.emit({ project: invalid.name }, { type: 'project', state: 'INVALID', revision: invalid.revision })
}

/** The file is gone on purpose. The row stays readable for its last members until nothing of the project is left. */
export async function markProjectDeleted(write: Write, name: string, revision: string): Promise<void> {
  await write.db
    .updateTable('projects')
    .set({ state: 'DELETED', deletedAt: write.now, updatedAt: write.now, problems: json([]) })
    .where('name', '=', name)
    .execute()
  await revokeAccessTokensOf(write.db, { project: name, rule: null }, write.now)
  write.emit({ project: name }, { type: 'project', state: 'DELETED', revision })
}

/** Forgets a deleted project of which nothing is left, so that its name is free again. Gives whether it did. */
export async function forgetProject(write: Write, name: string): Promise<boolean> {
  const result = await write.db
    .deleteFrom('projects')
    .where('name', '=', name)
    .where('state', '=', 'DELETED')
    .where('name', 'not in', (inner) => inner.selectFrom('deployments').select('project'))
    .where('name', 'not in', (inner) => inner.selectFrom('retainedData').select('project'))
    .executeTakeFirst()
  if (result.numDeletedRows === 0n) return false
  await endName(write, name)
  return true
}

export async function readProject(db: Db, name: string): Promise<ProjectRow | null> {
  const row = await db.selectFrom('projects').selectAll().where('name', '=', name).executeTakeFirst()
  return row ?? null
}

export async function readProjects(db: Db, names: readonly string[]): Promise<readonly ProjectRow[]> {
  if (names.length === 0) return []
  return db.selectFrom('projects').selectAll().where('name', 'in', names).execute()
}

/** Members of these projects, one query. Also for the access table: who is what, where. */
export async function readMembers(
  db: Db,
  projects: readonly string[],
): Promise<ReadonlyMap<string, readonly Member[]>> {
  if (projects.length === 0) return new Map()
  const rows = await db
    .selectFrom('projectMembers')
    .selectAll()
    .where('project', 'in', projects)
    .orderBy('email')
    .execute()
  return Map.groupBy(rows, (row) => row.project)
}

/** project → role of everything that this address is a member of. */
export async function readRoles(db: Db, email: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('projectMembers').selectAll().where('email', '=', email.toLowerCase()).execute()
  return new Map(rows.map((row) => [row.project, row.role]))
}

export type ProjectFilter = {
  /** Only what this address is a member of; null is all (operators, auditors). */
  readonly member: string | null
  /** Only these; null is no limit (a token of one project). */
  readonly names: readonly string[] | null
  /** Part of name or display name, without case. */
  readonly search: string | null
  readonly states: readonly ProjectRow['state'][]
  /** Only with a deployment in this cluster. */
  readonly cluster: string | null
}

export type ProjectOrder = { readonly field: 'NAME' | 'UPDATED_AT'; readonly direction: 'asc' | 'desc' }

/** A page of projects. `after` is the name of the last project of the page before. */
export async function listProjects(
  db: Db,
  filter: ProjectFilter,
  order: ProjectOrder,
  page: { readonly first: number; readonly after: string | null },
): Promise<{ readonly rows: readonly ProjectRow[]; readonly hasNextPage: boolean; readonly totalCount: number }> {
  const matching = matchingProjects(db, filter)
  let query = matching.selectAll('projects').limit(page.first + 1)
  const compare = order.direction === 'asc' ? '>' : '<'
  if (order.field === 'NAME') {
    query = query.orderBy('name', order.direction)
    if (page.after !== null) query = query.where('name', compare, page.after)
  } else {
    query = query.orderBy('updatedAt', order.direction).orderBy('name', order.direction)
    if (page.after !== null) {
      const last = sql`(select p.updated_at, p.name from projects p where p.name = ${page.after})`
      query = query.where(sql<boolean>`(projects.updated_at, projects.name) ${sql.raw(compare)} ${last}`)
    }
  }
  const [rows, count] = await Promise.all([
    query.execute(),
    matching.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
  ])
  return { rows: rows.slice(0, page.first), hasNextPage: rows.length > page.first, totalCount: Number(count.count) }
}

function matchingProjects(db: Db, filter: ProjectFilter) {
  let query = db.selectFrom('projects').where('state', 'in', filter.states)
  const { member, names, search, cluster } = filter
  if (member !== null) {
    query = query.where('name', 'in', (inner) =>
      inner.selectFrom('projectMembers').select('project').where('email', '=', member.toLowerCase()),
    )
  }
  if (names !== null) query = query.where('name', 'in', names.length === 0 ? [''] : names)
  if (search !== null && search !== '') {
    const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where((eb) => eb.or([eb('name', 'ilike', pattern), eb('displayName', 'ilike', pattern)]))
  }
  if (cluster !== null) {
    query = query.where('name', 'in', (inner) =>
      inner.selectFrom('deployments').select('project').where('cluster', '=', cluster),
    )
  }
  return query
}
