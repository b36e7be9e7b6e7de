import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../context.ts'
import { auditResolvers } from './audit/resolvers.ts'
import { changeResolvers } from './change/resolvers.ts'
import { clusterResolvers } from './cluster/resolvers.ts'
import { deploymentResolvers } from './deployment/resolvers.ts'
import { nodeResolvers } from './node/resolvers.ts'
import { operationResolvers } from './operation/resolvers.ts'
import { problemResolvers } from './problem/resolvers.ts'
import { roleResolvers } from './project/members.ts'
import { projectResolvers } from './project/resolvers.ts'
import { dateTime } from './scalars.ts'
import { serviceResolvers } from './service/resolvers.ts'
import { tokenResolvers } from './token/resolvers.ts'
import { viewerResolvers } from './viewer/resolvers.ts'

const domains: readonly Resolvers<Context>[] = [
  auditResolvers,
  changeResolvers,
  clusterResolvers,
  deploymentResolvers,
  nodeResolvers,
  operationResolvers,
  problemResolvers,
  projectResolvers,
  roleResolvers,
  serviceResolvers,
  tokenResolvers,
  viewerResolvers,
]

/** The resolvers of all domains; those of one type that several domains serve are put together. */
export const resolvers: Readonly<Record<string, unknown>> = domains.reduce<Record<string, unknown>>(
  (all, domain) => {
    for (const [type, fields] of Object.entries<object>(domain)) all[type] = Object.assign({}, all[type], fields)
    return all
  },
  { DateTime: dateTime },
)
