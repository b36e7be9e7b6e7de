import type { Actor } from './operation-state.ts'
import { json, type AuditRow, type Db } from './tables.ts'

export type AuditEntry = {
  readonly actor: Actor
  /** What was done: the mutation's name, or `handCommit`. */
  readonly action: string
  readonly project: string | null
  readonly cluster: string | null
  readonly operation: string | null
  /** Plain facts without secrets. */
  readonly detail: Readonly<Record<string, unknown>>
}

/** Rows are only ever added. */
export async function appendAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({ ...entry, actor: json(entry.actor), detail: json(entry.detail) })
    .execute()
}

/** The newest first; `before` is the number of the last row of the page before. */
export async function listAudit(
  db: Db,
  of: { readonly project: string | null },
  page: { readonly first: number; readonly before: string | null },
): Promise<readonly AuditRow[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(page.first)
  if (of.project !== null) query = query.where('project', '=', of.project)
  if (page.before !== null) query = query.where('number', '<', page.before)
  return query.execute()
}
