import { afterEach, describe, expect, test, vi } from 'vitest'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { markOf, ownerLabels } from '../manifests/mark.ts'
import { namespaceInventory } from './inventory.ts'
import { aWish, aWorld, ref, runAll, withWeb, type World } from './testing.ts'
import { watchDeployments } from './watch.ts'

/** Waits for a state of the simulated cluster; generous, for machines that are busy. */
const eventually = (look: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(look, { timeout: 15_000, interval: 10 })
vi.setConfig({ testTimeout: 30_000 })

let world: World
afterEach(() => world?.kubernetes.stop())

const wish = aWish(withWeb({}))

describe('watching the cluster', () => {
  test('tells of drift in the deployment that it belongs to, and of nothing while all stays', async () => {
    world = aWorld()
    await runAll(world, wish)
    const { told, stop } = watching('test')
    told.length = 0
    await runAll(world, wish)
    expect(told).toEqual([])
    await world.kubernetes.remove(ref('v1', 'Service', 'web'))
    expect(told).toEqual([wish.id])
    await stop()
  })

  test('tells of each step of a rollout until it is done', async () => {
    world = aWorld()
    const { told, stop } = watching('test')
    await runAll(world, wish)
    expect(new Set(told)).toEqual(new Set([deploymentId(wish.spec)]))
    await stop()
    const count = told.length
    await world.kubernetes.remove(ref('v1', 'Service', 'web'))
    expect(told.length).toBe(count)
  })

  test('tells nothing of another installation’s objects', async () => {
    world = aWorld()
    await runAll(world, wish)
    const { told, stop } = watching('another')
    told.length = 0
    await world.kubernetes.remove(ref('v1', 'Service', 'web'))
    expect(told).toEqual([])
    await stop()
  })
})

describe('the inventory', () => {
  test('lists the namespaces of this installation and cluster, and no others', async () => {
    world = aWorld()
    await runAll(world, wish)
    await world.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'not-ours' } })
    const now = (): Date => new Date()
    expect(await namespaceInventory(world.kubernetes, 'test', 'cluster-a', now).list()).toEqual([
      {
        object: { backend: 'kubernetes', kind: 'Namespace', name: 'webshop-production', namespace: null },
        project: 'webshop',
        deployment: 'production',
        service: null,
        retainedUntil: null,
      },
    ])
    expect(await namespaceInventory(world.kubernetes, 'test', 'cluster-b', now).list()).toEqual([])
  })

  test('a namespace that was kept for a claim goes when the claim has gone, and not before', async () => {
    world = aWorld()
    const now = new Date()
    const inventory = namespaceInventory(world.kubernetes, 'test', 'cluster-a', () => now)
    await runAll(world, wish)
    const home = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'webshop-production' }
    const found = (await world.kubernetes.read(home))!
    const kept = { ...found.metadata.annotations, 'operations-manager/kept-for-claims': 'true' }
    await world.kubernetes.apply({ ...found, metadata: { ...found.metadata, annotations: kept } })
    await world.kubernetes.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data-archive', namespace: 'webshop-production' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    })
    const [marked] = await inventory.list()
    expect(Date.parse(marked!.retainedUntil!)).toBeGreaterThan(now.getTime())
    await inventory.expire(marked!)
    expect(await world.kubernetes.read(home)).not.toBeNull()
    await world.kubernetes.remove(ref('v1', 'PersistentVolumeClaim', 'data-archive'))
    await eventually(async () => {
      const [again] = await inventory.list()
      expect(Date.parse(again!.retainedUntil!)).toBeLessThanOrEqual(now.getTime())
    })
    await inventory.expire(marked!)
    await eventually(async () => expect(await world.kubernetes.read(home)).toBeNull())
  })
})

test('data and credentials of a service that is no longer wished are shown as orphaned and left alone', async () => {
  world = aWorld()
  await runAll(world, wish)
  const object = (name: string, part: string, service: string, retained = '') => ({
    name,
    namespace: 'webshop-production',
    labels: { ...ownerLabels(wish.spec), 'operations-manager/part': part, 'operations-manager/service': service },
    annotations: { 'operations-manager/mark': markOf(wish.spec), 'operations-manager/retained-until': retained },
  })
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  const kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: claim }
  await world.kubernetes.apply({ ...kind, metadata: object('data-archive', 'claim', 'archive') })
  await world.kubernetes.apply({ ...kind, metadata: object('data-old', 'claim', 'old', '2026-12-01T00:00:00.000Z') })
  await world.kubernetes.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: object('service-orders', 'credentials', 'orders'),
  })
  const results = await runAll(world, wish)
  expect(results.get('production/namespace')?.status.orphaned?.map(({ name }) => name)).toEqual([
    'service-orders',
    'data-archive',
  ])
  expect(await world.kubernetes.read(ref('v1', 'Secret', 'service-orders'))).not.toBeNull()
})

function watching(installation: string): { readonly told: string[]; readonly stop: () => Promise<void> } {
  const told: string[] = []
  const controller = new AbortController()
  const watched = watchDeployments({
    kubernetes: world.kubernetes,
    cluster: 'cluster-a',
    installation,
    onChange: (deployment) => told.push(deployment),
    signal: controller.signal,
  })
  return {
    told,
    stop: async () => {
      controller.abort()
      await watched
    },
  }
}
