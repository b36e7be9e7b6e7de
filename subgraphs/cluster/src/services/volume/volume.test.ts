import { afterEach, describe, expect, test } from 'vitest'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import { countWrites } from '../testing/count-writes.ts'
import { appliedTypes, endOf, ServiceWorld } from '../testing/service-world.ts'
import { claimInventory } from './inventory.ts'
import { specOf } from './plan.ts'
import { volumeService } from './service.ts'

const worlds: ServiceWorld[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.close()
})

async function aWorld(settings: { size: string; class?: string } = { size: '1Gi' }) {
  const world = await new ServiceWorld('volume', settings).open()
  worlds.push(world)
  const over = (kubernetes: KubernetesPort) =>
    volumeService(kubernetes, 'test', { sharedClasses: ['shared'], defaultClass: 'standard' })
  const ref = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    namespace: namespaceName(world.ref),
    name: objectNames.claim('it'),
  }
  const service = over(world.kubernetes)
  return {
    world,
    over,
    ref,
    claim: () => world.kubernetes.read(ref),
    make: (target = world.wish()) => world.run(service, ['claim'], target),
  }
}

describe('a volume', () => {
  test('is a claim of the default class, and a second run writes nothing', async () => {
    const { world, over, make, claim } = await aWorld()
    expect(endOf(await make())).toBe('ready')
    expect(await claim()).toMatchObject({ spec: { storageClassName: 'standard', accessModes: ['ReadWriteOnce'] } })
    const { port, writes } = countWrites<KubernetesPort>(world.kubernetes)
    await world.run(over(port), ['claim'])
    expect(writes).toEqual([])
  })

  test('of a shared class may be mounted by many', async () => {
    const { make, claim } = await aWorld({ size: '1Gi', class: 'shared' })
    await make()
    expect(await claim()).toMatchObject({ spec: { accessModes: ['ReadWriteMany'] } })
  })

  test('grows, and never shrinks or changes its class', async () => {
    const { world, make, claim } = await aWorld()
    await make()
    world.set({ size: '2Gi' })
    expect(appliedTypes(await make())).toEqual(['update-claim'])
    expect(specOf((await claim())!).size).toBe('2Gi')
    world.set({ size: '1Gi' })
    expect(endOf(await make())).toBe('stalled SHRINK_REFUSED')
    world.set({ size: '2Gi', class: 'shared' })
    expect(endOf(await make())).toBe('stalled SHRINK_REFUSED')
  })

  test('that is not ours is refused and not removed', async () => {
    const { world, make, claim, ref } = await aWorld()
    await world.kubernetes.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: ref.name, namespace: ref.namespace },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    })
    expect(endOf(await make())).toBe('stalled OWNED_BY_OTHERS')
    expect(appliedTypes(await make(world.removal({ deletion: { it: 'delete' } })))).toEqual([])
    expect(await claim()).not.toBeNull()
  })

  test('is kept by a removal, comes back on request, and goes for good where that is asked', async () => {
    const { world, make, claim } = await aWorld()
    await make()
    const removed = await make(world.removal())
    expect(removed[0]?.status.retained).toMatchObject([{ service: 'it', until: '2026-03-08T12:00:00.000Z' }])
    expect(appliedTypes(await make(world.removal()))).toEqual([])
    expect(endOf(await make())).toBe('stalled RETAINED_DATA')
    const uid = (await claim())?.metadata.uid
    expect(endOf(await make(world.wish({ retained: { it: 'RESTORE' } })))).toBe('ready')
    expect((await claim())?.metadata.uid).toBe(uid)
    expect(endOf(await make())).toBe('ready')
    await make(world.removal())
    await expect.poll(async () => endOf(await make(world.wish({ retained: { it: 'DISCARD' } })))).toBe('ready')
    expect((await claim())?.metadata.uid).not.toBe(uid)
  })

  test('goes at once where the service says delete', async () => {
    const { world, make, claim } = await aWorld()
    await make()
    await expect.poll(async () => endOf(await make(world.removal({ deletion: { it: 'delete' } })))).toBe('ready')
    expect(await claim()).toBeNull()
  })

  test('that was kept long enough goes, and one in use does not', async () => {
    const { world, make, claim } = await aWorld()
    await make()
    const inventory = claimInventory(world.kubernetes, { installation: 'test', cluster: 'cluster-a' })
    const [listed] = await inventory.list()
    expect(listed).toMatchObject({ project: world.ref.project, service: 'it', retainedUntil: null })
    await inventory.expire(listed!)
    expect(await claim()).not.toBeNull()
    await make(world.removal())
    await inventory.expire(listed!)
    await expect.poll(claim).toBeNull()
  })
})
