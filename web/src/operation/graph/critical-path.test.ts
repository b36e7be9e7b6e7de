import { expect, test } from 'vitest'
import { criticalPath } from './critical-path.ts'
import type { GraphStep } from './step.ts'
import { aStep, start } from './testing.ts'

const cases: readonly [string, readonly GraphStep[], number, readonly string[]][] = [
  ['no steps have no path', [], 0, []],
  [
    'of two ways the one that took longer is it',
    [
      aStep('namespace', [], { from: 0, to: 1 }),
      aStep('orders/role', ['namespace'], { from: 1, to: 3 }),
      aStep('files/bucket', ['namespace'], { from: 1, to: 9 }),
      aStep('web/rollout', ['orders/role', 'files/bucket'], { from: 9, to: 12 }),
    ],
    20,
    ['namespace', 'files/bucket', 'web/rollout'],
  ],
  [
    'what ended last counts, not what has the most steps',
    [
      aStep('a/1', [], { from: 0, to: 1 }),
      aStep('a/2', ['a/1'], { from: 1, to: 2 }),
      aStep('a/3', ['a/2'], { from: 2, to: 3 }),
      aStep('b/1', [], { from: 0, to: 30 }),
    ],
    40,
    ['b/1'],
  ],
  [
    'what runs counts with the time that its weight lets expect',
    [
      aStep('namespace', [], { from: 0, to: 2 }),
      aStep('small/do', ['namespace'], { from: 2, weight: 1 }),
      aStep('large/do', ['namespace'], { from: 2, weight: 8 }),
    ],
    3,
    ['namespace', 'large/do'],
  ],
  [
    'what runs longer than expected is what is waited for',
    [
      aStep('namespace', [], { from: 0, to: 1 }),
      aStep('slow/do', ['namespace'], { from: 1, weight: 1 }),
      aStep('quick/do', ['namespace'], { from: 1, to: 2 }),
    ],
    60,
    ['namespace', 'slow/do'],
  ],
  [
    'what is to come counts by weight',
    [aStep('a/1', [], { from: 0 }), aStep('a/2', ['a/1'], { weight: 1 }), aStep('a/3', ['a/1'], { weight: 6 })],
    1,
    ['a/1', 'a/3'],
  ],
  [
    'after a failure it leads to what failed, not to what will never begin',
    [
      aStep('namespace', [], { from: 0, to: 1 }),
      aStep('orders/role', ['namespace'], { from: 1, to: 5, state: 'FAILED' }),
      aStep('files/bucket', ['namespace'], { from: 1, to: 9 }),
      aStep('web/rollout', ['orders/role', 'files/bucket'], { weight: 50 }),
    ],
    20,
    ['namespace', 'orders/role'],
  ],
  [
    'a step that was not finished passes on when its needs ended',
    [
      aStep('a/1', [], { from: 0, to: 9 }),
      aStep('a/2', ['a/1'], { state: 'SKIPPED' }),
      aStep('b/1', [], { from: 0, to: 3 }),
      aStep('c/1', ['a/2', 'b/1'], { from: 9, to: 10 }),
    ],
    20,
    ['a/1', 'a/2', 'c/1'],
  ],
  ['a need that is not among the steps does no harm', [aStep('a/1', ['gone'], { from: 0, to: 1 })], 2, ['a/1']],
]

test.each(cases)('%s', (_sentence, steps, seconds, path) => {
  expect(criticalPath(steps, start + seconds * 1_000)).toEqual(path.map((name) => `production/${name}`))
})

test('needs in a circle come to an end', () => {
  const circle = [aStep('a/1', ['a/2']), aStep('a/2', ['a/1']), aStep('b/1', [], { from: 0, to: 1 })]
  expect(criticalPath(circle, start)).toEqual(['production/b/1'])
})
