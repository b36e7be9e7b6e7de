import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { change, changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { recordedOperations } from './facts.ts'
import { provision } from './provision.ts'
import { Repository } from './repository.ts'
import { draftFile, plainFile, shopFile } from './shop.ts'

let system: System
let alice: GraphClient
let repository: Repository

beforeAll(async () => {
  system = await startSystem({
    settings: async (_, dataFolder) => {
      repository = await Repository.make(join(dataFolder, 'elsewhere', 'projects.git'))
      return { repository: pathToFileURL(repository.folder).href, restartAfterMs: 100 }
    },
  })
  alice = await system.as('alice')
})

afterAll(() => system?.stop())

const Now = z.object({
  operation: z.object({
    state: z.string(),
    revision: z.string().nullable(),
    waitingFor: z
      .object({ on: z.string(), message: z.string(), problem: z.object({ code: z.string() }).nullable() })
      .nullable(),
    problems: z.array(z.object({ code: z.string() })),
  }),
})
const nowQuery = `query ($id: ID!, $until: OperationMilestone, $seconds: Int) {
  operation(id: $id, waitUntil: $until, timeoutSeconds: $seconds) {
    state revision waitingFor { on message problem { code } } problems { code }
  }
}`

async function now(id: string, until: 'SAVED' | 'FINISHED' | null = null, seconds = 0) {
  return (await alice.get(Now, nowQuery, { id, until, seconds })).operation
}

describe('a remote that refuses pushes', () => {
  test('keeps the change recorded and says why, and saves it in one commit when it takes pushes again', async () => {
    await changed(alice, 'applyProjectFile', { file: plainFile('shop', { production: 'cluster-a' }) })
    const before = await repository.head()
    const acceptPushes = await repository.refusePushes()
    const input = { project: 'shop', component: 'web', name: 'MODE', value: 'careful', idempotencyKey: 'push' }
    const waiting = await change(alice, 'setVariable', input)
    expect(waiting.problems).toEqual([])
    const id = waiting.operation?.id ?? ''
    try {
      const { state, revision, waitingFor } = await now(id, 'SAVED', 2)
      expect(state).toBe('RECORDED')
      expect(revision).toBeNull()
      expect(waitingFor).toMatchObject({ on: 'repository', problem: { code: 'REPOSITORY_UNAVAILABLE' } })
      expect(await repository.head()).toBe(before)
      // Whoever asks again is told of the same operation instead of starting another.
      expect((await change(alice, 'setVariable', input)).operation?.id).toBe(id)
    } finally {
      await acceptPushes()
    }
    const saved = await now(id, 'SAVED', 60)
    expect(saved.revision).toBe(await repository.head())
    expect(saved.waitingFor?.on).not.toBe('repository')
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    expect(await repository.commitsOf(id)).toEqual([saved.revision])
    expect(await repository.file('shop')).toMatch(/MODE: careful/)
  })
})

const Shown = z.object({
  project: z
    .object({
      revision: z.string(),
      file: z.string(),
      problems: z.array(z.object({ code: z.string(), line: z.number().nullable(), message: z.string() })),
      heldRemovals: z.array(
        z.object({
          id: z.string(),
          deployment: z.string().nullable(),
          service: z.string().nullable(),
          confirm: z.string(),
          what: z.array(z.string()),
        }),
      ),
      lastOperation: z
        .object({
          id: z.string(),
          kind: z.string(),
          revision: z.string().nullable(),
          requestedBy: z.object({ type: z.string(), name: z.string(), isVerified: z.boolean() }),
        })
        .nullable(),
      deployments: z.array(z.object({ name: z.string(), status: z.object({ health: z.string() }) })),
    })
    .nullable(),
})
const shownQuery = `query ($name: String!) { project(name: $name) {
  revision file
  problems { code line message }
  heldRemovals { id deployment service confirm what }
  lastOperation { id kind revision requestedBy { type name isVerified } }
  deployments { name status { health } }
} }`

const shown = async (name: string) => (await alice.get(Shown, shownQuery, { name })).project

/** Waits until the system shows of a project what a hand commit brought. */
async function untilShown(name: string, isIt: (project: Awaited<ReturnType<typeof shown>>) => boolean) {
  await expect.poll(async () => isIt(await shown(name)), { timeout: 45_000, interval: 200 }).toBe(true)
  const project = await shown(name)
  if (project === null) throw new Error(`the project ${name} is not there`)
  return project
}

describe('commits made by hand', () => {
  beforeAll(async () => {
    const file = shopFile('handmade', { production: 'cluster-a', staging: 'cluster-b' })
    await provision(alice, file)
  })

  test('become an operation of their author and reach the cluster', async () => {
    const file = (await repository.file('handmade')).replace('shop:1.0.0', 'shop:1.2.0')
    const commit = await repository.commitByHand({ handmade: file }, 'Use the newer shop')
    const project = await untilShown('handmade', (found) => found?.revision === commit)
    expect(project.file).toBe(file)
    expect(project.lastOperation).toMatchObject({
      kind: 'HAND_COMMIT',
      revision: commit,
      requestedBy: { type: 'COMMIT', name: 'Dana Visser', isVerified: false },
    })
    expect((await finished(alice, project.lastOperation?.id ?? '')).state).toBe('SUCCEEDED')
    expect(await imagesOf('handmade')).toEqual(['ghcr.io/example/shop:1.2.0', 'ghcr.io/example/shop:1.2.0'])
  })

  test('of a new project file bring a new project', async () => {
    const commit = await repository.commitByHand({ bynight: draftFile('bynight') }, 'Start a project')
    const project = await untilShown('bynight', (found) => found !== null)
    expect(project.revision).toBe(commit)
    expect(project.lastOperation?.kind).toBe('HAND_COMMIT')
  })

  test('that do not validate keep the last good file and show each fault with its line', async () => {
    const good = await shown('handmade')
    const text = await repository.file('handmade')
    const broken = text.replace('type: postgresql', 'type: postgrsql')
    const line = broken.split('\n').findIndex((each) => each.includes('postgrsql')) + 1
    await repository.commitByHand({ handmade: broken }, 'A slip of the finger')
    const project = await untilShown('handmade', (found) => (found?.problems.length ?? 0) > 0)
    expect(project.problems[0]?.line).toBe(line)
    expect(project.problems[0]?.message).toMatch(/postgresql/)
    expect(project.file).toBe(good?.file)
    expect(project.revision).toBe(good?.revision)
    expect(await imagesOf('handmade')).toEqual(['ghcr.io/example/shop:1.2.0', 'ghcr.io/example/shop:1.2.0'])
    await repository.commitByHand({ handmade: text }, 'Put it right')
    await untilShown('handmade', (found) => found?.problems.length === 0)
  })

  test('that remove a deployment are held until somebody confirms it', async () => {
    const text = (await repository.file('handmade')).replace('  staging: { cluster: cluster-b }\n', '')
    const commit = await repository.commitByHand({ handmade: text }, 'Drop staging')
    const project = await untilShown('handmade', (found) => (found?.heldRemovals.length ?? 0) > 0)
    expect(project.revision).toBe(commit)
    expect(project.heldRemovals).toMatchObject([{ deployment: 'staging', service: null }])
    expect(await imagesOf('handmade', 'staging')).toEqual(['ghcr.io/example/shop:1.2.0'])
    const [held] = project.heldRemovals
    const refused = await change(alice, 'confirmRemoval', { project: 'handmade', removal: held?.id, confirm: 'other' })
    expect(refused.problems.map(({ code }) => code)).toEqual(['CONFIRMATION_WRONG'])
    const id = await changed(alice, 'confirmRemoval', {
      project: 'handmade',
      removal: held?.id,
      confirm: held?.confirm,
    })
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    const after = await shown('handmade')
    expect(after?.heldRemovals).toEqual([])
    expect(after?.deployments.map(({ name }) => name)).toEqual(['production'])
  })

  test('that remove a whole file leave everything as it is until somebody confirms it', async () => {
    await repository.commitByHand({ handmade: null }, 'Drop the project')
    const project = await untilShown('handmade', (found) => (found?.heldRemovals.length ?? 0) > 0)
    expect(project.heldRemovals).toMatchObject([{ deployment: null, service: null }])
    expect(await imagesOf('handmade')).toEqual(['ghcr.io/example/shop:1.2.0'])
    const refused = await change(alice, 'setVariable', { project: 'handmade', component: 'web', name: 'A', value: 'b' })
    expect(refused.problems.map(({ code }) => code)).toEqual(['REMOVAL_HELD'])
    const [held] = project.heldRemovals
    const id = await changed(alice, 'confirmRemoval', {
      project: 'handmade',
      removal: held?.id,
      confirm: held?.confirm,
    })
    expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    expect(await imagesOf('handmade')).toEqual([])
  })

  test('that rewrite the branch hold the whole repository, and change no wish', async () => {
    const before = await shown('bynight')
    const operations = await recordedOperations(system, 'bynight')
    await repository.rewind(3)
    await expect
      .poll(
        async () => {
          const { problems } = await change(alice, 'setVariable', {
            project: 'bynight',
            component: 'web',
            name: 'A',
            value: `${Date.now()}`,
          })
          return problems.map(({ code }) => code)
        },
        { timeout: 45_000, interval: 300 },
      )
      .toEqual(['REPOSITORY_HELD'])
    expect((await shown('bynight'))?.revision).toBe(before?.revision)
    expect(await recordedOperations(system, 'bynight')).toBeGreaterThanOrEqual(operations)
  })
})

const Images = z.object({
  project: z
    .object({
      deployments: z.array(
        z.object({
          name: z.string(),
          live: z.object({ workloads: z.array(z.object({ image: z.string() })) }).nullable(),
        }),
      ),
    })
    .nullable(),
})

/** The images that really run, by deployment. */
async function imagesOf(name: string, only: string | null = null): Promise<readonly string[]> {
  const query = 'query ($name: String!) { project(name: $name) { deployments { name live { workloads { image } } } } }'
  const { project } = await alice.get(Images, query, { name })
  const deployments = (project?.deployments ?? []).filter((deployment) => only === null || deployment.name === only)
  return deployments.flatMap(({ live }) => live?.workloads.map(({ image }) => image) ?? [])
}
