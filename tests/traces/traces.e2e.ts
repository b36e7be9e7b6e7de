import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { startCollector, type Collector } from './collector.ts'

const Value = z.object({ stringValue: z.string().optional() })
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value: Value })) }),
      scopeSpans: z.array(z.object({ spans: z.array(z.object({ traceId: z.string(), name: z.string() })) })),
    }),
  ),
})

let collector: Collector
let system: System

beforeAll(async () => {
  collector = await startCollector()
  system = await startSystem({ settings: () => ({ otlpEndpoint: collector.endpoint }) })
})

afterAll(async () => {
  await system?.stop()
  await collector?.stop()
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
  const whole = [...programsOf(collector.told).values()].filter(
    (programs) => programs.has('gateway') && programs.has('registry') && programs.has('cluster cluster-a'),
  )
  expect(whole.length).toBeGreaterThan(0)
})

/** Which programs had a part in each trace. */
function programsOf(told: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const programs = new Map<string, Set<string>>()
  for (const { resource, scopeSpans } of told.flatMap((text) => Export.parse(JSON.parse(text)).resourceSpans)) {
    const program = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
    for (const { traceId } of scopeSpans.flatMap(({ spans }) => spans)) {
      programs.set(traceId, (programs.get(traceId) ?? new Set()).add(program))
    }
  }
  return programs
}
