import { expect, test } from 'vitest'
import type { Counts } from './counts.ts'
import { hasFailed, outcomeOf, summaryOf } from './outcome.ts'
import { readPlan, wholePlan, type Step } from './steps.ts'
import type { SuiteSays } from './words.ts'

const unit: Step = { type: 'suite', name: 'unit' }
const node: Step = { type: 'suite', name: 'node' }
const lint: Step = { type: 'check', name: 'lint' }
const good = { passed: 5, failed: 0, skipped: 0 }
const failures = [{ what: 'editor.in-browser.ts > keeps edits', why: 'expected 1\nto be 2' }]

function said(counts: Counts): SuiteSays {
  return { counts, failures: counts.failed > 0 ? failures : [], leftOut: counts.skipped > 0 ? ['no Go'] : [] }
}

test.each([
  ['a suite that ran counts as its tests', unit, { isGood: true, said: said(good) }, good],
  [
    'a suite whose tests failed counts them',
    unit,
    { isGood: false, said: said({ ...good, failed: 2 }) },
    { ...good, failed: 2 },
  ],
  [
    'a suite that crashed before it counted is a failure',
    node,
    { isGood: false, said: null },
    { ...good, passed: 0, failed: 1 },
  ],
  [
    'a suite that could not end what it started is a failure',
    node,
    { isGood: false, said: said(good) },
    { ...good, failed: 1 },
  ],
  [
    'a suite that ended without a word is a failure',
    node,
    { isGood: true, said: null },
    { ...good, passed: 0, failed: 1 },
  ],
  ['a check that holds is no test', lint, { isGood: true, said: null }, { ...good, passed: 0 }],
  ['a check that does not hold is a failure', lint, { isGood: false, said: null }, { ...good, passed: 0, failed: 1 }],
])('%s', (_, step, ended, counts) => {
  const outcome = outcomeOf(step, 1_000, ended)
  expect(outcome.counts).toEqual(counts)
  expect(hasFailed([outcome])).toBe(counts.failed > 0)
})

test('the summary says what failed, of each step how long it took, and its last line is the closing line of all', () => {
  const outcomes = [
    outcomeOf(lint, 20_400, { isGood: true, said: null }),
    outcomeOf(unit, 85_000, { isGood: true, said: said(good) }),
    outcomeOf(node, 605_000, { isGood: false, said: said({ passed: 2, failed: 1, skipped: 3 }) }),
  ]
  expect(summaryOf(outcomes).split('\n')).toEqual([
    'LEFT OUT  node',
    '          no Go',
    '',
    'FAILED  editor.in-browser.ts > keeps edits',
    '        expected 1',
    '        to be 2',
    '',
    '  lint          20 s  holds',
    '  unit    1 min 25 s  5 good',
    '  node   10 min 05 s  2 good, 1 FAILED, 3 left out',
    '',
    '7 passed, 1 failed, 3 skipped',
  ])
})

test('all steps are run, or those that a person names, each in its place', () => {
  const whole = wholePlan(32 * 2 ** 30)
  const namesOf = (named: readonly string[]): readonly string[][] => {
    const plan = readPlan(whole, named)
    return 'problem' in plan ? [] : plan.map(({ steps }) => steps.map(({ name }) => name))
  }
  expect(readPlan(whole, [])).toEqual(whole)
  expect(namesOf(['unit', 'lint'])).toEqual([['lint', 'unit'], []])
  expect(namesOf(['cluster', 'e2e', 'node'])).toEqual([[], ['node', 'e2e', 'cluster']])
  expect(readPlan(whole, ['unit', 'everything'])).toEqual({ problem: 'There is no everything.' })
})

test.each([
  [32, 3],
  [12, 2],
  [4, 1],
])('of the long suites a machine with %i GiB runs so many side by side: %i', (memory, sideBySide) => {
  expect(wholePlan(memory * 2 ** 30).map((stage) => stage.sideBySide)).toEqual([1, sideBySide])
})
