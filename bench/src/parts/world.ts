/** What every process of a bench agrees on: names, types, the question, and who has which deployments. */
export const projectCount = 1_000
const deploymentsPerProject = 4

export const clusterNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `cluster-${String(index).padStart(2, '0')}`)

export const typeNameOf = (cluster: string): string =>
  `${cluster
    .split('-')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('')}Deployment`

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`

export const registrySdl = (clusters: readonly string[]): string => `${link}
type Query { projects(first: Int!, offset: Int): [Project!]! }
type Subscription { operation(id: ID!): OperationEvent! }
type OperationEvent { cursor: String! sentAt: Float! operation: Operation! }
type Operation { id: ID! state: String! steps: [Step!]! }
type Step { key: String! title: String! state: String! attempts: Int! message: String! }
type Project { id: ID! name: String! deployments: [Deployment!]! }
interface Deployment @key(fields: "id") { id: ID! name: String! cluster: String! }
${clusters.map((name) => `type ${typeNameOf(name)} implements Deployment @key(fields: "id") { id: ID! name: String! cluster: String! }`).join('\n')}`

export const clusterSdl = (cluster: string): string => `${link}
interface Deployment { id: ID! live: Live }
type ${typeNameOf(cluster)} implements Deployment @key(fields: "id") { id: ID! live: Live }
type Live @shareable { state: String! workloads: [Workload!]! }
type Workload @shareable { name: String! ready: Boolean! }`

/** 20 projects with live data of all their deployments. */
export const question = `query Overview($offset: Int) {
  projects(first: 20, offset: $offset) { name deployments { id name cluster live { state workloads { name ready } } } }
}`

export const subscription = `subscription { operation(id: "1") { cursor sentAt operation { id state steps { key title state attempts message } } } }`

export const bodyOf = (offset: number): string =>
  JSON.stringify({ query: question, operationName: 'Overview', variables: { offset } })

export type BenchDeployment = { __typename: string; id: string; name: string; cluster: string }

/** Every page of 20 projects touches all clusters: project p is in the clusters 4p to 4p+3, counted around. */
export const projectsOf = (clusters: readonly string[]) =>
  Array.from({ length: projectCount }, (_, project) => ({
    id: `p${project}`,
    name: `project-${project}`,
    deployments: Array.from({ length: deploymentsPerProject }, (_, index): BenchDeployment => {
      const cluster = clusters[(project * deploymentsPerProject + index) % clusters.length] ?? ''
      return {
        __typename: typeNameOf(cluster),
        id: `${cluster}/${project}/${index}`,
        name: `app-${project}-${index}`,
        cluster,
      }
    }),
  }))

export const liveOf = (id: string) => {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return {
    state: hash % 5 === 0 ? 'DEGRADED' : 'READY',
    workloads: ['web', 'worker', 'cron'].map((name, index) => ({ name, ready: ((hash >> index) & 1) === 0 })),
  }
}

/** An operation of 20 steps, as big as a real one. */
export const operation = {
  id: 'operation-1',
  state: 'RUNNING',
  steps: Array.from({ length: 20 }, (_, index) => ({
    key: `production/orders/step-${index}`,
    title: `Step number ${index} of the operation`,
    state: index < 10 ? 'SUCCEEDED' : 'WAITING',
    attempts: 1,
    message: 'It waits for the step before it.',
  })),
}
