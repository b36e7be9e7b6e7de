import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import type { ClusterAccess } from '@operations-manager/testbed/access.ts'

/** What the test application says of itself: what it tried with the variables that it was given, and what it saw. */
export const Report = z.object({
  version: z.string(),
  hostname: z.string(),
  publicHost: z.string().optional(),
  ok: z.boolean(),
  checks: z.record(
    z.string(),
    z.object({ tried: z.string(), ok: z.boolean(), error: z.string().optional(), seen: z.looseObject({}).optional() }),
  ),
})
export type Report = z.infer<typeof Report>

export type Answer = { readonly status: number; readonly body: string }

/** Opens a published address at the cluster's ingress, as a browser would whose name server leads there. */
export async function open(cluster: ClusterAccess, address: string, path = '/'): Promise<Answer> {
  const { host, hostname, protocol } = new URL(address)
  if (cluster.ingress === null) throw new Error(`${cluster.name} has no ingress`)
  const { address: ingress, port, secure } = cluster.ingress
  const options = { host: ingress, path, headers: { host }, agent: false, timeout: 15_000 } as const
  const sent =
    protocol === 'https:'
      ? httpsRequest({ ...options, port: secure.port, servername: hostname, ca: secure.authority })
      : httpRequest({ ...options, port })
  sent.on('timeout', () => sent.destroy(new Error(`${address}${path} did not answer in time`)))
  sent.end()
  const [response] = await once(sent, 'response')
  return { status: response.statusCode ?? 0, body: await text(response) }
}

/** What the application behind an address reports. */
export async function reportAt(cluster: ClusterAccess, address: string): Promise<Report> {
  const { status, body } = await open(cluster, address)
  if (status !== 200) throw new Error(`${address} answered ${status}: ${body}`)
  return Report.parse(JSON.parse(body))
}

const Addresses = z.object({
  project: z.object({
    deployments: z.array(z.object({ name: z.string(), addresses: z.array(z.object({ url: z.string() })) })),
  }),
})

/** Where a deployment says that it is published. */
export async function addressOf(client: GraphClient, project: string, deployment: string): Promise<string> {
  const query = 'query ($name: String!) { project(name: $name) { deployments { name addresses { url } } } }'
  const answer = await client.get(Addresses, query, { name: project })
  const url = answer.project.deployments.find(({ name }) => name === deployment)?.addresses[0]?.url
  if (url === undefined) throw new Error(`${project}/${deployment} has no address`)
  return url
}
