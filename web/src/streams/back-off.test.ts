import { expect, test } from 'vitest'
import { waitMs } from './back-off.ts'

test('it waits longer after each failure, up to half a minute, and never exactly as long as others', () => {
  const longest = [0, 1, 2, 3, 10, 1_000].map((failures) => waitMs(failures, () => 1))
  expect(longest).toEqual([0, 500, 1_000, 2_000, 30_000, 30_000])
  expect(waitMs(10, () => 0)).toBe(15_000)
})
