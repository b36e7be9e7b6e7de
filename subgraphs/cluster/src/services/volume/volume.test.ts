import { expect } from 'vitest'
import { createMemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { volumeContract } from './volume.contract-suite.ts'

volumeContract('in memory', async () => {
  const port = createMemoryKubernetes({ clock: systemClock })
  return {
    port,
    operator: port,
    classes: { standard: 'standard', shared: 'shared' },
    bind: async (claim) => {
      await expect.poll(async () => (await port.read(claim))?.['status']).toMatchObject({ phase: 'Bound' })
    },
    close: () => Promise.resolve(port.stop()),
  }
})
