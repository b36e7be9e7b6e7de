import { readdirSync, readFileSync } from 'node:fs'
import type { ClusterTypes } from '../cluster/sdl.ts'
import { liveTypesSdl } from '../cluster/sdl.ts'
import { contractVersion as currentVersion } from '../link/messages.ts'

/**
 * The registry's subgraph: the domains' SDL, the interface `Deployment` and one concrete type for each cluster that is
 * routed in a supergraph. A pure function, so the registry composes and serves exactly the same text. The live types
 * are those of the lowest contract version among the clusters: a field that only the registry had does not compose.
 */
export function registrySdl(clusters: readonly ClusterTypes[], contractVersion: number = currentVersion): string {
  return [
    link,
    domains(),
    liveTypesSdl(contractVersion),
    deploymentInterface(clusters.length === 0),
    detached,
    ...clusters.map(concrete),
  ].join('\n')
}

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
`

let domainText: string | null = null

/** The SDL files of this folder, one for each domain; read once. */
function domains(): string {
  domainText ??= readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.graphql'))
    .toSorted()
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
    .join('\n')
  return domainText
}

const fields = `
  "The global id, made of type, cluster, project and name."
  id: ID!
  "The name in the project."
  name: String!
  "The project."
  project: Project!
  "Its cluster; of one that was removed or is unknown the name is left."
  cluster: Cluster!
  "The hash of what its cluster has to make true. The same hash is no work."
  generation: String!
  "The project's revision that brought this generation."
  revision: String!
  "What runs in it."
  components: [DeployedComponent!]!
  "What its cluster last reported."
  status: DeploymentStatus!
  "The addresses it asked for, each with its state; a working one is shown while another is pending."
  addresses: [Address!]!
  "The operations that touched it, the newest first."
  operations(
    "How many, at most 100."
    first: Int = 20
    "The cursor after which to go on."
    after: String
  ): OperationConnection!
  "The newest operation that touched it."
  lastOperation: Operation
  "A removal on its way, of the whole or of a service."
  tombstone: Removal
  "Marked things inside it that nobody wishes."
  orphaned: [ObjectRef!]!
  "What is worth knowing, in its cluster's words."
  notices: [String!]!
`

const live = `  "What its cluster sees now; null with a coded error when it is away."
  live: DeploymentLive
`

// With clusters, they bring the field `live`: the registry does not know it, except of a detached deployment.
function deploymentInterface(withLive: boolean): string {
  return `
"An environment of a project, in one cluster. Select on this interface; its concrete types are no part of the contract."
interface Deployment implements Node @key(fields: "id") {${fields}${withLive ? live : ''}}
`
}

const detached = `
"A deployment whose cluster is unknown, removed, or not part of this graph yet."
type DetachedDeployment implements Node & Deployment @key(fields: "id") {${fields}${live}}
`

function concrete(cluster: ClusterTypes): string {
  return `
"A deployment in the cluster ${cluster.name}."
type ${cluster.typeName} implements Node & Deployment @key(fields: "id") {${fields}}
`
}
