import { createMemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { systemClock } from '../reconcile/clock.ts'
import { leaseContract } from './lease.contract-suite.ts'

leaseContract('in memory', async () => {
  const port = createMemoryKubernetes({ clock: systemClock })
  return { port, times: { durationMs: 300, renewMs: 40 }, close: () => Promise.resolve(port.stop()) }
})
