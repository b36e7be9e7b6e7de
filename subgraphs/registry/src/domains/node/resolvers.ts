import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import { decodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import { typeNameOf } from '@operations-manager/schema/cluster/type-name.ts'
import type { Context } from '../../context.ts'
import { visibleCluster } from '../cluster/read.ts'
import { visibleDeployment } from '../deployment/read.ts'
import { topLevel } from '../errors.ts'
import { visibleOperation } from '../operation/read.ts'
import { visibleProject } from '../visibility.ts'

const most = 100

/** Whatever a global id names, if the caller may see it, marked with its type. */
async function node(context: Context, id: string) {
  const decoded = decodeGlobalId(id)
  const [name = ''] = decoded?.parts ?? []
  switch (decoded?.type) {
    case 'Project':
      return typed('Project', await visibleProject(context, name))
    case 'Cluster':
      return typed('Cluster', await visibleCluster(context, name))
    case 'Operation':
      return typed('Operation', (await visibleOperation(context, id))?.operation ?? null)
    case 'Deployment': {
      const deployment = await visibleDeployment(context, id)
      const isRouted = deployment !== null && context.routed.has(deployment.cluster)
      return typed(isRouted ? typeNameOf(deployment.cluster) : 'DetachedDeployment', deployment)
    }
    case undefined:
      return null
  }
}

function typed<Row extends object>(__typename: string, row: Row | null) {
  return row === null ? null : { ...row, __typename }
}

export const nodeResolvers: Resolvers<Context> = {
  Node: { __resolveType: (value) => (value as unknown as { __typename: 'Project' }).__typename }, // put there by `node`
  Query: {
    node: (_, { id }, context) => node(context, id),
    nodes: (_, { ids }, context) => {
      if (ids.length > most) throw topLevel('BAD_USER_INPUT', `\`ids\` has ${ids.length} ids; the limit is ${most}.`)
      return Promise.all(ids.map((id) => node(context, id)))
    },
  },
}
