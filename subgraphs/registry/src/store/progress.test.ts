import { expect, test } from 'vitest'
import { progressOf, withoutDeployment } from './progress.ts'
import type { StepRow, TargetRow } from './tables.ts'

const now = new Date('2026-01-01T10:00:10Z')

function target(more: Partial<TargetRow> = {}): TargetRow {
  return {
    operation: 'o',
    deployment: 'd',
    generation: 'g',
    state: 'RUNNING',
    waitingFor: null,
    problems: [],
    supersededBy: null,
    takenAt: null,
    startedAt: null,
    finishedAt: null,
    ...more,
  }
}

function step(key: string, more: Partial<StepRow> = {}): StepRow {
  return {
    operation: 'o',
    deployment: 'd',
    generation: 'g',
    position: 1,
    step: `production/${key}`,
    title: key,
    needs: [],
    weight: 1,
    attempt: 1,
    state: 'PENDING',
    startedAt: null,
    finishedAt: null,
    at: now,
    message: '',
    problem: null,
    proofs: [],
    ...more,
  }
}

const history = new Map([
  ['orders/role', 4],
  ['orders/database', 6],
  ['web/rollout', 20],
])

test('the fraction goes by weight, and a step that was not finished is none that is done', () => {
  const steps = [
    step('a', { weight: 3, state: 'SUCCEEDED' }),
    step('b', { state: 'SKIPPED' }),
    step('c', { weight: 4 }),
  ]
  expect(progressOf({ targets: [target()], steps }, history, now)).toMatchObject({ done: 1, total: 3, fraction: 0.375 })
})

test('targets count alike, however many steps they have', () => {
  const steps = [step('a'), step('b'), step('c', { deployment: 'e', state: 'SUCCEEDED' })]
  const targets = [target(), target({ deployment: 'e', state: 'SUCCEEDED' })]
  expect(progressOf({ targets, steps }, history, now).fraction).toBe(0.5)
})

test('only success is the whole', () => {
  const done = [step('a', { state: 'SUCCEEDED' })]
  expect(progressOf({ targets: [target({ state: 'FAILED' })], steps: done }, history, now).fraction).toBeLessThan(1)
  expect(progressOf({ targets: [target({ state: 'SUCCEEDED' })], steps: done }, history, now).fraction).toBe(1)
  expect(progressOf({ targets: [], steps: [] }, history, now).fraction).toBe(1)
})

test('the estimate is the longest way through what is left', () => {
  const steps = [
    step('orders/role', { state: 'SUCCEEDED' }),
    step('orders/database', { needs: ['production/orders/role'] }),
    step('web/rollout', { needs: ['production/orders/database'] }),
    step('cache/volume', { needs: [] }),
  ]
  expect(progressOf({ targets: [target()], steps }, history, now).estimatedSeconds).toBe(26)
})

test('a running step has only the rest of its usual time left', () => {
  const steps = [step('web/rollout', { state: 'RUNNING', startedAt: new Date('2026-01-01T10:00:00Z') })]
  expect(progressOf({ targets: [target()], steps }, history, now).estimatedSeconds).toBe(10)
})

test('nothing is guessed without history, without known steps, or when nothing is left', () => {
  const steps = [step('web/rollout')]
  expect(progressOf({ targets: [target()], steps }, new Map(), now).estimatedSeconds).toBeNull()
  expect(
    progressOf({ targets: [target(), target({ deployment: 'e' })], steps }, history, now).estimatedSeconds,
  ).toBeNull()
  expect(progressOf({ targets: [target({ state: 'FAILED' })], steps }, history, now).estimatedSeconds).toBeNull()
})

test('a circle in the needs ends', () => {
  const steps = [step('a', { needs: ['production/b'] }), step('b', { needs: ['production/a'] })]
  expect(progressOf({ targets: [target()], steps }, history, now).estimatedSeconds).toBeGreaterThan(0)
})

test('a step is compared over deployments', () => {
  expect(withoutDeployment('production/orders/role')).toBe('orders/role')
})
