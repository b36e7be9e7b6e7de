import { expect, test } from 'vitest'
import { overallHealth } from './overall.ts'

const of = (...healths: Parameters<typeof overallHealth>[0][number]['status']['health'][]) =>
  overallHealth(healths.map((health) => ({ status: { health } })))

test.each([
  ['one that does not work decides', of('READY', 'FAILED', 'PROGRESSING'), 'FAILED'],
  ['all that work is working', of('READY', 'READY'), 'READY'],
  ['one that was never reported is not called working', of('READY', 'UNKNOWN'), 'UNKNOWN'],
  ['nothing runs', of(), null],
])('%s', (_sentence, health, expected) => {
  expect(health).toBe(expected)
})
