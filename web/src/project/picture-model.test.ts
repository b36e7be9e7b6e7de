import { expect, test } from 'vitest'
import { componentHealth, serviceHealth } from './picture-model.ts'

const digest = `sha256:${'0'.repeat(64)}`

test.each([
  ['all pods are ready', { desired: 2, ready: 2, digest }, 'READY', 'READY'],
  ['its pods are on their way', { desired: 2, ready: 1, digest }, 'PROGRESSING', 'PROGRESSING'],
  ['some of its pods are missing for good', { desired: 2, ready: 1, digest }, 'DEGRADED', 'DEGRADED'],
  ['none of its pods is ready and nothing is on its way', { desired: 1, ready: 0, digest: null }, 'FAILED', 'FAILED'],
  ['a sound one beside a broken one stays sound', { desired: 1, ready: 1, digest }, 'FAILED', 'READY'],
  [
    'the version before goes on, since the new one does not come up',
    { desired: 1, ready: 1, digest: null },
    'DEGRADED',
    'DEGRADED',
  ],
  ['its image has no digest that is known', { desired: 1, ready: 1, digest: null }, 'READY', 'READY'],
  ['it is wished away to no pod', { desired: 0, ready: 0, digest: null }, 'DEGRADED', 'READY'],
  ['nobody reported it', { desired: null, ready: null, digest: null }, 'READY', 'UNKNOWN'],
  ['it goes with its deployment', { desired: 1, ready: 1, digest }, 'REMOVING', 'REMOVING'],
] as const)('a component: %s', (_sentence, pods, deployment, health) => {
  expect(componentHealth(pods, deployment)).toBe(health)
})

test('of a service in a deployment that does not work nothing is claimed', () => {
  expect(serviceHealth('FAILED')).toBe('UNKNOWN')
  expect(serviceHealth('READY')).toBe('READY')
})
