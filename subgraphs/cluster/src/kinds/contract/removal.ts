import { describe, expect, test, vi } from 'vitest'
import { aComponent } from '../testing.ts'
import { aClaim, bounds, everything, failuresOf, versionsOf, type AWorld } from './looks.ts'
import { refOf } from '../../ports/kubernetes-object.ts'

const patience = { timeout: 60_000, interval: 50 }

/** Removal with and without what is kept. */
export function removalContract(aWorld: AWorld): void {
  describe('a removal', () => {
    test('takes the namespace and all in it, and a second one writes nothing', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      expect(failuresOf(await world.remove(wish))).toEqual({})
      expect(await world.under.port.read(world.ref('v1', 'Namespace', world.namespace))).toBeNull()
      world.writes.length = 0
      expect(failuresOf(await world.remove(wish))).toEqual({})
      expect(world.writes).toEqual([])
    })

    test('that was cut off is finished by the next one', async () => {
      for (const count of [1, 4]) {
        const world = aWorld(bounds)
        const wish = world.wish(everything)
        await world.run(wish)
        world.cutAfterWrites(count)
        expect(Object.values(failuresOf(await world.remove(wish)))).toEqual(['BACKEND_UNAVAILABLE'])
        world.cut(null)
        expect(failuresOf(await world.remove(wish))).toEqual({})
        expect(await world.under.port.read(world.ref('v1', 'Namespace', world.namespace))).toBeNull()
      }
    })

    test('keeps the namespace with claim, bounds and policies while data is retained, and a new wish takes it up', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      await world.under.port.apply(aClaim(world.namespace))
      expect(failuresOf(await world.remove(wish))).toEqual({})
      await vi.waitFor(async () => {
        const kinds = new Set([...(await world.objects()).values()].map(({ kind }) => kind))
        expect([...kinds].toSorted()).toEqual(['LimitRange', 'Namespace', 'NetworkPolicy', 'ResourceQuota'])
      }, patience)
      expect(await world.under.port.read(refOf(aClaim(world.namespace)))).not.toBeNull()
      world.writes.length = 0
      await world.remove(wish)
      expect(world.writes).toEqual([])
      expect(failuresOf(await world.run(wish))).toEqual({})
      expect(await world.under.port.read(refOf(aClaim(world.namespace)))).not.toBeNull()
    })
  })
}

/** Refusals. */
export function refusalContract(aWorld: AWorld): void {
  const rollout = { type: 'component', component: 'web', step: 'rollout' } as const
  describe('what the cluster refuses is said in its words:', () => {
    test.each([
      [
        'more pods than the quota has',
        { quota: { pods: '0' } },
        {},
        'QUOTA_EXCEEDED',
        /exceeded quota: platform-pods, requested: pods=1, used: pods=0, limited: pods=0/,
      ],
      [
        'more than a container may have',
        { limits: { max: { cpu: '1', memory: '1Gi' } } },
        { resources: { cpu: '2', memory: null } },
        'LIMIT_EXCEEDED',
        /maximum cpu usage per Container is 1, but limit is 2/,
      ],
    ] as const)('%s', async (_, settings, component, code, words) => {
      const world = aWorld(settings)
      const wish = world.wish({ components: { web: aComponent(component) } })
      expect(failuresOf(await world.run(wish))).toEqual({})
      await vi.waitFor(async () => {
        const { outcome } = await world.look(wish, rollout)
        expect(outcome).toMatchObject({ type: 'stalled', problem: { code, message: expect.stringMatching(words) } })
      }, patience)
    })

    test('no change of the objects is made while it cannot be reached, and everything after', async () => {
      const world = aWorld()
      const wish = world.wish()
      await world.run(wish)
      const before = versionsOf(await world.objects())
      world.cut('no answer')
      const results = await world.run(wish)
      expect(results.get('production/namespace')?.outcome).toMatchObject({
        type: 'waiting',
        problem: { code: 'BACKEND_UNAVAILABLE' },
      })
      expect(versionsOf(await world.objects())).toEqual(before)
      world.cut(null)
      expect(failuresOf(await world.run(wish))).toEqual({})
    })
  })
}
