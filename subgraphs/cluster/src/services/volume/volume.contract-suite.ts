import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import { namespaceObject } from '../../manifests/namespace.ts'
import type { KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import { countWrites } from '../testing/count-writes.ts'
import { cuttable } from '../testing/cuttable.ts'
import { appliedTypes, endOf, ServiceWorld } from '../testing/service-world.ts'
import { claimInventory } from './inventory.ts'
import { specOf } from '../claim/plan.ts'
import { volumeService } from './service.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const patience = { timeout: 30_000, interval: 50 }

export type VolumesUnderTest = {
  /** As the cluster backend. */
  readonly port: KubernetesPort
  /** As an operator of the platform, who may look at and make anything. */
  readonly operator: KubernetesPort
  /** Two storage classes whose volumes can grow; those of the second are shared. */
  readonly classes: { readonly standard: string; readonly shared: string }
  /** Sees to it that a claim gets its volume, and waits for it. */
  bind(claim: KubernetesRef): Promise<void>
  close(): Promise<void>
}

/** What a volume is, over a simulated Kubernetes and a real one alike. */
export function volumeContract(name: string, open: () => Promise<VolumesUnderTest>): void {
  describe(`a volume: ${name}`, () => {
    let under: VolumesUnderTest
    const ends: (() => unknown)[] = []
    beforeAll(async () => {
      under = await open()
    })
    afterEach(async () => {
      for (const end of ends.splice(0)) await end()
    })
    afterAll(() => under.close())
    volumeTests(async (settings = { size: '1Gi' }) => {
      const world = new ServiceWorld('volume', settings)
      const home = namespaceObject({ ...world.ref, installation: 'test' })
      await under.port.apply(home)
      ends.push(
        () => world.close(),
        () => under.port.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: home.metadata.name }),
      )
      const { port, cut, cutAfterWrites } = cuttable(under.port)
      const { standard, shared } = under.classes
      const over = (kubernetes: KubernetesPort) =>
        volumeService(kubernetes, 'test', { sharedClasses: [shared], defaultClass: standard })
      const ref = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace: namespaceName(world.ref),
        name: objectNames.claim('it'),
      }
      const service = over(port)
      return {
        world,
        over,
        ref,
        under,
        cut,
        cutAfterWrites,
        claim: () => under.operator.read(ref),
        make: (target = world.wish()) => world.run(service, ['claim'], target),
      }
    })
  })
}

type AWorld = (settings?: { size: string; class?: string }) => Promise<{
  readonly world: ServiceWorld
  readonly over: (kubernetes: KubernetesPort) => ReturnType<typeof volumeService>
  readonly ref: KubernetesRef
  readonly under: VolumesUnderTest
  readonly cut: (message: string | null) => void
  readonly cutAfterWrites: (count: number) => void
  readonly claim: () => ReturnType<KubernetesPort['read']>
  readonly make: (target?: ReturnType<ServiceWorld['wish']>) => ReturnType<ServiceWorld['run']>
}>

function volumeTests(aWorld: AWorld): void {
  test('is a claim of the default class, and a second run writes nothing', async () => {
    const { world, over, make, claim, under } = await aWorld()
    expect(endOf(await make())).toBe('ready')
    expect(await claim()).toMatchObject({
      spec: { storageClassName: under.classes.standard, accessModes: ['ReadWriteOnce'] },
    })
    const { port, writes } = countWrites<KubernetesPort>(under.port)
    await world.run(over(port), ['claim'])
    expect(writes).toEqual([])
  })

  test('of a shared class may be mounted by many', async () => {
    const { make, claim, world, under } = await aWorld({ size: '1Gi' })
    world.set({ class: under.classes.shared })
    await make()
    expect(await claim()).toMatchObject({ spec: { accessModes: ['ReadWriteMany'] } })
  })

  test('grows, and never shrinks or changes its class', async () => {
    const { world, make, claim, ref, under } = await aWorld()
    await make()
    await under.bind(ref)
    world.set({ size: '2Gi' })
    expect(appliedTypes(await make())).toEqual(['update-claim'])
    expect(specOf(must(await claim())).size).toBe('2Gi')
    world.set({ size: '1Gi' })
    expect(endOf(await make())).toBe('stalled SHRINK_REFUSED')
    world.set({ size: '2Gi', class: under.classes.shared })
    expect(endOf(await make())).toBe('stalled SHRINK_REFUSED')
  })

  test('that is not ours is refused and not removed', async () => {
    const { world, make, claim, ref, under } = await aWorld()
    await under.operator.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: ref.name, ...(ref.namespace !== null && { namespace: ref.namespace }) },
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
    await expect
      .poll(async () => endOf(await make(world.wish({ retained: { it: 'DISCARD' } }))), patience)
      .toBe('ready')
    expect((await claim())?.metadata.uid).not.toBe(uid)
  })

  test('goes at once where the service says delete', async () => {
    const { world, make, claim } = await aWorld()
    await make()
    await expect
      .poll(async () => endOf(await make(world.removal({ deletion: { it: 'delete' } }))), patience)
      .toBe('ready')
    expect(await claim()).toBeNull()
  })

  test('that was kept long enough goes, and one in use does not', async () => {
    const { world, make, claim, under } = await aWorld()
    await make()
    const inventory = claimInventory(under.port, { installation: 'test', cluster: 'cluster-a' })
    const listed = (await inventory.list()).find(({ project }) => project === world.ref.project)
    expect(listed).toMatchObject({ project: world.ref.project, service: 'it', retainedUntil: null })
    await inventory.expire(must(listed ?? null))
    expect(await claim()).not.toBeNull()
    await make(world.removal())
    await inventory.expire(must(listed ?? null))
    await expect.poll(claim, patience).toBeNull()
  })

  test('that is not bound yet stays as it is until it is, and grows then', async () => {
    const { world, make, claim, ref, under } = await aWorld()
    await make()
    world.set({ size: '2Gi' })
    expect(endOf(await make())).toBe('ready')
    await under.bind(ref)
    await make()
    expect(specOf(must(await claim())).size).toBe('2Gi')
  })

  test('is made, kept and removed also when it was cut off or could not be reached between', async () => {
    const { world, make, claim, cut, cutAfterWrites } = await aWorld()
    const away = 'waiting BACKEND_UNAVAILABLE'
    const removal = world.removal({ deletion: { it: 'delete' } })
    for (const [target, isThere] of [
      [world.wish(), true],
      [world.removal(), true],
      [removal, false],
    ] as const) {
      cutAfterWrites(0)
      expect(endOf(await make(target))).toBe(away)
      cut(null)
      await expect.poll(async () => endOf(await make(target)), patience).toBe('ready')
      expect((await claim()) !== null).toBe(isThere)
    }
  })
}

/** Waits for a claim to have its volume. */
export async function untilBound(kubernetes: KubernetesPort, claim: KubernetesRef): Promise<void> {
  await vi.waitFor(async () => {
    const { phase } = ((await kubernetes.read(claim))?.['status'] ?? {}) as { readonly phase?: string } // a claim's status
    if (phase !== 'Bound') throw new Error(`the claim is ${phase}`)
  }, patience)
}

function must<Value>(value: Value | null): Value {
  if (value === null) throw new Error('it is not there')
  return value
}
