import { expect, test } from 'vitest'
import { filled, msPerWeight } from './expectation.ts'
import { aStep, start } from './testing.ts'

test('what is done tells how long a unit of weight takes', () => {
  const done = [aStep('a/1', [], { from: 0, to: 2, weight: 1 }), aStep('a/2', [], { from: 2, to: 12, weight: 4 })]
  expect(msPerWeight([...done, aStep('a/3', [], { from: 12, weight: 9 })])).toBe(2_400)
})

test('before anything is done nobody can tell', () => {
  expect(msPerWeight([aStep('a/1', [], { from: 0 })])).toBeNull()
})

test.each([
  ['one that has not begun is empty', aStep('a'), 1_000, 0],
  ['one that is done is full', aStep('a', [], { from: 0, to: 1 }), 1_000, 1],
  ['one that failed is full, with its own colour', aStep('a', [], { from: 0, state: 'FAILED' }), 1_000, 1],
  ['one that runs and of which nothing is known has no share', aStep('a', [], { from: 0 }), null, null],
])('%s', (_sentence, step, rate, share) => {
  expect(filled(step, rate, start + 5_000)).toBe(share)
})

test('one that runs fills with time and is never full before it is done', () => {
  const step = aStep('a', [], { from: 0, weight: 2 })
  const shares = [0, 1, 2, 10, 1_000].map((seconds) => filled(step, 1_000, start + seconds * 1_000) ?? Number.NaN)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares[0]).toBe(0)
  expect(shares[2]).toBeGreaterThan(0.6)
  expect(shares.at(-1)).toBeLessThan(1)
})
