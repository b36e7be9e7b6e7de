import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Bench, Check } from '../bench.ts'
import { percentile } from '../parts/load.ts'
import { message } from '../parts/programs.ts'
import { projectFileOf } from '../parts/project-file.ts'
import { cluster, startSystem, type System } from '../parts/system.ts'

const sizes = [500, 1_000]
const deployments = ['production', 'staging']
const pageSize = 50
const requests = 200
const limitMs = 120_000

const query = `query ($first: Int!, $after: String) {
  projects(first: $first, after: $after) {
    totalCount
    pageInfo { endCursor hasNextPage }
    nodes {
      id name displayName changedAt
      deployments { id name cluster { name } status { health headline since isCurrent isStale } }
    }
  }
}`
const Page = z.object({
  projects: z.object({
    totalCount: z.number(),
    pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
    nodes: z.array(z.object({ deployments: z.array(z.object({ status: z.object({ health: z.string() }) })) })),
  }),
})

const run = promisify(execFile)

/** All project files at once, as one commit that somebody pushed by hand. */
async function push({ repository }: System, names: readonly string[]): Promise<void> {
  const clone = `${repository}.clone`
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org', ...args])
  await git('clone', '--quiet', repository, clone)
  for (const name of names) {
    const path = join(clone, 'projects', `${name}.yaml`)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, projectFileOf(name, cluster, deployments))
  }
  await git('-C', clone, 'add', '--all')
  await git('-C', clone, 'commit', '--quiet', '-m', 'Add the projects of the bench')
  await git('-C', clone, 'push', '--quiet', 'origin', 'HEAD:main')
}

type Paged = z.infer<typeof Page>['projects']

async function page({ client }: System, after: string | null): Promise<Paged> {
  return (await client.get(Page, query, { first: pageSize, after })).projects
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`${what} did not come within ${limitMs / 1_000} s`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** Until every project is there and its deployments are reported as working. */
async function settled(system: System, size: number): Promise<void> {
  await until(`${size} projects`, async () => (await page(system, null)).totalCount === size)
  system.cluster.send({ type: 'settle', count: size * deployments.length })
  await message(system.cluster, 'settled')
  await until('the status of all', async () => {
    let after: string | null = null
    for (let pages = 0; pages < size / pageSize; pages += 1) {
      const { nodes, pageInfo }: Paged = await page(system, after)
      if (nodes.some((node) => node.deployments.some(({ status }) => status.health !== 'READY'))) return false
      after = pageInfo.endCursor
    }
    return true
  })
}

async function measured(size: number): Promise<Check[]> {
  const system = await startSystem()
  try {
    const startedAt = performance.now()
    await push(
      system,
      Array.from({ length: size }, (_, index) => `project-${index}`),
    )
    await settled(system, size)
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
