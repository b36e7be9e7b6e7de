import { contractVersion as currentVersion } from '../link/messages.ts'
import { liveSdl } from './live-sdl.ts'
import { sdlAtVersion } from './sdl-at-version.ts'

/** A cluster as composition sees it: its name and the name of its one concrete type. */
export type ClusterTypes = { readonly name: string; readonly typeName: string }

/** The contract versions whose SDL can be made; the registry composes with the lowest one in use. */
export const knownContractVersions: readonly number[] = Array.from({ length: currentVersion }, (_, index) => index + 1)

/**
 * The subgraph of one cluster. A pure function of its name and its contract version, so the registry composes a
 * supergraph without asking any cluster, and every cluster serves exactly what was composed for it.
 */
export function clusterSdl(cluster: ClusterTypes, contractVersion: number): string {
  return `${header(cluster)}\n${liveTypesSdl(contractVersion)}\n`
}

/**
 * `DeploymentLive` and all types below it, with `DateTime` and `LogLine`, as of a contract version, without any
 * `@link`. The registry's subgraph carries the same text (for `DetachedDeployment.live` and followed logs), at the
 * same version as the clusters it is composed with: a field that only the registry had would not be satisfiable.
 * With zero clusters the registry's own `interface Deployment` names `live`; with any, the clusters bring it.
 */
export function liveTypesSdl(contractVersion: number): string {
  if (!knownContractVersions.includes(contractVersion)) {
    throw new RangeError(`contract version ${contractVersion} is unknown; known: ${knownContractVersions.join(', ')}`)
  }
  return sdlAtVersion(liveSdl, contractVersion)
}

// The cluster and type names are validated names, letters and digits only, so they cannot break the SDL.
function header(cluster: ClusterTypes): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(cluster.typeName)) throw new RangeError(`"${cluster.typeName}" is no type name`)
  if (!/^[a-z][a-z0-9-]*$/.test(cluster.name)) throw new RangeError(`"${cluster.name}" is no cluster name`)
  return `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])

"An environment of a project, in one cluster. This subgraph adds what can only be asked from the cluster itself."
interface Deployment {
  "The global id, made of type, cluster, project and name."
  id: ID!
  "What the cluster sees now; null with a coded error when the cluster is away."
  live: DeploymentLive
}

"A deployment in the cluster ${cluster.name}."
type ${cluster.typeName} implements Deployment @key(fields: "id") {
  "The global id, made of type, cluster, project and name."
  id: ID!
  "What the cluster sees now; null with a coded error when the cluster is away."
  live: DeploymentLive
}
`
}
