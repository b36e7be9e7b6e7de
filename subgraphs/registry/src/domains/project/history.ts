import type { RevisionModel } from '@operations-manager/schema/registry/models.ts'
import type { Context } from '../../context.ts'
import type { CommittedFile } from '../../git/history.ts'
import { connection, decodeCursor, pageSize } from '../connection.ts'
import { topLevel } from '../errors.ts'

type PageArgs = { readonly first?: number | null; readonly after?: string | null }

/** A page of the commits that changed the project's file, the newest first. */
export async function historyPage(context: Context, project: string, args: PageArgs) {
  const first = pageSize(args.first, 20)
  const ids = await context.app.history.list(project, { first: first + 1, after: decodeCursor(args.after) })
  const rows = ids.slice(0, first).map((id): RevisionModel => ({ project, id }))
  return connection({ rows, hasNextPage: ids.length > first }, (row) => row.id, args.after)
}

/** One commit as it changed the project's file. */
export async function revisionOf(context: Context, revision: RevisionModel): Promise<CommittedFile> {
  const found = await context.app.history.read(revision.project, revision.id)
  if (found === null) throw topLevel('NOT_FOUND', 'The repository does not have this revision any more.')
  return found
}
