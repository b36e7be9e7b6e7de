import { sql } from 'kysely'
import {
  sealRecord,
  type AuditEntry,
  type AuditRecord,
  type AuditResult,
  type ChainEnd,
  type SealedRecord,
} from './audit-record.ts'
import type { Db } from './tables.ts'

/**
 * Appends entries to the chain. Takes the chain's lock until the transaction ends, so it comes last in it: see `write`.
 * The database itself refuses a record that does not continue the chain.
 */
export async function appendRecords(db: Db, entries: readonly AuditEntry[]): Promise<readonly SealedRecord[]> {
  if (entries.length === 0) return []
  const { rows } = await sql<{ number: string; hash: string }>`select number, hash from audit_end()`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('the audit chain has no end')
  let end: ChainEnd = { number: Number(row.number), hash: row.hash }
  const now = new Date()
  const sealed = entries.map((entry) => {
    const record = sealRecord(end, now, entry)
    end = record
    return record
  })
  await db
    .insertInto('audit')
    .values([...sealed])
    .execute()
  return sealed
}

/** A stored record, read back. */
export type StoredRecord = { readonly record: AuditRecord; readonly hash: string; readonly content: string }

export type AuditFilter = {
  /** Only records of this project; null is all. */
  readonly project: string | null
  /** Only records after this number: what came before belongs to an earlier project of the name. */
  readonly above: number
  /** An address, a subject, a cluster's name, or a token's id. */
  readonly actor: string | null
  readonly actions: readonly string[]
  readonly results: readonly AuditResult[]
  readonly deployment: string | null
  readonly cluster: string | null
  readonly operation: string | null
  readonly since: Date | null
  readonly until: Date | null
}

export const anyRecord: AuditFilter = {
  project: null,
  above: 0,
  actor: null,
  actions: [],
  results: [],
  deployment: null,
  cluster: null,
  operation: null,
  since: null,
  until: null,
}

/** The newest first; `before` is the number of the last record of the page before. */
export async function listRecords(
  db: Db,
  filter: AuditFilter,
  page: { readonly first: number; readonly before: number | null },
): Promise<{ readonly rows: readonly StoredRecord[]; readonly hasNextPage: boolean }> {
  const { project, above, actor, actions, results, deployment, cluster, operation, since, until } = filter
  let query = db
    .selectFrom('audit')
    .select(['number', 'content', 'hash'])
    .orderBy('number', 'desc')
    .limit(page.first + 1)
  if (page.before !== null) query = query.where('number', '<', String(page.before))
  if (above > 0) query = query.where('number', '>', String(above))
  if (project !== null) query = query.where('project', '=', project)
  if (actor !== null)
    query = query.where((eb) => eb.or([eb('who', '=', actor.toLowerCase()), eb('subject', '=', actor)]))
  if (actions.length > 0) query = query.where('action', 'in', actions)
  if (results.length > 0) query = query.where('result', 'in', results)
  if (deployment !== null) query = query.where('deployment', '=', deployment)
  if (cluster !== null) query = query.where('cluster', '=', cluster)
  if (operation !== null) query = query.where('operation', '=', operation)
  if (since !== null) query = query.where('at', '>=', since.toISOString())
  if (until !== null) query = query.where('at', '<', until.toISOString())
  const rows = (await query.execute()).map(readRow)
  return { rows: rows.slice(0, page.first), hasNextPage: rows.length > page.first }
}

/** One record; null if there is none of this number. */
export async function readRecord(db: Db, number: number): Promise<StoredRecord | null> {
  const row = await db
    .selectFrom('audit')
    .select(['number', 'content', 'hash'])
    .where('number', '=', String(number))
    .executeTakeFirst()
  return row === undefined ? null : readRow(row)
}

/** Records in the order of the chain, as they are stored: for verification. */
export async function readChain(
  db: Db,
  range: { readonly after: number; readonly limit: number },
): Promise<readonly SealedRecord[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['number', 'content', 'hash'])
    .where('number', '>', String(range.after))
    .orderBy('number')
    .limit(range.limit)
    .execute()
  return rows.map(({ number, content, hash }) => ({ number: Number(number), content, hash }))
}

/** The number up to which records of this project name belong to an earlier project; 0 if there was none. */
export async function readAuditFloor(db: Db, project: string): Promise<number> {
  const row = await db.selectFrom('auditFloors').select('number').where('project', '=', project).executeTakeFirst()
  return Number(row?.number ?? 0)
}

/** Nothing is left of a project: a later one of its name does not show what was recorded until now. */
export async function raiseAuditFloor(db: Db, project: string): Promise<void> {
  await sql`
    insert into audit_floors (project, number) select ${project}, coalesce(max(number), 0) from audit
    on conflict (project) do update set number = excluded.number`.execute(db)
}

function readRow({ content, hash }: { readonly content: string; readonly hash: string }): StoredRecord {
  return { content, hash, record: JSON.parse(content) as AuditRecord } // only `appendRecords` writes there
}
