import { setTimeout as delay } from 'node:timers/promises'
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import type { ClusterAccess } from '@operations-manager/testbed/access.ts'
import { openApi } from '@operations-manager/testbed/kubernetes/api.ts'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { startTestbed, type Testbed } from '@operations-manager/testbed/testbed.ts'
import { trustServices } from '@operations-manager/testbed/vitest/trust-services.ts'
import { changed, finished, operationsOf } from '../system/graph.ts'
import { open, reportAt } from './application.ts'
import { realInventory, wishedInventory } from './inventory.ts'
import { parkFile, signFile } from './park-file.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

/** The testbed of these tests alone: its backends are taken away in the middle. */
let testbed: Testbed
let system: RealSystem
let alice: GraphClient

beforeAll(async () => {
  const say = (line: string): void => void process.stderr.write(`chaos: ${line}\n`)
  testbed = await startTestbed({ level: 'node', clusters: 2, config: readTestbedConfig(), say })
  trustServices(testbed.access.services)
  system = await startRealSystem(testbed.access.services, testbed.access.clusters)
  alice = await system.as('alice')
}, 240_000)

afterAll(async () => {
  await system?.stop()
  await testbed?.stop()
}, 180_000)

const clusterNames = ['cluster-a', 'cluster-b'] as const
const refs = Array.from({ length: 10 }, (_, index) => ({
  cluster: clusterNames[index % 2]!,
  project: `storm-${index}`,
  deployment: 'live',
}))
const convergeLimitMs = 420_000
const noticeLimitMs = 10_000
const kills = 20

const lookMs = 250

/** Waits until as many steps are done in all operations together, or all have ended. */
async function untilDone(operations: readonly string[], steps: number): Promise<void> {
  const end = Date.now() + convergeLimitMs
  while (Date.now() < end) {
    const all = await operationsOf(alice, operations)
    const done = all.flatMap((one) => one.steps).filter(({ state }) => state === 'SUCCEEDED').length
    if (done >= steps || all.every(({ state }) => state === 'SUCCEEDED')) return
    await delay(lookMs)
  }
  throw new Error(`fewer than ${steps} steps got done`)
}

/** Waits until a deployment says that a backend is away; nothing may need it any more, so not for ever. */
async function untilNoticed(operations: readonly string[]): Promise<void> {
  const end = Date.now() + noticeLimitMs
  while (Date.now() < end) {
    const targets = (await operationsOf(alice, operations)).flatMap((one) => one.targets)
    if (targets.some(({ waitingFor }) => waitingFor?.problem?.code === 'BACKEND_UNAVAILABLE')) return
    await delay(lookMs)
  }
}

describe('ten deployments at once on real backends', () => {
  test('all are proven although every backend goes away in the middle and the cluster backends are killed', async () => {
    const image = system.image('1')
    const file = (project: string, cluster: string) =>
      parkFile({ name: project, deployments: { live: cluster }, image })
    const operations = await Promise.all(
      refs.map(({ project, cluster }) => changed(alice, 'applyProjectFile', { file: file(project, cluster) })),
    )
    const [{ plane }] = testbed.clusters as [Testbed['clusters'][number], ...Testbed['clusters'][number][]] // two were asked for
    const away = [
      ...['postgresql', 'minio', 'keycloak'].map((name) => testbed.services[name as 'minio']),
      plane.apiServer,
    ]
    const total = (await operationsOf(alice, operations)).flatMap((one) => one.steps).length
    const killing = killAtRandom(operations, total)
    for (const [index, backend] of away.entries()) {
      await untilDone(operations, Math.floor((total * (index + 1)) / (away.length + 2)))
      await backend.kill()
      await untilNoticed(operations)
      await backend.start()
    }
    await killing
    for (const id of operations) succeeded(await finished(alice, id, convergeLimitMs))
  }, 900_000)

  test('in the end every backend holds exactly what is wished', async () => {
    const views = new Map(clusterNames.map((name) => [name, system.view(name)]))
    const wished = wishedInventory(refs, { database: 'visits', bucket: 'photos', signIn: 'signin' })
    expect(await realInventory(testbed.access.services, views)).toEqual(wished)
  })

  test('and every application works with what it was given', async () => {
    for (const { cluster, project } of refs) {
      const report = await reportAt(system.cluster(cluster), await system.addressOf(alice, project, 'live'))
      expect(report).toMatchObject({ ok: true })
    }
  })

  test('all objects of one deployment are those of any other', async () => {
    const contents = await Promise.all(
      refs.map(async ({ cluster, project }) =>
        (await system.view(cluster).objects(project, 'live'))
          // The name of an Ingress has a hash of its host in it.
          .map(({ kind, metadata }) => `${kind}/${kind === 'Ingress' ? '' : metadata.name}`)
          .toSorted(),
      ),
    )
    for (const content of contents) expect(content).toEqual(contents[0])
  })
})

describe('a node that runs short of disk space', () => {
  test('ends a rollout early with a problem of its own, which passes when there is room again', async () => {
    const { kubelet, access } = testbed.clusters[1]! // two were asked for
    if (kubelet === null) throw new Error('the cluster has no node')
    await kubelet.kill() // it would say at once that there is room
    await sayShortOfDisk(access)
    const file = signFile('no-room', 'cluster-b', system.image('1'))
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), convergeLimitMs)
    const [problem] = operation.targets.flatMap((target) => target.problems)
    expect(problem).toMatchObject({ code: 'NODES_CLOSED', fault: 'PLATFORM' })
    expect(problem?.message).toMatch(/short of disk/)
    expect(problem?.remedies).toHaveLength(1)
    await kubelet.start()
    const url = await system.addressOf(alice, 'no-room', 'live')
    await vi.waitFor(async () => expect(await open(access, url, '/healthz')).toMatchObject({ status: 200 }), {
      timeout: convergeLimitMs,
      interval: lookMs,
    })
  }, 300_000)
})

/** Says of a cluster's only node what its kubelet would say. */
async function sayShortOfDisk({ kubeconfig }: ClusterAccess): Promise<void> {
  const { core } = openApi(kubeconfig)
  const [node] = (await core.listNode()).items
  const name = node?.metadata?.name ?? ''
  const condition = { type: 'DiskPressure', status: 'True', reason: 'KubeletHasDiskPressure' }
  const body = { status: { conditions: [{ ...condition, lastTransitionTime: new Date() }] } }
  await core.patchNodeStatus({ name, body }, setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch))
}

/** Kills one of the cluster backends each time that some more steps are done, twenty times. */
async function killAtRandom(operations: readonly string[], total: number): Promise<void> {
  for (let kill = 1; kill <= kills; kill += 1) {
    await untilDone(operations, Math.floor((total * kill * Math.random()) / kills))
    await delay(Math.random() * 1_000)
    await system.sandbox.program(clusterNames[Math.floor(Math.random() * 2)]!).kill()
  }
}
