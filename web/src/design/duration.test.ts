import { expect, test } from 'vitest'
import { durationText } from './duration.ts'

test.each([
  [412, '0.4 s'],
  [12_300, '12 s'],
  [185_000, '3 min 5 s'],
  [-5, '0.0 s'],
])('%i milliseconds read as %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text)
})
