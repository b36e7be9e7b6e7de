import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { changed, finished, Operation, operationFields } from '../system/graph.ts'
import { signFile } from './park-file.ts'
import { publishImages, type PublishedImages } from './published-images.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

const limitMs = 120_000
const cluster = 'cluster-b'
const registry = inject('imageRegistry')!
const account = { own: { url: registry.host, username: registry.username, secret: 'PULL' } }

let system: RealSystem
let alice: GraphClient
let images: PublishedImages

beforeAll(async () => {
  ;[system, images] = await Promise.all([
    startRealSystem(inject('services'), inject('clusters')),
    publishImages(registry),
  ])
  alice = await system.as('alice')
})

afterAll(() => system?.stop())

const apply = (file: string) => changed(alice, 'applyProjectFile', { file })
const setPassword = (project: string, value: string) =>
  changed(alice, 'setSecret', { project, registry: 'own', name: 'PULL', value })
const problemsOf = (operation: Operation) => operation.targets.flatMap(({ problems }) => problems)

/** What an operation does now, whether it has ended or not. */
async function operationNow(id: string): Promise<Operation> {
  const query = `query ($id: ID!) { operation(id: $id) ${operationFields} }`
  const { operation } = await alice.get(z.object({ operation: Operation }), query, { id })
  return operation
}

const Live = z.object({
  project: z.object({
    deployments: z.array(
      z.object({
        live: z.object({
          workloads: z.array(
            z.object({
              image: z.string(),
              digest: z.string().nullable(),
              pods: z.array(z.object({ digest: z.string().nullable() })),
            }),
          ),
        }),
      }),
    ),
  }),
})

async function workloadOf(project: string) {
  const query = `query ($name: String!) {
    project(name: $name) { deployments { live { workloads { image digest pods { digest } } } } }
  }`
  const answer = await alice.get(Live, query, { name: project })
  return answer.project.deployments[0]?.live.workloads[0]
}

// Each has a project of its own, and waits most of its time for a kubelet.
test.concurrent('an image of a private registry runs once its password is right, and the tag is shown as a digest', async () => {
  const project = 'private'
  const { reference, digest } = images.works
  const waiting = await apply(signFile(project, cluster, reference, {}, { registries: account }))
  await vi.waitFor(async () => {
    const { targets } = await operationNow(waiting)
    expect(targets[0]?.waitingFor?.problem).toMatchObject({
      code: 'SECRET_MISSING',
      remedies: [{ mutation: 'setSecret' }],
    })
  }, limitMs)

  const refused = await finished(alice, await setPassword(project, 'not-the-password'), limitMs)
  expect(problemsOf(refused)).toMatchObject([
    { code: 'REGISTRY_REFUSED', fault: 'CREDENTIALS', remedies: [{ mutation: 'setSecret' }] },
  ])

  const mended = await finished(alice, await setPassword(project, registry.password), limitMs)
  succeeded(mended)
  expect(await workloadOf(project)).toEqual({ image: reference, digest, pods: [{ digest }] })
})

test.concurrent('an image of a private registry that the project does not name asks for its account', async () => {
  const operation = await finished(alice, await apply(signFile('undeclared', cluster, images.works.reference)), limitMs)
  expect(problemsOf(operation)).toMatchObject([
    { code: 'REGISTRY_REFUSED', remedies: [{ mutation: 'putRegistry' }, { mutation: 'setImage' }] },
  ])
})

test.concurrent.each(['foreign', 'foreignIndex'] as const)(
  'an image for other processors (%s) is told from one that crashes',
  async (which) => {
    const file = signFile(which.toLowerCase(), cluster, images[which].reference, {}, { registries: account })
    await apply(file)
    const operation = await finished(alice, await setPassword(which.toLowerCase(), registry.password), limitMs)
    expect(problemsOf(operation)).toMatchObject([
      { code: 'IMAGE_WRONG_PLATFORM', fault: 'APPLICATION', remedies: [{ mutation: 'setImage' }] },
    ])
  },
)

test.concurrent('a registry that is asked too often is waited for, and nothing is lost by it', async () => {
  const busy = `${system.cluster(cluster).busyRegistry}/team/sign:1`
  const id = await apply(signFile('patient', cluster, busy))
  await vi.waitFor(async () => {
    const { state, targets } = await operationNow(id)
    expect(state).toBe('RUNNING')
    expect(targets[0]?.waitingFor?.problem).toMatchObject({ code: 'REGISTRY_BUSY', fault: 'PLATFORM' })
  }, limitMs)
  const image = system.image('1')
  succeeded(
    await finished(alice, await changed(alice, 'setImage', { project: 'patient', component: 'web', image }), limitMs),
  )
})
