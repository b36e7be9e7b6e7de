import { describe, expect, test, vi } from 'vitest'
import { networkPolicies } from '../../manifests/policies.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { aComponent, onTheWeb, someSettings } from '../testing.ts'
import { DeploymentWorld } from './world.ts'
import { appliedIn, bounds, everything, failuresOf, versionsOf, withoutEmpty, type AWorld } from './looks.ts'

const patience = { timeout: 60_000, interval: 50 }

/** Making, changing and pruning. */
export function makingContract(aWorld: AWorld): void {
  describe('a deployment that uses everything', () => {
    test('is made, and a second run writes nothing, whatever the server filled in', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      expect(failuresOf(await world.run(wish))).toEqual({})
      const before = versionsOf(await world.objects())
      world.writes.length = 0
      const again = await world.run(wish)
      expect(appliedIn(again)).toEqual([])
      expect(world.writes).toEqual([])
      expect(versionsOf(await world.objects())).toEqual(before)
    })

    test('has policies that are stored exactly as they were wished', async () => {
      const world = aWorld({ ...bounds, ingress: { peers: [{ namespace: { role: 'ingress' } }] } })
      const wish = world.wish(everything)
      await world.run(wish, ['namespace', 'policies'])
      const settings = someSettings({ ...bounds, ingress: { peers: [{ namespace: { role: 'ingress' } }] } })
      const present = await world.objects()
      const wished = networkPolicies({ spec: wish.spec, settings, catalogue, offers: {} })
      expect(wished.length).toBeGreaterThan(4)
      for (const policy of wished)
        expect(withoutEmpty(present.get(`NetworkPolicy/${policy.metadata.name}`)?.['spec'])).toEqual(
          withoutEmpty(policy['spec']),
        )
    })

    test('loses what its spec no longer has, and keeps what in its namespace is not ours', async () => {
      const world = aWorld(bounds)
      await world.run(world.wish(everything))
      const theirs = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'theirs', namespace: world.namespace } }
      await world.under.port.apply(theirs)
      const less = world.wish({ components: { web: aComponent({ publish: onTheWeb }) } })
      expect(failuresOf(await world.run(less))).toEqual({})
      await vi.waitFor(async () => {
        const left = [...(await world.objects()).keys()]
        expect(left.filter((key) => /api|worker|pull/.test(key))).toEqual([])
      }, patience)
      const left = [...(await world.objects()).keys()]
      expect(left).toEqual(
        expect.arrayContaining(['Deployment/web', 'NetworkPolicy/component-web', 'Secret/variables-web']),
      )
      expect(await world.under.port.read(world.ref('v1', 'ConfigMap', 'theirs'))).not.toBeNull()
    })

    test('with bounds that change has them changed', async () => {
      const world = aWorld(bounds)
      await world.run(world.wish(everything))
      const wider = new DeploymentWorldAgain(world, { ...bounds, quota: { pods: '40' } })
      expect(failuresOf(await wider.run(wider.wish(everything)))).toEqual({})
      const quota = (await wider.objects()).get('ResourceQuota/platform-pods')
      expect(quota?.['spec']).toMatchObject({ hard: { pods: '40' } })
      expect(JSON.stringify(quota?.['spec'])).not.toContain('limits.memory')
    })
  })
}

/** The same deployment under other settings of the cluster. */
class DeploymentWorldAgain extends DeploymentWorld {
  override readonly project: string

  constructor(before: DeploymentWorld, settings: Readonly<Record<string, unknown>>) {
    super(before.under, settings)
    this.project = before.project
  }
}
