import { sql } from 'kysely'
import type { EventChange, StoredEvent } from './event-change.ts'
import type { Db } from './tables.ts'

/** Which events a reader wants. */
export type FeedSelection =
  | { readonly type: 'operation'; readonly id: string }
  | { readonly type: 'project'; readonly name: string }
  | { readonly type: 'projects' }
  /** Clusters, the repository and the supergraph: what belongs to no project. */
  | { readonly type: 'clusters' }
  /** Records of the audit trail: of one project, or all. */
  | { readonly type: 'audit'; readonly project: string | null }
  /** What the link of one cluster has to look at: its wishes and removals. */
  | { readonly type: 'cluster'; readonly name: string }

const estateTypes: ReadonlySet<EventChange['type']> = new Set(['cluster', 'orphans', 'repository', 'supergraph'])

/** Whether an event is in a selection. */
export function isSelected(selection: FeedSelection, event: StoredEvent): boolean {
  if (selection.type === 'cluster') return event.cluster === selection.name
  if (selection.type === 'audit') {
    return event.change.type === 'audit' && (selection.project === null || event.project === selection.project)
  }
  if (event.change.type === 'wish' || event.change.type === 'audit') return false
  if (selection.type === 'operation') return event.operation === selection.id
  if (selection.type === 'project') return event.project === selection.name
  if (selection.type === 'projects') return event.project !== null
  return event.project === null && estateTypes.has(event.change.type)
}

/**
 * Events after a cursor in order, at most `limit`, up to and including `until`. The selection only narrows the reading
 * to what an index finds; `isSelected` decides about each event.
 */
export async function readEvents(
  db: Db,
  selection: FeedSelection | null,
  range: { readonly after: string; readonly until: string | null; readonly limit: number },
): Promise<readonly StoredEvent[]> {
  let query = db
    .selectFrom('events')
    .select(['cursor', 'at', 'project', 'operation', 'deployment', 'cluster', 'change'])
    .where('cursor', '>', range.after)
    .orderBy('cursor')
    .limit(range.limit)
  if (range.until !== null) query = query.where('cursor', '<=', range.until)
  if (selection?.type === 'operation') query = query.where('operation', '=', selection.id)
  if (selection?.type === 'project') query = query.where('project', '=', selection.name)
  if (selection?.type === 'projects') query = query.where('project', 'is not', null)
  if (selection?.type === 'clusters') query = query.where('project', 'is', null)
  if (selection?.type === 'audit') query = query.where(sql<string>`change ->> 'type'`, '=', 'audit')
  if (selection?.type === 'cluster') query = query.where('cluster', '=', selection.name)
  return query.execute()
}

/** The newest committed cursor; "0" before the first event. */
export async function readNewestCursor(db: Db): Promise<string> {
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.max('cursor').as('cursor'))
    .executeTakeFirst()
  return row?.cursor ?? '0'
}

/**
 * Whether everything of the selection after this cursor can still be given. It cannot when retention took some of
 * it, or when the cursor was never given out by this database (it was restored, or the client made it up).
 */
export async function canResume(db: Db, selection: FeedSelection, after: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(after)) return false
  const { rows } = await sql<{ given: boolean; floor: string | null }>`
    select ${after}::bigint <= (select case when is_called then last_value else 0 end
                                from events_cursor_seq) as given,
           (select cursor from event_floors where scope = ${floorScope(selection)}) as floor
  `.execute(db)
  const row = rows[0]
  return row !== undefined && row.given && (row.floor === null || BigInt(after) >= BigInt(row.floor))
}

/** The name under which retention notes what a selection lost. An operation's events go only with the operation. */
export function floorScope(selection: FeedSelection): string {
  switch (selection.type) {
    case 'operation':
      return `operation:${selection.id}`
    case 'project':
      return `project:${selection.name}`
    case 'projects':
    case 'clusters':
    case 'cluster':
    case 'audit':
      return selection.type
    default:
      return selection satisfies never
  }
}
