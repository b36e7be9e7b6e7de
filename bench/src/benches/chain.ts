import { join } from 'node:path'
import { z } from 'zod'
import type { Bench, Check } from '../bench.ts'
import { percentile } from '../parts/load.ts'
import { cpuMs, message, start, stop } from '../parts/programs.ts'
import { projectFileOf } from '../parts/project-file.ts'
import { cluster, startSystem, type System } from '../parts/system.ts'

const subscribers = 200
const perSecond = 200
const seconds = 10
const warmUpSeconds = 3

const saved = `mutation ($input: ApplyProjectFileInput!) {
  change: applyProjectFile(input: $input) { operation { id } problems { message } }
}`
const Saved = z.object({
  change: z.object({
    operation: z.object({ id: z.string() }).nullable(),
    problems: z.array(z.object({ message: z.string() })),
  }),
})
const followed = `subscription ($id: ID!) {
  operation(id: $id) {
    cursor
    change { type sent: message step { key state attempts } }
    operation { id state steps { key title state attempts } }
  }
}`

async function save({ client }: System, name: string): Promise<string> {
  const input = { file: projectFileOf(name, cluster, ['production']) }
  const { change } = await client.get(Saved, saved, { input })
  if (change.operation === null) throw new Error(`${name} was not saved: ${JSON.stringify(change.problems)}`)
  return change.operation.id
}

/** Waits until those who follow the same operation share one stream towards the registry. */
async function joined(system: System, streams: number): Promise<void> {
  const end = Date.now() + 30_000
  for (;;) {
    const figures = await system.metrics()
    const isShared = figures.includes(`gateway_upstream_streams ${streams}\n`)
    if (isShared && figures.includes(`gateway_subscribers{transport="sse"} ${subscribers}\n`)) return
    if (Date.now() > end) throw new Error(`the subscribers do not come to share ${streams} streams`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The same load, told of so many operations at a time. */
async function round(operations: number): Promise<Check[]> {
  const system = await startSystem()
  try {
    const ids: string[] = []
    for (let index = 0; index < operations; index += 1) ids.push(await save(system, `project-${index}`))
    const readers = start(join(import.meta.dirname, '..', 'parts', 'followers.ts'), [])
    const bodies = ids.map((id) => JSON.stringify({ query: followed, variables: { id } }))
    const order = { url: system.graphql, token: system.token.reveal(), bodies, each: subscribers / operations }
    readers.send({ type: 'start', ...order })
    await message(readers, 'open')
    await joined(system, operations)
    system.cluster.send({ type: 'emit', perSecond, seconds: warmUpSeconds })
    await message(system.cluster, 'emitted')
    const before = [cpuMs(system.registry), cpuMs(system.gateway)]
    system.cluster.send({ type: 'emit', perSecond, seconds })
    const { first, count } = await message<{ first: number; count: number }>(system.cluster, 'emitted')
    await new Promise((resolve) => setTimeout(resolve, 2_000)) // until the last event has arrived
    const [registry = 0, gateway = 0] = [cpuMs(system.registry), cpuMs(system.gateway)].map(
      (after, index) => (after - (before[index] ?? 0)) / 1_000 / seconds,
    )
    readers.send({ type: 'report', after: first })
    const { events } = await message<{ events: { readers: number; lateMs: number }[] }>(readers, 'report')
    await stop(readers)
    const late = events.map(({ lateMs }) => lateMs).sort((a, b) => a - b)
    const whole = events.filter((event) => event.readers === subscribers / operations).length
    const title = `${operations} ${operations === 1 ? 'operation' : 'operations'}:`
    console.log(
      `  ${title} ${whole} of ${count} reports reached all who follow · p50 ${percentile(late, 0.5).toFixed(1)} ms · ` +
        `p99 ${percentile(late, 0.99).toFixed(1)} ms · CPU a second: registry ${registry.toFixed(2)} s, gateway ${gateway.toFixed(2)} s`,
    )
    return [
      { what: `${title} reports that somebody missed`, value: count - whole, unit: '', limit: 0, isGood: 'at most' },
      { what: `${title} p99 to the last`, value: percentile(late, 0.99), unit: 'ms', limit: 100, isGood: 'at most' },
    ]
  } finally {
    await system.stop()
  }
}

/** The way of a step: cluster backend, link, registry, PostgreSQL, its feed, gateway, SSE. */
export const chain: Bench = {
  name: 'chain',
  about: `${perSecond} reports a second from a cluster backend to ${subscribers} subscribers behind the gateway`,
  run: async () => [...(await round(1)), ...(await round(10))],
}
