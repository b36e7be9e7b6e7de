import type { DetachedDeploymentResolvers, Resolvers } from '@operations-manager/schema/generated/registry.ts'
import { typeNameOf } from '@operations-manager/schema/cluster/type-name.ts'
import type { Context } from '../../context.ts'
import { clusterModel } from '../cluster/read.ts'
import { topLevel } from '../errors.ts'
import { operationPage } from '../operation/pages.ts'
import { visibleDeployment } from './read.ts'
import { addressesOf, deployedComponents, statusOf } from './view.ts'

/** The fields of a deployment, the same for every concrete type. `live` is answered by its cluster. */
export const deploymentFields = {
  project: async (deployment, _, { load }) => {
    const row = await load.project.load(deployment.project)
    if (row === null) throw topLevel('NOT_FOUND', `The project ${deployment.project} is gone.`)
    return row
  },
  cluster: (deployment, _, context) => clusterModel(context, deployment.cluster),
  components: deployedComponents,
  status: async (deployment, _, context) => {
    const cluster = await clusterModel(context, deployment.cluster)
    return statusOf(deployment, cluster.row?.state !== 'CONNECTED')
  },
  addresses: async (deployment, _, context) => {
    const cluster = await clusterModel(context, deployment.cluster)
    return addressesOf(deployment, cluster.row?.profile ?? null)
  },
  operations: (deployment, args, context) => operationPage(context, { deployment: deployment.id }, args),
  lastOperation: (deployment, _, { load }) => load.latestOperationOn.load(deployment.id),
  tombstone: async (deployment, _, { load }) => {
    const tombstones = await load.tombstonesOf.load(deployment.id)
    return tombstones.find(({ service }) => service === null) ?? tombstones[0] ?? null
  },
  orphaned: (deployment) => deployment.status?.orphaned ?? [],
  notices: (deployment) => deployment.status?.notices ?? [],
} satisfies DetachedDeploymentResolvers<Context>

export const deploymentResolvers: Resolvers<Context> = {
  Query: { deployment: (_, { id }, context) => visibleDeployment(context, id) },
  Deployment: {
    // A concrete type that the gateway's supergraph lacks would become a silent null in it.
    __resolveType: ({ cluster }, { routed }) =>
      (routed.has(cluster) ? typeNameOf(cluster) : 'DetachedDeployment') as 'DetachedDeployment', // made by sdl.ts
  },
  DetachedDeployment: { ...deploymentFields, live: () => null },
  Removal: {
    operation: async ({ operation }, _, { load }) => (await load.operation.load(operation))?.operation ?? null,
    isTaken: ({ state }) => state !== 'WISHED',
  },
}
