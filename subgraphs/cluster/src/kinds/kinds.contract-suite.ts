import { afterAll, afterEach, beforeAll, describe, vi } from 'vitest'
import { beforeContract } from './contract/before.ts'
import { driftContract } from './contract/drift.ts'
import { foreignContract } from './contract/foreign.ts'
import { interruptionContract } from './contract/interruption.ts'
import type { AWorld } from './contract/looks.ts'
import { makingContract } from './contract/making.ts'
import { refusalContract, removalContract } from './contract/removal.ts'
import { DeploymentWorld, type KindsUnderTest } from './contract/world.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

/** What the kinds make of a Kubernetes, simulated or real: up to the objects; pods are for a cluster with nodes. */
export function kindsContract(name: string, open: () => Promise<KindsUnderTest>): void {
  describe(`the Kubernetes kinds: ${name}`, () => {
    let under: KindsUnderTest
    beforeAll(async () => {
      under = await open()
    })
    afterAll(() => under.close())
    const worlds: DeploymentWorld[] = []
    afterEach(async () => {
      await Promise.all(worlds.splice(0).map((world) => world.clear()))
    })
    const aWorld: AWorld = (settings) => {
      const world = new DeploymentWorld(under, settings)
      worlds.push(world)
      return world
    }
    makingContract(aWorld)
    driftContract(aWorld)
    foreignContract(aWorld)
    interruptionContract(aWorld)
    beforeContract(aWorld)
    removalContract(aWorld)
    refusalContract(aWorld)
  })
}
