import { clusterSdl, knownContractVersions } from '../cluster/sdl.ts'
import { typeNameOf } from '../cluster/type-name.ts'
import { registrySdl } from '../registry/sdl.ts'
import { composeSupergraph } from './compose.ts'

/**
 * The supergraph of two example clusters: what a reader of the graph looks at, and what the web application's types
 * come from. Committed as `schema/supergraph.graphql`; a test compares.
 */
export function exampleSupergraph(): string {
  const contractVersion = Math.max(...knownContractVersions)
  const clusters = ['cluster-a', 'cluster-b'].map((name) => ({ name, typeName: typeNameOf(name) }))
  const composition = composeSupergraph({
    registry: { sdl: registrySdl(clusters, contractVersion), url: 'http://127.0.0.1:4001/graphql' },
    clusters: clusters.map((cluster) => ({
      ...cluster,
      contractVersion,
      url: `link:${cluster.name}`,
      sdl: clusterSdl(cluster, contractVersion),
    })),
  })
  if (composition.ok) return `${composition.sdl.trim()}\n`
  throw new Error(composition.errors.map(({ code, message }) => `${code}: ${message}`).join('\n'))
}
