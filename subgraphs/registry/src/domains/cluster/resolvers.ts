import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import { encodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import type { Context } from '../../context.ts'
import { shownDecision } from '../visibility.ts'
import { drain, register, remove, renewJoinToken } from './changes.ts'
import { actOnOrphaned } from './orphaned.ts'
import { visibleCluster, visibleClusters } from './read.ts'
import { profileOf, stateOf } from './view.ts'

export const clusterResolvers: Resolvers<Context> = {
  Query: {
    cluster: (_, { name }, context) => visibleCluster(context, name),
    clusters: (_, __, context) => visibleClusters(context),
  },
  Mutation: {
    registerCluster: (_, { input }, context) => register(context, input),
    renewJoinToken: (_, { input }, context) => renewJoinToken(context, input),
    drainCluster: (_, { input }, context) => drain(context, input),
    removeCluster: (_, { input }, context) => remove(context, input),
    adoptOrphaned: (_, { input }, context) => actOnOrphaned(context, 'adopt', input),
    removeOrphaned: (_, { input }, context) => actOnOrphaned(context, 'remove', input),
  },
  Cluster: {
    id: ({ name }) => encodeGlobalId('Cluster', name),
    state: stateOf,
    isDraining: ({ row }) => row?.draining ?? false,
    lastSeenAt: ({ row }) => row?.lastSeenAt ?? null,
    profile: ({ row }) => (row === null || row.profile === null ? null : profileOf(row.profile)),
    address: ({ row }, _, { access }) => (access.isOperator ? (row?.address ?? null) : null),
    projects: ({ row }, _, { access }) => (access.isOperator ? (row?.projects ?? null) : null),
    deploymentCount: async ({ name }, _, { access, load }) =>
      access.isOperator ? ((await load.wishCounts()).get(name) ?? 0) : null,
    orphaned: ({ row }, _, { access }) => (access.isOperator ? (row?.orphaned ?? []) : []),
    viewerCan: (_, __, { access }) => {
      const decision = shownDecision(access.toInstallation('operate'))
      return { renewJoinToken: decision, drain: decision, remove: decision }
    },
  },
}
