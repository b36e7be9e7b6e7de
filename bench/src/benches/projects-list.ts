import type { Bench, Check } from '../bench.ts'
import { percentile } from '../parts/load.ts'
import { fill, page, pageSize, type Paged } from '../parts/many-projects.ts'
import { message } from '../parts/programs.ts'
import { startSystem } from '../parts/system.ts'

const sizes = [500, 1_000]
const requests = 200

async function measured(size: number): Promise<Check[]> {
  const system = await startSystem()
  try {
    const startedAt = performance.now()
    await fill(system, size)
    const takenIn = (performance.now() - startedAt) / 1_000
    const latencies: number[] = []
    let after: string | null = null
    for (let request = 0; request < requests; request += 1) {
      const sentAt = performance.now()
      const { pageInfo }: Paged = await page(system, after)
      latencies.push(performance.now() - sentAt)
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    }
    system.cluster.send({ type: 'asked' })
    const { count } = await message<{ count: number }>(system.cluster, 'asked')
    latencies.sort((a, b) => a - b)
    const title = `${size} projects:`
    console.log(
      `  ${title} there and reported after ${takenIn.toFixed(0)} s · ${requests} pages of ${pageSize}: ` +
        `p50 ${percentile(latencies, 0.5).toFixed(1)} ms · p95 ${percentile(latencies, 0.95).toFixed(1)} ms`,
    )
    return [
      { what: `${title} p95 of a page`, value: percentile(latencies, 0.95), unit: 'ms', limit: 100, isGood: 'at most' },
      { what: `${title} requests at the cluster`, value: count, unit: '', limit: 0, isGood: 'at most' },
    ]
  } finally {
    await system.stop()
  }
}

/** The list that people look at most: one page after the other, through the gateway. */
export const projectsList: Bench = {
  name: 'projects-list',
  about: `pages of ${pageSize} projects with their deployments and what was last reported, asking no cluster`,
  async run() {
    const checks: Check[] = []
    for (const size of sizes) checks.push(...(await measured(size)))
    return checks
  },
}
