import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { message } from './programs.ts'
import { projectFileOf } from './project-file.ts'
import { cluster, type System } from './system.ts'

const deployments = ['production', 'staging']
/** Projects in a page of the list. */
export const pageSize = 50
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

/** Fills a system with projects whose deployments are all reported as working. */
export async function fill(system: System, size: number): Promise<void> {
  await push(
    system,
    Array.from({ length: size }, (_, index) => `project-${index}`),
  )
  await settled(system, size)
}

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

export type Paged = z.infer<typeof Page>['projects']

/** One page of the list, through the gateway. */
export async function page({ client }: System, after: string | null): Promise<Paged> {
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
