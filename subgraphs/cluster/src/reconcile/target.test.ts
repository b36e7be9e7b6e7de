import { expect, test } from 'vitest'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import type { StepState } from '@operations-manager/schema/steps/step.ts'
import { targetOf, type StepView, type TargetState } from './target.ts'

const why = problem('BACKEND_UNAVAILABLE', 'No answer.')
const gate = problem('SECRET_MISSING', 'No value yet.')
const step = (state: StepState): StepView => ({
  state,
  message: 'It says so.',
  waitingOn: state === 'WAITING' ? 'postgresql' : null,
  problem: state === 'FAILED' || state === 'WAITING' ? why : null,
})
const free = { held: false, gate: null }

const cases: [string, StepState[], typeof free | { held: boolean; gate: typeof gate | null }, TargetState['state']][] =
  [
    ['a target without steps has succeeded', [], free, 'SUCCEEDED'],
    ['one whose steps all succeeded has succeeded', ['SUCCEEDED', 'SUCCEEDED'], free, 'SUCCEEDED'],
    ['one step that failed fails it while others go on', ['FAILED', 'RUNNING', 'WAITING'], free, 'FAILED'],
    ['waiting fails nothing', ['SUCCEEDED', 'WAITING'], free, 'RUNNING'],
    ['nothing started yet is queued', ['PENDING', 'PENDING'], free, 'QUEUED'],
    ['held before its end it is cancelled', ['SUCCEEDED', 'PENDING'], { held: true, gate: null }, 'CANCELLED'],
    ['held after its end it keeps its end', ['SUCCEEDED'], { held: true, gate: null }, 'SUCCEEDED'],
    ['a failed one is not cancelled', ['FAILED', 'PENDING'], { held: true, gate: null }, 'FAILED'],
    ['nothing passes the gate', ['PENDING', 'PENDING'], { held: false, gate }, 'QUEUED'],
  ]

test.each(cases)('%s', (_sentence, states, options, state) => {
  expect(targetOf(states.map(step), options).state).toBe(state)
})

test('what it waits for is said, with the problem and its remedies', () => {
  expect(targetOf([step('SUCCEEDED'), step('WAITING')], free).waitingFor).toEqual({
    on: 'postgresql',
    message: 'It says so.',
    problem: why,
  })
  expect(targetOf([step('PENDING')], { held: false, gate }).waitingFor?.problem).toBe(gate)
})
