import { createMemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { untilBound, volumeContract } from './volume.contract-suite.ts'

volumeContract('in memory', async () => {
  const port = createMemoryKubernetes({ clock: systemClock })
  return {
    port,
    operator: port,
    classes: { standard: 'standard', shared: 'shared' },
    bind: (claim) => untilBound(port, claim),
    close: () => Promise.resolve(port.stop()),
  }
})
