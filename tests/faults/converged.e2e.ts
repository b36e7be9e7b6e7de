import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { change, changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { databaseFacts, inCluster, statusesTold } from './facts.ts'
import { provision } from './provision.ts'
import { Repository } from './repository.ts'
import { shopFile } from './shop.ts'

let system: System
let alice: GraphClient
let repository: Repository

beforeAll(async () => {
  system = await startSystem({ settings: () => ({ restartAfterMs: 100 }) })
  alice = await system.as('alice')
  repository = new Repository(system.sandbox.addresses.repository)
  await provision(alice, shopFile('shop'))
})

afterAll(() => system?.stop())

const Status = z.object({
  project: z.object({
    revision: z.string(),
    deployments: z.array(
      z.object({
        generation: z.string(),
        status: z.object({ health: z.string(), since: z.string(), observedAt: z.string(), isCurrent: z.boolean() }),
      }),
    ),
  }),
})

async function status() {
  const query = `{ project(name: "shop") { revision deployments { generation status { health since observedAt isCurrent } } } }`
  const { project } = await alice.get(Status, query)
  const [production] = project.deployments
  if (production === undefined) throw new Error('the deployment is gone')
  return { revision: project.revision, ...production }
}

/** Everything that setting the project up wrote, with the transaction that last wrote each part of it. */
async function written() {
  const { health, isCurrent } = (await status()).status
  return {
    state: { health, isCurrent },
    head: await repository.head(),
    commits: await repository.commits('shop'),
    database: await databaseFacts(system, 'shop'),
    // Events come and go in any cluster; everything else is what somebody wrote.
    objects: await inCluster(
      system,
      'cluster-a',
      `select part, key, xmin::text as written from memory_documents
       where (document -> 'object') is null
          or ((document #>> '{object,metadata,namespace}' = $1 or document #>> '{object,metadata,name}' = $1)
              and document #>> '{object,kind}' <> 'Event')
       order by part, key`,
      [namespaceName({ project: 'shop', deployment: 'production' })],
    ),
  }
}

describe('a world that is as it should be', () => {
  test('is not written to when somebody asks for another look', async () => {
    const before = await written()
    expect(before.state.health).toBe('READY')
    expect(before.objects.length).toBeGreaterThan(10)
    const id = await changed(alice, 'refreshDeployment', { project: 'shop', deployment: 'production' })
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    expect(await written()).toEqual(before)
    expect(await repository.commitsOf(id)).toEqual([])
  })

  test('is not written to when its cluster backend starts again and looks at everything', async () => {
    const before = await written()
    const seen = (await status()).status.observedAt
    const told = await statusesTold(system, 'shop')
    await system.sandbox.program('cluster-a').kill()
    const isSeenAgain = async (): Promise<boolean> => {
      const { observedAt, health } = (await status()).status
      return Date.parse(observedAt) > Date.parse(seen) && health === 'READY'
    }
    await expect.poll(isSeenAgain, { timeout: 45_000, interval: 200 }).toBe(true)
    expect(await written()).toEqual(before)
    // Whoever watches may see that it is looked at anew, and nothing worse.
    const since = (await statusesTold(system, 'shop')).slice(told.length)
    expect(since.filter((health) => !['READY', 'PROGRESSING'].includes(health))).toEqual([])
  })

  test('is not written to when the registry starts again and sends every wish anew', async () => {
    const before = await written()
    await system.sandbox.program('registry').kill()
    await system.sandbox.program('registry').untilReady(30_000)
    const id = await changed(alice, 'refreshDeployment', { project: 'shop', deployment: 'production' })
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    expect(await written()).toEqual(before)
  })

  test('takes the same file again without an operation that does anything, and without a commit', async () => {
    const before = await written()
    const again = await change(alice, 'applyProjectFile', { file: await repository.file('shop') })
    expect(again.problems).toEqual([])
    expect(again.project?.revision).toBe((await status()).revision)
    if (again.operation !== null) await finished(alice, again.operation.id)
    expect(await written()).toEqual(before)
  })
})
