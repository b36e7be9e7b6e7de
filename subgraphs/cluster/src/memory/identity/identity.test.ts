import { identityContract } from '../../ports/identity.contract-suite.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { createMemoryIdentity } from './identity.ts'

identityContract('in memory', () => {
  const port = createMemoryIdentity({ clock: systemClock, publicUrl: 'https://identity.example' })
  return Promise.resolve({ port, close: () => Promise.resolve() })
})
