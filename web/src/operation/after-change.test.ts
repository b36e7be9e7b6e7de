import { expect, test } from 'vitest'
import type { OperationViewFragment } from '../../generated/graph.ts'
import { afterChange, type OperationEvent } from './after-change.ts'

const can = { allowed: false, reason: null }
const head = {
  id: 'op',
  state: 'RUNNING',
  startedAt: '2026-01-01T00:00:01.000Z',
  finishedAt: null,
  progress: { done: 0, total: 2, fraction: 0, estimatedSecondsLeft: 8 },
  waitingFor: null,
  problems: [],
  viewerCan: { cancel: can, retry: can, revert: can },
} as const satisfies OperationEvent['operation']

type Step = OperationViewFragment['steps'][number]
const step = (key: string, state: Step['state']): Step => ({
  key,
  deployment: 'live',
  title: key,
  needs: [],
  state,
  attempts: 1,
  weight: 1,
  startedAt: null,
  finishedAt: null,
  message: '',
  problem: null,
  proofs: [],
})

const view: OperationViewFragment = {
  ...head,
  kind: 'CREATE_PROJECT',
  revision: null,
  isSimulated: true,
  requestedAt: '2026-01-01T00:00:00.000Z',
  requestedBy: { name: 'Alice', madeBy: null, type: 'PERSON' },
  project: null,
  retryOf: null,
  targets: [
    {
      name: 'live',
      state: 'OPEN',
      isRemoval: false,
      startedAt: null,
      finishedAt: null,
      waitingFor: { message: 'the cluster', since: null, problem: null },
      problems: [],
      supersededBy: null,
      deployment: null,
    },
  ],
  steps: [step('live/namespace', 'PENDING'), step('live/web/rollout', 'PENDING')],
}

const nothing = { state: null, deployment: null, targetState: null, message: '', step: null }
const event = (change: Partial<OperationEvent['change']>, operation = {}): OperationEvent => ({
  cursor: '1',
  at: '2026-01-01T00:00:02.000Z',
  change: { type: 'STATE', ...nothing, ...change },
  operation: { ...head, ...operation },
})

test('a step takes its place, and what the operation says of itself comes with it', () => {
  const running = step('live/namespace', 'RUNNING')
  const after = afterChange(
    view,
    event({ type: 'STEP', step: running }, { progress: { ...head.progress, fraction: 0.5 } }),
  )
  expect(after.steps).toEqual([
    { ...running, startedAt: '2026-01-01T00:00:02.000Z' },
    step('live/web/rollout', 'PENDING'),
  ])
  expect(after.progress.fraction).toBe(0.5)
})

test('an event that comes twice changes nothing the second time', () => {
  const twice = event({ type: 'STEP', step: step('live/namespace', 'SUCCEEDED') })
  const once = afterChange(view, twice)
  expect(afterChange(once, twice)).toEqual(once)
})

test('a step that ends has its times from when that was reported, and keeps when it began', () => {
  const begun = afterChange(view, event({ type: 'STEP', step: step('live/namespace', 'RUNNING') }))
  const later = {
    ...event({ type: 'STEP', step: step('live/namespace', 'SUCCEEDED') }),
    at: '2026-01-01T00:00:05.000Z',
  }
  expect(afterChange(begun, later).steps[0]).toMatchObject({
    startedAt: '2026-01-01T00:00:02.000Z',
    finishedAt: '2026-01-01T00:00:05.000Z',
  })
})

test('a target that begins waits no more, and has its times from what was reported', () => {
  const begun = afterChange(view, event({ type: 'TARGET', deployment: 'live', targetState: 'RUNNING' }))
  const ended = afterChange(begun, event({ type: 'TARGET', deployment: 'live', targetState: 'SUCCEEDED' }))
  expect(begun.targets[0]).toMatchObject({ state: 'RUNNING', waitingFor: null, finishedAt: null })
  expect(ended.targets[0]).toMatchObject({
    state: 'SUCCEEDED',
    startedAt: '2026-01-01T00:00:02.000Z',
    finishedAt: '2026-01-01T00:00:02.000Z',
  })
})

test.each(['PRESENT', 'CURSOR_EXPIRED'] as const)('%s says only where a stream begins', (type) => {
  expect(afterChange(view, event({ type }))).toEqual(view)
})
