import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import { encodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import type { Context } from '../../context.ts'
import { auditPage, projectAuditPage } from './page.ts'
import { checkPart } from './check.ts'

export const auditResolvers: Resolvers<Context> = {
  Query: {
    audit: (_, args, context) => auditPage(context, args),
    checkAuditChain: (_, { after = null }, context) => checkPart(context, after),
  },
  Project: {
    audit: (project, args, context) => projectAuditPage(context, project, args),
  },
  AuditRecord: {
    number: ({ record }) => String(record.number),
    at: ({ record }) => record.at,
    actor: ({ record }) => record.actor,
    subject: ({ record: { actor } }) => (actor.type === 'person' ? actor.subject : null),
    token: ({ record }) => record.token,
    action: ({ record }) => record.action,
    project: ({ record }) => record.project,
    deployment: ({ record }) => record.deployment,
    cluster: ({ record }) => record.cluster,
    operation: ({ record: { operation } }) => (operation === null ? null : encodeGlobalId('Operation', operation)),
    result: ({ record }) => record.result,
    problems: ({ record }) => record.problems,
    before: ({ record }) => record.before,
    after: ({ record }) => record.after,
    detail: ({ record }) => Object.entries(record.detail).flatMap(([name, value]) => shownDetail(name, value)),
    times: ({ record }) => record.times,
    requestId: ({ record }) => record.requestId,
    source: ({ record }) => record.source,
    previous: ({ record }) => record.previous,
    canonical: ({ content }) => content,
  },
}

function shownDetail(name: string, value: string | number | boolean | null | readonly string[]) {
  if (value === null) return []
  return [{ name, value: typeof value === 'object' ? value.join(', ') : String(value) }]
}
