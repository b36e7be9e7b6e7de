import { createMemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import { instantTimings } from '../../memory/kubernetes/world.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { redisContract } from './redis.contract-suite.ts'
import { RedisSettings } from './settings.ts'

redisContract('in memory', () => {
  const port = createMemoryKubernetes({ clock: systemClock, timings: instantTimings })
  return Promise.resolve({
    port,
    operator: port,
    meddle: port.meddle,
    settings: RedisSettings.parse({}),
    storageClass: 'standard',
    volumeGroup: null,
    proofsFrom: 'SIMULATED' as const,
    missingImage: 'example/redis:missing',
    close: () => Promise.resolve(port.stop()),
  })
})
