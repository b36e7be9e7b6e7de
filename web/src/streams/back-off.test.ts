import { expect, test } from 'vitest'
import { backOffMs } from './back-off.ts'

test('it waits longer after each failure, up to half a minute, and never exactly as long as others', () => {
  const longest = [0, 1, 2, 3, 10, 1_000].map((failures) => backOffMs(failures, () => 1))
  expect(longest).toEqual([0, 500, 1_000, 2_000, 30_000, 30_000])
  expect(backOffMs(10, () => 0)).toBe(15_000)
})
