import type { ObservedContent, ObservedDatabase, ObservedRole } from '../../../ports/postgresql.ts'
import { isOurs, refuseForeign, refuseRetained, type Removal } from '../../instance.ts'
import { markText, type Mark } from '../../mark.ts'
import { retainedName, type PostgresInstance, type PostgresWish } from '../instance.ts'

export type ObservedDatabaseState = {
  readonly database: ObservedDatabase | null
  readonly mark: Mark | null
  /** `null` while it accepts no connections or is not its role's. */
  readonly content: ObservedContent | null
  readonly retained: readonly { readonly name: string; readonly until: string }[]
  readonly role: ObservedRole | null
  readonly roleMark: Mark | null
  /** For which request the recorded value was issued. */
  readonly pending: string | null
  /** Whether what is published is what workloads need now; `null` if nothing is published. */
  readonly isPublishedRight: boolean | null
}

export type DatabaseAction =
  | { readonly type: 'create-database'; readonly database: string; readonly owner: string }
  | { readonly type: 'restore-database'; readonly from: string; readonly to: string }
  | { readonly type: 'own-database'; readonly database: string; readonly owner: string }
  | { readonly type: 'create-schema'; readonly database: string; readonly schema: string; readonly owner: string }
  | { readonly type: 'create-extension'; readonly database: string; readonly extension: string }
  | { readonly type: 'publish-credentials'; readonly service: string }
  | { readonly type: 'lock-role'; readonly role: string; readonly until: string }
  | { readonly type: 'retain-database'; readonly from: string; readonly to: string; readonly until: string }
  | { readonly type: 'drop-database'; readonly database: string }
  | { readonly type: 'drop-role'; readonly role: string }
  | { readonly type: 'remove-credentials'; readonly service: string }

/** What has to be done so that the database is as wished and its credentials are published. */
export function planDatabase(
  instance: PostgresInstance,
  wish: PostgresWish,
  observed: ObservedDatabaseState,
): readonly DatabaseAction[] {
  const { database } = observed
  if (database === null) return appear(instance, wish, observed)
  if (!isOursInMaking(instance, observed)) refuseForeign(`The database "${database.name}"`)
  const actions: DatabaseAction[] = []
  if (!isOwned(instance, observed, database))
    actions.push({ type: 'own-database', database: instance.database, owner: instance.role })
  // Inside can be looked at only once it is open and its role's: the next round does.
  if (observed.content === null) return actions
  actions.push(...planContent(instance, wish, observed.content))
  if (observed.pending !== null || observed.isPublishedRight !== true)
    actions.push({ type: 'publish-credentials', service: instance.service })
  return actions
}

function appear(
  instance: PostgresInstance,
  wish: PostgresWish,
  { retained }: ObservedDatabaseState,
): readonly DatabaseAction[] {
  const newest = retained.at(-1)
  if (newest === undefined) return [{ type: 'create-database', database: instance.database, owner: instance.role }]
  if (wish.retained === 'RESTORE') return [{ type: 'restore-database', from: newest.name, to: instance.database }]
  if (wish.retained === 'DISCARD') return retained.map(({ name }) => ({ type: 'drop-database', database: name }))
  return refuseRetained(`The database "${instance.database}"`, newest.until, instance)
}

/**
 * Marked as ours, or not marked yet: making a database and marking it are two statements, and only we could make one
 * for our role, which may not make any itself.
 */
function isOursInMaking(instance: PostgresInstance, { database, mark }: ObservedDatabaseState): boolean {
  if (isOurs(mark, instance.owner)) return true
  return database !== null && database.comment === null && database.owner === instance.role
}

function isOwned(instance: PostgresInstance, { mark }: ObservedDatabaseState, database: ObservedDatabase): boolean {
  return (
    mark !== null &&
    mark.retainedUntil === null &&
    database.owner === instance.role &&
    database.grantees.length === 0 &&
    database.acceptsConnections
  )
}

function planContent(
  { database, role }: PostgresInstance,
  wish: PostgresWish,
  content: ObservedContent,
): readonly DatabaseAction[] {
  const schemas = [database, ...wish.schemas].filter((schema) => content.schemas[schema] !== role)
  const extensions = wish.extensions.filter((extension) => !content.extensions.includes(extension))
  return [
    ...schemas.map((schema): DatabaseAction => ({ type: 'create-schema', database, schema, owner: role })),
    ...extensions.map((extension): DatabaseAction => ({ type: 'create-extension', database, extension })),
  ]
}

/**
 * What has to be done so that the database is gone, or kept until its time is over. The role is locked before its
 * sessions end, or the application would be back before the database is renamed.
 */
export function planDatabaseRemoval(
  instance: PostgresInstance,
  removal: Removal,
  observed: ObservedDatabaseState,
): readonly DatabaseAction[] {
  const database = isOursInMaking(instance, observed) ? observed.database : null
  if (removal.mode === 'delete')
    return [...(database === null ? [] : [database]), ...observed.retained].map(({ name }) => ({
      type: 'drop-database',
      database: name,
    }))
  if (database === null) return []
  const { until, confirmedAt } = removal
  const kept: DatabaseAction = {
    type: 'retain-database',
    from: database.name,
    to: retainedName(instance, confirmedAt),
    until,
  }
  return [...lock(instance, until, observed), kept]
}

/** What has to be done so that the role is gone, or locked as long as its database is kept; its credentials go. */
export function planRoleRemoval(
  instance: PostgresInstance,
  removal: Removal,
  observed: ObservedDatabaseState,
): readonly DatabaseAction[] {
  const hasCredentials = observed.pending !== null || observed.isPublishedRight !== null
  const credentials: readonly DatabaseAction[] = hasCredentials
    ? [{ type: 'remove-credentials', service: instance.service }]
    : []
  if (removal.mode === 'retain') return [...lock(instance, removal.until, observed), ...credentials]
  const isOursToDrop = observed.role !== null && isOurs(observed.roleMark, instance.owner)
  return [...(isOursToDrop ? [{ type: 'drop-role' as const, role: instance.role }] : []), ...credentials]
}

function lock(
  instance: PostgresInstance,
  until: string,
  { role, roleMark }: ObservedDatabaseState,
): readonly DatabaseAction[] {
  if (role === null || !isOurs(roleMark, instance.owner)) return []
  const isLocked = !role.canLogin && roleMark.retainedUntil !== null
  return isLocked ? [] : [{ type: 'lock-role', role: instance.role, until }]
}

/** The mark of a kept thing keeps for which request its credentials were set. */
export function retainedMark(instance: PostgresInstance, mark: Mark | null, until: string): string {
  return markText({ ...instance.owner, issue: mark?.issue ?? '', retainedUntil: until })
}
