import { expect, test } from 'vitest'
import { changeBetween } from './change-between.ts'

test.each([
  ['nothing', 'abc', 'abc'],
  ['something in the middle', 'image: web:1 # x', 'image: web:2 # x'],
  ['something more at the end', 'abc', 'abcd'],
  ['a repetition shortened', 'aaa', 'aa'],
  ['everything', 'abc', ''],
])('%s is changed and the rest stays', (_sentence, before, after) => {
  const { from, to, insert } = changeBetween(before, after)
  expect(before.slice(0, from) + insert + before.slice(to)).toBe(after)
  expect(to - from + insert.length).toBeLessThanOrEqual(Math.max(1, Math.abs(before.length - after.length)) * 2)
})
