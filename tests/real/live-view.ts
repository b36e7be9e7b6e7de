import { expect } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'

const Seen = z.object({
  project: z.object({
    deployments: z.array(
      z.object({
        id: z.string(),
        status: z.object({ health: z.string() }),
        live: z
          .object({
            simulated: z.boolean(),
            workloads: z.array(z.object({ component: z.string(), state: z.string(), ready: z.number() })),
            services: z.array(z.object({ service: z.string(), state: z.string() })),
            logs: z.array(z.object({ text: z.string() })),
            objects: z.array(z.object({ kind: z.string() })),
          })
          .nullable(),
      }),
    ),
  }),
})

/** What a client sees of the one deployment of a project, its live view included. */
async function seen(client: GraphClient, project: string) {
  const query = `query ($name: String!) { project(name: $name) { deployments {
    id status { health } live { simulated workloads { component state ready } services { service state }
      logs(component: "web", tail: 5) { text } objects { kind } }
  } } }`
  const [deployment] = (await client.get(Seen, query, { name: project })).project.deployments
  return deployment!
}

const LogLine = z.object({ logs: z.object({ text: z.string() }) })

/** Goes on where the live view of a project of all kinds of services is complete, and its logs can be followed. */
export async function showsAll(client: GraphClient, project: string): Promise<void> {
  const { id, status, live } = await seen(client, project)
  expect(status.health).toBe('READY')
  expect(live).toMatchObject({ simulated: false })
  expect(live?.workloads).toEqual([
    { component: 'api', state: 'READY', ready: 1 },
    { component: 'web', state: 'READY', ready: 1 },
  ])
  expect(live?.services.map(({ service }) => service)).toEqual(['maps', 'photos', 'signin', 'visits'])
  expect(live?.logs.length).toBeGreaterThan(0)
  expect(live?.objects.length).toBeGreaterThan(10)
  const query = `subscription ($id: ID!, $since: DateTime) {
    logs(deployment: $id, component: "web", since: $since) { text }
  }`
  const since = new Date(0).toISOString()
  for await (const { logs } of client.follow(LogLine, query, { id, since })) {
    expect(logs.text).toContain('test-application')
    break
  }
}
