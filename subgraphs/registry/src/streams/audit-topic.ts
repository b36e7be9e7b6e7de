import type { AuditEvent, SubscriptionAuditArgs } from '@operations-manager/schema/generated/registry.ts'
import type { AuditRecordModel } from '@operations-manager/schema/registry/models.ts'
import type { Context } from '../context.ts'
import { topLevel } from '../domains/errors.ts'
import { visibleProject } from '../domains/visibility.ts'
import { readAuditFloor, readRecord } from '../store/audit.ts'
import type { StoredEvent } from '../store/event-change.ts'
import type { Delivery, Topic } from './topic.ts'

/** The audit trail: of one project, or of the installation. */
export const auditTopic: Topic<SubscriptionAuditArgs> = {
  open: async (context, { project = null }) => {
    await refuse(context, project)
    return {
      selection: { type: 'audit', project },
      present: (_, place) => still(place, 'PRESENT'),
      expired: (place) => still(place, 'CURSOR_EXPIRED'),
      change: (now, event) => changeOf(now, event, project),
    }
  },
}

/** Auditors read the trail of a project that they may not see otherwise; the installation's right covers each. */
async function refuse(context: Context, name: string | null): Promise<void> {
  const decision = context.access.toInstallation('readAudit')
  if (decision.allowed) return
  if (name === null) throw topLevel('FORBIDDEN', decision.reason)
  const project = await visibleProject(context, name)
  if (project === null) throw topLevel('NOT_FOUND', 'There is no project of this name that you may see.')
  const inProject = context.access.to('readAudit', project)
  if (!inProject.allowed) throw topLevel('FORBIDDEN', inProject.reason)
}

type Place = { readonly cursor: string; readonly at: Date }

function still({ cursor, at }: Place, type: AuditEvent['type']): Promise<Delivery> {
  return Promise.resolve({ value: { cursor, at, type, record: null }, isLast: false })
}

async function changeOf(
  context: Context,
  { cursor, at, change }: StoredEvent,
  project: string | null,
): Promise<Delivery | null> {
  if (change.type !== 'audit') return null
  const isAll = context.access.toInstallation('readAudit').allowed
  if (project !== null && !isAll && change.number <= (await readAuditFloor(context.app.db, project))) return null
  const record: AuditRecordModel | null = await readRecord(context.app.db, change.number)
  return record === null ? null : { value: { cursor, at, type: 'RECORDED', record }, isLast: false }
}
