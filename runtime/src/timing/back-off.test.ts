import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOffMs } from './back-off.ts'

const limits = { minMs: 500, maxMs: 30_000 }

test.each([
  ['the first try waits shortly', 0, 0, 250],
  ['and at most the shortest time', 0, 1, 500],
  ['each further one twice as long', 3, 1, 4_000],
  ['but never longer than the limit', 20, 1, 30_000],
  ['however often it failed', 10_000, 1, 30_000],
])('%s', (_name, attempt, random, expected) => {
  expect(backOffMs(attempt, limits, () => random)).toBe(expected)
})

test('waits stay between half of the doubled time and its whole', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const most = Math.min(limits.maxMs, limits.minMs * 2 ** attempt)
      const waitMs = backOffMs(attempt, limits, () => random)
      expect(waitMs).toBeGreaterThanOrEqual(Math.floor(most / 2))
      expect(waitMs).toBeLessThanOrEqual(most)
    }),
  )
})
