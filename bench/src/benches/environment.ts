import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Bench, Check } from '../bench.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { changed, finished } from '../../../tests/system/graph.ts'
import { makeBare, removeBare } from '../parts/bare-environment.ts'
import { environmentFile } from '../parts/environment-file.ts'
import { processorSeconds, shareOfProcessors } from '../parts/processors.ts'
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

/** From this share on the processors have nothing left to give: some of the rest is lost between programs. */
const busy = 0.9

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
    for (const round of rounds) checks.push(checkOf(round.atOnce, await measure([ours, bare], round)))
  } finally {
    await ports.close()
  }
  return checks
}

/** What a round took, or all that count on average: on the clock, and of all processors. */
type Took = { readonly seconds: number; readonly worked: number }

/** The mean of each side; they take turns, and who begins as well. */
async function measure(
  [first, second]: readonly [Side, Side],
  { atOnce, warmUp, count }: (typeof rounds)[number],
): Promise<readonly [Took, Took]> {
  const all = new Map<Side, Took[]>([
    [first, []],
    [second, []],
  ])
  for (let round = 0; round < count; round += 1) {
    for (const side of round % 2 === 0 ? [first, second] : [second, first]) {
      const names = Array.from({ length: atOnce }, (_, index) => `${side.name}-${atOnce}-${round}-${index}`)
      await pause(Math.random() * kubeletPeriodMs)
      const [startedAt, before] = [performance.now(), processorSeconds()]
      await Promise.all(names.map((name) => side.make(name)))
      const took = { seconds: (performance.now() - startedAt) / 1_000, worked: processorSeconds() - before }
      if (round >= warmUp) all.get(side)?.push(took)
      await Promise.all(names.map((name) => side.remove(name)))
    }
  }
  return [toldMean(first, atOnce, all.get(first) ?? []), toldMean(second, atOnce, all.get(second) ?? [])]
}

/** Prints what the rounds of a side took. */
function toldMean({ name }: Side, atOnce: number, rounds: readonly Took[]): Took {
  const each = rounds.map(({ seconds }) => seconds)
  const took = { seconds: mean(each), worked: mean(rounds.map(({ worked }) => worked)) }
  const share = Math.round(shareOfProcessors(took) * 100)
  const load = loadavg()[0]?.toFixed(1)
  console.log(`  ${atOnce} at once, ${name}: ${each.map((one) => one.toFixed(2)).join(', ')} s (load ${load})`)
  console.log(`    of all processors ${took.worked.toFixed(1)} s each, ${share} % of what they could do`)
  return took
}

/**
 * How long ours takes over the bare calls. Where ours keeps the processors busy all the time it waits for nothing, and
 * how long it takes is how much it does: there that is judged (docs/adr/0030).
 */
function checkOf(atOnce: number, [own, least]: readonly [Took, Took]): Check {
  const clock = {
    what: `${atOnce} at once, from the mutation to the last proof, over the bare calls`,
    value: own.seconds / least.seconds,
  }
  if (shareOfProcessors(own) < busy) return { ...clock, unit: 'times', limit: 1.25, isGood: 'at most' }
  console.log(`  ${clock.what}: ${clock.value.toFixed(2)} times, with the processors busy all the time`)
  const what = `${atOnce} at once, processor time of everything over the bare calls`
  return { what, value: own.worked / least.worked, unit: 'times', limit: 3, isGood: 'at most' }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
