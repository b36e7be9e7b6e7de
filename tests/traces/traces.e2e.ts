import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'

const Value = z.object({ stringValue: z.string().optional() })
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value: Value })) }),
      scopeSpans: z.array(z.object({ spans: z.array(z.object({ traceId: z.string(), name: z.string() })) })),
    }),
  ),
})

/** Which programs had a part in each trace, as a collector of the test's own was told. */
const programsOf = new Map<string, Set<string>>()
let collector: Server
let system: System

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      for (const { resource, scopeSpans } of Export.parse(JSON.parse(text)).resourceSpans) {
        const program = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
        for (const { traceId } of scopeSpans.flatMap(({ spans }) => spans)) {
          programsOf.set(traceId, (programsOf.get(traceId) ?? new Set()).add(program))
        }
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const address = collector.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  system = await startSystem({ settings: () => ({ otlpEndpoint: `http://127.0.0.1:${port}` }) })
})

afterAll(async () => {
  await system?.stop()
  collector.closeAllConnections()
  await new Promise((resolve) => collector.close(resolve))
})

test('one request for the live view is one trace through gateway, registry and cluster backend', async () => {
  const carol = await system.as('carol')
  const file = `apiVersion: operations-manager/v1
name: traced
members:
  - { email: carol@example.org, role: owner }
components:
  site: { image: "ghcr.io/example/site:1" }
deployments:
  live: { cluster: cluster-a }
`
  await finished(carol, await changed(carol, 'applyProjectFile', { file }))
  await carol.get(
    z.object({ project: z.object({ deployments: z.array(z.object({ live: z.object({ observedAt: z.string() }) })) }) }),
    '{ project(name: "traced") { deployments { live { observedAt } } } }',
  )
  await system.stop() // what is not sent yet is sent now
  const whole = [...programsOf.values()].filter(
    (programs) => programs.has('gateway') && programs.has('registry') && programs.has('cluster cluster-a'),
  )
  expect(whole.length).toBeGreaterThan(0)
})
