import type { AuditFilter as GivenFilter } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { anyRecord, listRecords, readAuditFloor, type AuditFilter } from '../../store/audit.ts'
import type { ProjectRow } from '../../store/tables.ts'
import { connection, decodeCursor, pageSize } from '../connection.ts'
import { topLevel } from '../errors.ts'
import { operationKey } from '../operation/read.ts'

type PageArgs = {
  readonly first?: number | null
  readonly after?: string | null
  readonly filter?: GivenFilter | null
}

/** A page of the whole trail; refuses at the top level who may not read it. */
export async function auditPage(context: Context, args: PageArgs) {
  const decision = context.access.toInstallation('readAudit')
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  return page(context, args, {})
}

/** A page of a project's trail, without what was recorded of an earlier project of its name. */
export async function projectAuditPage(context: Context, project: Pick<ProjectRow, 'name' | 'state'>, args: PageArgs) {
  const decision = context.access.to('readAudit', project)
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  return page(context, args, { project: project.name, above: await readAuditFloor(context.app.db, project.name) })
}

async function page(context: Context, args: PageArgs, bounds: Partial<AuditFilter>) {
  const first = pageSize(args.first, 50)
  const after = decodeCursor(args.after)
  const before = after === null ? null : Number(after)
  if (before !== null && !Number.isSafeInteger(before)) {
    throw topLevel('BAD_USER_INPUT', '`after` is no cursor of this list.')
  }
  const filter = { ...anyRecord, ...filterOf(args.filter ?? {}), ...bounds }
  const found = await listRecords(context.app.db, filter, { first, before })
  return connection(found, ({ record }) => String(record.number), args.after)
}

function filterOf(given: GivenFilter): Partial<AuditFilter> {
  const { project = null, actor = null, deployment = null, cluster = null, operation = null } = given
  return {
    project,
    actor,
    deployment,
    cluster,
    // An id that names no operation names no record either.
    operation: operation === null ? null : (operationKey(operation) ?? ''),
    actions: given.action ?? [],
    results: given.result ?? [],
    since: dateOf(given.since),
    until: dateOf(given.until),
  }
}

function dateOf(value: Date | string | null | undefined): Date | null {
  return value === null || value === undefined ? null : new Date(value)
}
