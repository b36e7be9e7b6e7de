import { expect, test } from 'vitest'
import { componentHealth, serviceHealth } from './picture-model.ts'

test.each([
  ['all pods are ready', { desired: 2, ready: 2 }, 'READY', 'READY'],
  ['its pods are on their way', { desired: 2, ready: 1 }, 'PROGRESSING', 'PROGRESSING'],
  ['some of its pods are missing for good', { desired: 2, ready: 1 }, 'DEGRADED', 'DEGRADED'],
  ['none of its pods is ready and nothing is on its way', { desired: 1, ready: 0 }, 'FAILED', 'FAILED'],
  ['a sound one beside a broken one stays sound', { desired: 1, ready: 1 }, 'FAILED', 'READY'],
  ['nobody reported it', { desired: null, ready: null }, 'READY', 'UNKNOWN'],
  ['it goes with its deployment', { desired: 1, ready: 1 }, 'REMOVING', 'REMOVING'],
] as const)('a component: %s', (_sentence, pods, deployment, health) => {
  expect(componentHealth(pods, deployment)).toBe(health)
})

test('of a service in a deployment that does not work nothing is claimed', () => {
  expect(serviceHealth('FAILED')).toBe('UNKNOWN')
  expect(serviceHealth('READY')).toBe('READY')
})
