import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Bench, Check } from '../bench.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { changed, finished } from '../../../tests/system/graph.ts'
import { makeBare, removeBare } from '../parts/bare-environment.ts'
import { environmentFile } from '../parts/environment-file.ts'
import { openPorts, realConfig } from '../parts/real-ports.ts'
import { startRealSystem, type RealSystem } from '../parts/real-system.ts'
import { overTestbed, type BenchTestbed } from '../parts/testbed.ts'
import { wishesOf } from '../parts/wishes-of.ts'

const limitMs = 180_000
const installation = 'bare'
/** The first of each warm up and do not count: images are unpacked, connections opened, code compiled. */
const rounds = [
  { atOnce: 1, warmUp: 3, count: 16 },
  { atOnce: 10, warmUp: 1, count: 4 },
] as const

type Side = {
  readonly name: string
  readonly make: (project: string) => Promise<void>
  /** Ends its pods, so that the node has room for the next. */
  readonly remove: (project: string) => Promise<void>
}

/**
 * A kubelet looks at its containers once a second, and a round begins when the last one was seen to be ready: without
 * this every round would begin at the same moment of that second, and a tenth of a second could cost a whole one.
 */
const kubeletPeriodMs = 1_000

/** One whole environment from the mutation to the last proof, and the bare calls for the same, in turn; then ten at once. */
export const environment: Bench = {
  name: 'environment',
  about: 'a database, a bucket, a realm with a client and a ready pod on real backends, one and then ten at once',
  run: () =>
    overTestbed('node', async (testbed) => {
      const system = await startRealSystem(testbed)
      try {
        return await compare(testbed, system)
      } finally {
        await system.stop()
      }
    }),
}

async function compare(testbed: BenchTestbed, { client }: RealSystem): Promise<Check[]> {
  const config = await realConfig(testbed, installation)
  const ports = await openPorts(config)
  const ended = async (project: string, id: string): Promise<void> => {
    const { state, problems } = await finished(client, id, limitMs)
    if (state !== 'SUCCEEDED') throw new Error(`${project} ended as ${state}: ${JSON.stringify(problems)}`)
  }
  const ours: Side = {
    name: 'ours',
    make: async (project) =>
      ended(project, await changed(client, 'applyProjectFile', { file: environmentFile(project) })),
    remove: async (project) => ended(project, await changed(client, 'deleteProject', { project, confirm: project })),
  }
  const each = async (project: string, work: (wish: Wish) => Promise<void>): Promise<void> => {
    for (const wish of wishesOf(environmentFile(project), installation)) await work(wish)
  }
  const bare: Side = {
    name: 'bare',
    make: (project) => each(project, (wish) => makeBare(ports, config, wish)),
    remove: (project) => each(project, ({ spec }) => removeBare(ports.kubernetes, spec)),
  }
  const checks: Check[] = []
  try {
    for (const round of rounds) {
      const { atOnce } = round
      const [own, least] = await measure([ours, bare], round)
      checks.push({
        what: `${atOnce} at once, from the mutation to the last proof, over the bare calls`,
        value: own / least,
        unit: 'times',
        limit: 1.25,
        isGood: 'at most',
      })
    }
  } finally {
    await ports.close()
  }
  return checks
}

/** The mean of each side, in seconds; they take turns, and who begins as well. */
async function measure(
  [first, second]: readonly [Side, Side],
  { atOnce, warmUp, count }: (typeof rounds)[number],
): Promise<readonly [number, number]> {
  const seconds = new Map<Side, number[]>([
    [first, []],
    [second, []],
  ])
  for (let round = 0; round < count; round += 1) {
    for (const side of round % 2 === 0 ? [first, second] : [second, first]) {
      const names = Array.from({ length: atOnce }, (_, index) => `${side.name}-${atOnce}-${round}-${index}`)
      await pause(Math.random() * kubeletPeriodMs)
      const startedAt = performance.now()
      await Promise.all(names.map((name) => side.make(name)))
      if (round >= warmUp) seconds.get(side)?.push((performance.now() - startedAt) / 1_000)
      await Promise.all(names.map((name) => side.remove(name)))
    }
  }
  const load = loadavg()[0]?.toFixed(1)
  for (const [{ name }, all] of seconds)
    console.log(`  ${atOnce} at once, ${name}: ${all.map((one) => one.toFixed(2)).join(', ')} s (load ${load})`)
  return [mean(seconds.get(first) ?? []), mean(seconds.get(second) ?? [])]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
