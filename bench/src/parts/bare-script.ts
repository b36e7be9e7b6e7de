import { createServer, type IncomingMessage } from 'node:http'
import { readFileSync } from 'node:fs'
import { Pool } from 'undici'
import { typeNameOf, type BenchDeployment } from './world.ts'

/**
 * The lower limit: ask the registry once, then every cluster once side by side, and put the answers together. It
 * plans, validates, checks and limits nothing.
 */
const { registry, clusters } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  registry: string
  clusters: Record<string, string>
}
type Project = {
  name: string
  deployments: (Partial<BenchDeployment> & { id: string; cluster: string; live?: unknown })[]
}

const headers = { 'content-type': 'application/json' }
const pools = new Map([registry, ...Object.values(clusters)].map((url) => [url, new Pool(new URL(url).origin)]))
const ask = async (url: string, body: string): Promise<{ projects: Project[]; _entities: { live: unknown }[] }> => {
  const pool = pools.get(url)
  if (pool === undefined) throw new Error(`no connections to ${url}`)
  const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body })
  return ((await answer.body.json()) as { data: { projects: Project[]; _entities: { live: unknown }[] } }).data
}
const list = 'query($offset: Int) { projects(first: 20, offset: $offset) { name deployments { id name cluster } } }'

async function overview(offset: number): Promise<{ projects: Project[] }> {
  const { projects } = await ask(registry, JSON.stringify({ query: list, variables: { offset } }))
  const byCluster = Map.groupBy(
    projects.flatMap(({ deployments }) => deployments),
    ({ cluster }) => cluster,
  )
  await Promise.all(
    [...byCluster].map(async ([cluster, deployments]) => {
      const type = typeNameOf(cluster)
      const query = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { live { state workloads { name ready } } } } }`
      const variables = { r: deployments.map(({ id }) => ({ __typename: type, id })) }
      const { _entities } = await ask(clusters[cluster] ?? '', JSON.stringify({ query, variables }))
      for (const [index, deployment] of deployments.entries()) deployment.live = _entities[index]?.live
    }),
  )
  return { projects }
}

async function read(message: IncomingMessage): Promise<string> {
  let text = ''
  message.setEncoding('utf8')
  for await (const chunk of message) text += chunk
  return text
}

createServer({ keepAliveTimeout: 120_000 }, (message, response) => {
  void read(message)
    .then((text) => overview((JSON.parse(text) as { variables: { offset: number } }).variables.offset))
    .then((data) => response.writeHead(200, headers).end(JSON.stringify({ data })))
}).listen(Number(process.argv[3]), '127.0.0.1', () => process.send?.({ type: 'ready' }))
process.on('disconnect', () => process.exit(0))
