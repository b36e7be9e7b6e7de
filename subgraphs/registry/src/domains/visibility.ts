import { renew, type Context } from '../context.ts'
import type { ProjectPermission } from '../access/table.ts'
import type { OperationRow, ProjectRow } from '../store/tables.ts'
import { topLevel } from './errors.ts'

/** The project if the caller may see it. Somebody else's is answered exactly as one that does not exist. */
export async function visibleProject(context: Context, name: string): Promise<ProjectRow | null> {
  const row = await context.load.project.load(name)
  return row !== null && context.access.to('read', row).allowed ? row : null
}

/**
 * True if the caller may see the operation: that of a project they see, or any for operators. What somebody asked for
 * stays theirs to see when nothing is left of its project, or the last removal could never be followed to its end.
 */
export async function canSeeOperation(context: Context, operation: OperationRow): Promise<boolean> {
  if (context.access.isOperator) return true
  if (operation.project !== null) {
    const project = await context.load.project.load(operation.project)
    if (project !== null && context.access.to('read', project).allowed) return true
    if (project !== null && project.state !== 'DELETED') return isJustMade(context, operation, project)
  }
  return askedFor(context, operation)
}

/** The rights of this request may be older than a project that its caller just made: read again, they know it. */
async function isJustMade(context: Context, operation: OperationRow, project: ProjectRow): Promise<boolean> {
  if (!askedFor(context, operation)) return false
  await renew(context)
  return context.access.to('read', project).allowed
}

function askedFor({ access: { caller, isOver } }: Context, { requestedBy }: OperationRow): boolean {
  if (isOver) return false
  if (requestedBy.type === 'token') return caller.type === 'token' && requestedBy.token === caller.token
  return requestedBy.type === 'person' && caller.type === 'person' && requestedBy.subject === caller.subject
}

/** The form of a permission in the graph. */
export function permission(context: Context, project: Pick<ProjectRow, 'name' | 'state'>, right: ProjectPermission) {
  return shownDecision(context.access.to(right, project))
}

/** A decision in the form of the graph. */
export function shownDecision(decision: { readonly allowed: boolean; readonly reason?: string }) {
  return { allowed: decision.allowed, reason: decision.reason ?? null }
}

/** Refuses at the top level what only platform operators may do. */
export function requireOperator(context: Context): void {
  const decision = context.access.toInstallation('operate')
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
}
