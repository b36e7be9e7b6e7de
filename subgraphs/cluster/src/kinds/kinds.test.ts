import { createMemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { instantTimings } from '../memory/kubernetes/world.ts'
import { systemClock } from '../reconcile/clock.ts'
import { kindsContract } from './kinds.contract-suite.ts'

kindsContract('in memory', async () => {
  const port = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
  // Its pods end by themselves, as their image says.
  const endPods = (): Promise<void> => Promise.resolve()
  return { port, asBackend: port, meddle: port.meddle, endPods, close: () => Promise.resolve(port.stop()) }
})
