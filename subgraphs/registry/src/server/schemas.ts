import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import { parse, type GraphQLSchema } from 'graphql'
import { typeNameOf } from '@operations-manager/schema/cluster/type-name.ts'
import { registrySdl } from '@operations-manager/schema/registry/sdl.ts'
import type { Context } from '../context.ts'
import { deploymentFields } from '../domains/deployment/resolvers.ts'
import { visibleDeployment } from '../domains/deployment/read.ts'
import { resolvers } from '../domains/resolvers.ts'
import { readSupergraphClusters } from '../store/supergraphs.ts'
import type { Db } from '../store/tables.ts'
import { audited } from './audited.ts'
import { onlySignedIn } from './signed-in.ts'

/** The schema that answers a gateway, and the clusters which that gateway can route to. */
export type RoutedSchema = {
  readonly schema: GraphQLSchema
  readonly routed: ReadonlySet<string>
  readonly key: string
}

const remembered = 8

/**
 * Schemas by the version of the supergraph that a gateway has: each knows the concrete types of exactly the clusters
 * in that version. Without a version, or with one that was never made, every deployment is detached.
 */
export function createSchemas(db: Db): { of(version: string | null): Promise<RoutedSchema> } {
  const byVersion = new Map<string, readonly string[]>()
  const byClusters = new Map<string, RoutedSchema>()
  return {
    of: async (version) => {
      const clusters = version === null ? [] : (byVersion.get(version) ?? (await readSupergraphClusters(db, version)))
      if (version !== null && clusters !== null) keep(byVersion, version, clusters)
      const key = (clusters ?? []).toSorted().join(' ')
      const known = byClusters.get(key) ?? build(key, clusters ?? [])
      keep(byClusters, key, known)
      return known
    },
  }
}

function build(key: string, names: readonly string[]): RoutedSchema {
  const clusters = names.map((name) => ({ name, typeName: typeNameOf(name) }))
  const concrete = clusters.map(({ typeName }) => [typeName, { ...deploymentFields, ...reference(typeName) }])
  const all = { ...resolvers, ...Object.fromEntries(concrete) }
  const schema = buildSubgraphSchema([
    // The library's type of resolvers knows neither models nor the context.
    { typeDefs: parse(registrySdl(clusters)), resolvers: all as unknown as GraphQLResolverMap<unknown> },
  ])
  return { schema: audited(onlySignedIn(schema)), routed: new Set(names), key }
}

/** How a deployment is found by its id, when another subgraph names one. */
function reference(typeName: string) {
  return {
    __resolveReference: async ({ id }: { readonly id: string }, context: Context) => {
      const deployment = await visibleDeployment(context, id)
      return deployment === null ? null : { ...deployment, __typename: typeName }
    },
  }
}

/** Puts an entry at the end and forgets the one that was not asked for longest. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > remembered && oldest !== undefined) map.delete(oldest)
}
