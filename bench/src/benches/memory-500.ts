import { readFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import type { Bench, Check } from '../bench.ts'
import { changed, finished } from '../../../tests/system/graph.ts'
import { unpublishedFile } from '../parts/environment-file.ts'
import { pretendPods } from '../parts/pretended-pods.ts'
import { startRealSystem, type RealSystem } from '../parts/real-system.ts'
import { cluster } from '../parts/system.ts'
import { overTestbed } from '../parts/testbed.ts'

const projects = 25
const deployments = Array.from({ length: 20 }, (_, index) => `stage-${index}`)
const limitMs = 900_000
/** So many projects are made side by side. */
const atOnce = 5
/** At rest it looks at some of them again all the time; what that needs counts. */
const restSeconds = 60

/** How much memory the program of a cluster backend has while it cares for many deployments on real backends. */
export const memory500: Bench = {
  name: 'memory-500',
  about: `a cluster backend with ${projects * deployments.length} deployments on real backends, its pods only pretended`,
  run: () =>
    overTestbed('cluster', async (testbed) => {
      const stopPods = await pretendPods(testbed)
      const system = await startRealSystem(testbed)
      try {
        return await weigh(system)
      } finally {
        await system.stop()
        await stopPods()
      }
    }),
}

async function weigh({ sandbox, client }: RealSystem): Promise<Check[]> {
  const { pid } = sandbox.program(cluster)
  if (pid === undefined) throw new Error('the cluster backend does not run')
  const say = async (when: string): Promise<number> => {
    const { now, most } = await residentMegabytes(pid)
    console.log(`  ${when}: ${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB so far`)
    return now
  }
  await say('without a deployment')
  const startedAt = performance.now()
  const names = Array.from({ length: projects }, (_, index) => `bench-${index}`)
  const make = async (): Promise<void> => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      const id = await changed(client, 'applyProjectFile', { file: unpublishedFile(name, deployments) })
      const { state, problems } = await finished(client, id, limitMs)
      if (state !== 'SUCCEEDED') throw new Error(`${name} ended as ${state}: ${JSON.stringify(problems)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, make))
  await say(`with all of them, made in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`)
  const seen: number[] = []
  for (let second = 0; second < restSeconds; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    seen.push((await residentMegabytes(pid)).now)
  }
  await say(`after ${restSeconds} s of rest (load ${loadavg()[0]?.toFixed(1)})`)
  const most = Math.max(...seen)
  return [
    { what: `resident memory, the most in ${restSeconds} s`, value: most, unit: 'MB', limit: 250, isGood: 'at most' },
  ]
}

async function residentMegabytes(pid: number): Promise<{ readonly now: number; readonly most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1])
  return { now: kilobytes('VmRSS') / 1_000, most: kilobytes('VmHWM') / 1_000 }
}
