import { describe, expect, test, vi } from 'vitest'
import type { StepResult } from '../../reconcile/step.ts'
import { aComponent } from '../testing.ts'
import type { DeploymentWorld } from './world.ts'
import { failuresOf, type AWorld } from './looks.ts'

const patience = { timeout: 60_000, interval: 50 }

/** What runs before. */
export function beforeContract(aWorld: AWorld): void {
  const migrates = { components: { web: aComponent({ before: ['node', 'migrate.js'] }) } }
  const crashes = {
    components: { web: aComponent({ before: ['node', 'migrate.js'], image: 'example.org/web:crash' }) },
  }
  const jobsOf = async (world: DeploymentWorld) =>
    (await world.under.port.list({ apiVersion: 'batch/v1', kind: 'Job', namespace: world.namespace })).filter(
      ({ metadata }) => metadata.deletionTimestamp === undefined,
    )
  /** Runs the steps while the pods of the Job end like that. */
  const runEnding = async (
    world: DeploymentWorld,
    phase: 'Succeeded' | 'Failed',
    ...[wish]: Parameters<DeploymentWorld['run']>
  ): Promise<ReadonlyMap<string, StepResult>> => {
    const ending = setInterval(() => void world.under.endPods(world.namespace, phase).catch(() => undefined), 100)
    try {
      return await world.run(wish)
    } finally {
      clearInterval(ending)
    }
  }

  describe('what runs before', () => {
    test('runs once for a generation, and again for the next one', async () => {
      const world = aWorld()
      expect(failuresOf(await runEnding(world, 'Succeeded', world.wish(migrates)))).toEqual({})
      const [first] = await jobsOf(world)
      world.writes.length = 0
      await world.run(world.wish(migrates))
      expect(world.writes).toEqual([])
      expect(failuresOf(await runEnding(world, 'Succeeded', world.wish(migrates, { generation: 'g2' })))).toEqual({})
      await vi.waitFor(async () => expect(await jobsOf(world)).toHaveLength(1), patience)
      expect((await jobsOf(world))[0]?.metadata.uid).not.toBe(first?.metadata.uid)
    })

    test('and fails stops there, and runs again for another operation only', async () => {
      const world = aWorld()
      const failed = { 'production/web/before': 'BEFORE_FAILED' }
      expect(failuresOf(await runEnding(world, 'Failed', world.wish(crashes)))).toEqual(failed)
      const [first] = await jobsOf(world)
      expect(failuresOf(await world.run(world.wish(crashes)))).toEqual(failed)
      expect((await jobsOf(world)).map(({ metadata }) => metadata.uid)).toEqual([first?.metadata.uid])
      expect((await world.objects()).has('Deployment/web')).toBe(false)
      await runEnding(world, 'Failed', world.wish(crashes, { operation: 'o2' }))
      await vi.waitFor(async () => {
        const [next] = await jobsOf(world)
        expect(next?.metadata.uid).not.toBe(first?.metadata.uid)
      }, patience)
    })
  })
}
