import { loadavg } from 'node:os'
import type { Bench, Check } from '../bench.ts'
import { changed, finished } from '../../../tests/system/graph.ts'
import { makeBare } from '../parts/bare-environment.ts'
import { environmentFile } from '../parts/environment-file.ts'
import { openPorts, realConfig } from '../parts/real-ports.ts'
import { startRealSystem, type RealSystem } from '../parts/real-system.ts'
import { overTestbed, type BenchTestbed } from '../parts/testbed.ts'
import { wishesOf } from '../parts/wishes-of.ts'

const limitMs = 180_000
const installation = 'bare'
/** The first of each is to warm up: images are unpacked, connections opened, code compiled. */
const rounds = [
  { atOnce: 1, count: 6 },
  { atOnce: 10, count: 3 },
] as const

type Side = { readonly name: string; readonly make: (project: string) => Promise<void> }

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
  const ours: Side = {
    name: 'ours',
    make: async (project) => {
      const id = await changed(client, 'applyProjectFile', { file: environmentFile(project) })
      const { state, problems } = await finished(client, id, limitMs)
      if (state !== 'SUCCEEDED') throw new Error(`${project} ended as ${state}: ${JSON.stringify(problems)}`)
    },
  }
  const bare: Side = {
    name: 'bare',
    make: async (project) => {
      for (const wish of wishesOf(environmentFile(project), installation)) await makeBare(ports, config, wish)
    },
  }
  const checks: Check[] = []
  try {
    for (const { atOnce, count } of rounds) {
      const [own, least] = await measure([ours, bare], atOnce, count)
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

/** The median of each side, in seconds; they take turns, and who begins as well. */
async function measure(
  [first, second]: readonly [Side, Side],
  atOnce: number,
  count: number,
): Promise<readonly [number, number]> {
  const seconds = new Map<Side, number[]>([
    [first, []],
    [second, []],
  ])
  for (let round = 0; round < count; round += 1) {
    for (const side of round % 2 === 0 ? [first, second] : [second, first]) {
      const names = Array.from({ length: atOnce }, (_, index) => `${side.name}-${atOnce}-${round}-${index}`)
      const startedAt = performance.now()
      await Promise.all(names.map((name) => side.make(name)))
      if (round > 0) seconds.get(side)?.push((performance.now() - startedAt) / 1_000)
    }
  }
  const load = loadavg()[0]?.toFixed(1)
  for (const [{ name }, all] of seconds)
    console.log(`  ${atOnce} at once, ${name}: ${all.map((one) => one.toFixed(2)).join(', ')} s (load ${load})`)
  return [median(seconds.get(first) ?? []), median(seconds.get(second) ?? [])]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
