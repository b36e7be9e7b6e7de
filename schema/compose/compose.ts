import { composeServices } from '@theguild/federation-composition'
import { GraphQLError, parse, type DocumentNode } from 'graphql'

/** The central subgraph: all root fields, and the interface that clusters implement. */
export type RegistrySubgraph = { readonly sdl: string; readonly url: string }

/** One cluster's subgraph. `url` is where the gateway asks it: `https://…`, `http://…` or `link:<cluster>`. */
export type ClusterSubgraph = {
  readonly name: string
  readonly typeName: string
  readonly contractVersion: number
  readonly url: string
  readonly sdl: string
}

export type CompositionInput = { readonly registry: RegistrySubgraph; readonly clusters: readonly ClusterSubgraph[] }

/** One reason why there is no supergraph, as a sentence with the composer's code. */
export type CompositionError = { readonly code: string; readonly message: string }

export type Composition =
  | { readonly ok: true; readonly sdl: string }
  | { readonly ok: false; readonly errors: readonly CompositionError[] }

/** What the central subgraph is called in every supergraph, and as the audience of callers' tokens. */
export const registrySubgraphName = 'registry'

/**
 * Composes one supergraph out of the registry and the given clusters. Pure; asks nobody. The same subgraphs give the
 * same text in whatever order the clusters come. Clusters of different contract versions do not compose (give each
 * the SDL of the lowest version in use).
 */
export function composeSupergraph(input: CompositionInput): Composition {
  const refusal = refuse(input.clusters)
  if (refusal.length > 0) return { ok: false, errors: refusal }
  const clusters = [...input.clusters].sort((a, b) => (a.name < b.name ? -1 : 1))
  const services: { name: string; typeDefs: DocumentNode; url: string }[] = []
  for (const { name, sdl, url } of [{ name: registrySubgraphName, ...input.registry }, ...clusters]) {
    const typeDefs = parseSubgraph(name, sdl)
    if ('code' in typeDefs) return { ok: false, errors: [typeDefs] }
    services.push({ name, typeDefs, url })
  }
  const result = composeServices(services)
  if (result.errors === undefined) return { ok: true, sdl: result.supergraphSdl }
  return { ok: false, errors: result.errors.map(describe) }
}

// Two clusters with one name or one type name would silently serve each other's deployments.
function refuse(clusters: readonly ClusterSubgraph[]): CompositionError[] {
  const errors: CompositionError[] = []
  const names = new Set<string>([registrySubgraphName])
  const typeNames = new Set<string>()
  const versions = new Set(clusters.map((cluster) => cluster.contractVersion))
  if (versions.size > 1) {
    const list = [...versions].sort((a, b) => a - b).join(', ')
    errors.push({
      code: 'CONTRACT_VERSIONS_DIFFER',
      message: `The clusters come with the contract versions ${list}. Compose all of them with the lowest one.`,
    })
  }
  for (const { name, typeName } of clusters) {
    if (names.has(name)) errors.push({ code: 'NAME_TAKEN', message: `The name "${name}" is given twice.` })
    if (typeNames.has(typeName)) {
      errors.push({ code: 'TYPE_NAME_TAKEN', message: `The type name "${typeName}" is given twice.` })
    }
    names.add(name)
    typeNames.add(typeName)
  }
  return errors
}

function parseSubgraph(name: string, sdl: string): DocumentNode | CompositionError {
  try {
    return parse(sdl)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return { code: 'INVALID_GRAPHQL', message: `The SDL of "${name}" cannot be read: ${error.message}` }
  }
}

function describe(error: GraphQLError): CompositionError {
  const code = error.extensions['code']
  return { code: typeof code === 'string' ? code : 'COMPOSITION_FAILED', message: error.message }
}
