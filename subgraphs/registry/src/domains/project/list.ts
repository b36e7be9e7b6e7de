import type { QueryProjectsArgs } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { listProjects, type ProjectFilter } from '../../store/projects.ts'
import type { ProjectRow } from '../../store/tables.ts'
import { connection, decodeCursor, pageSize } from '../connection.ts'

/** A page of the projects that the caller may see. Asks PostgreSQL alone, and no cluster. */
export async function listVisibleProjects(context: Context, args: Partial<QueryProjectsArgs>) {
  const { access, app } = context
  const { filter, orderBy } = args
  const first = pageSize(args.first, 50)
  if (!access.isOperator && access.email === null) {
    return { ...connection<ProjectRow>({ rows: [], hasNextPage: false }, nameOf, args.after), totalCount: 0 }
  }
  const page = await listProjects(
    app.db,
    { ...whose(access), ...asked(filter) },
    {
      field: orderBy?.field === 'CHANGED_AT' ? 'UPDATED_AT' : 'NAME',
      direction: orderBy?.direction === 'DESC' ? 'desc' : 'asc',
    },
    { first, after: decodeCursor(args.after) },
  )
  // Of a deleted project only admins still see something; the index does not know who that is.
  const rows = page.rows.filter((row) => access.to('read', row).allowed)
  return { ...connection({ ...page, rows }, nameOf, args.after), totalCount: page.totalCount }
}

/** Whose projects: a token's one, whether its maker is a member of it or an operator; else all, or one's own. */
function whose({ token, isOperator, email }: Context['access']): Pick<ProjectFilter, 'member' | 'names'> {
  const only = token?.project ?? null
  return { member: isOperator || only !== null ? null : email, names: only === null ? null : [only] }
}

function asked(filter: QueryProjectsArgs['filter']): Omit<ProjectFilter, 'member' | 'names'> {
  return {
    search: filter?.search ?? null,
    states: filter?.includeDeleted === true ? ['VALID', 'INVALID', 'DELETED'] : ['VALID', 'INVALID'],
    cluster: filter?.cluster ?? null,
  }
}

function nameOf(row: ProjectRow): string {
  return row.name
}
