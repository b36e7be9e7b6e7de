import { expect, test } from 'vitest'
import { readChoice, writeChoice, type LogChoice } from './log-choice.ts'

const usual = readChoice(() => null)

test('an address that says nothing shows the last lines of all pods', () => {
  expect(usual).toEqual({
    pod: null,
    tail: 100,
    previous: false,
    find: '',
    matchesOnly: false,
    wrap: true,
    times: true,
  })
})

test.each<Partial<LogChoice>>([
  { pod: 'web-1' },
  { tail: 500 },
  { previous: true },
  { find: 'error 5' },
  { matchesOnly: true },
  { wrap: false },
  { times: false },
])('what is written is what is read: %o', (change) => {
  const address = writeChoice(change)
  expect(readChoice((key) => address[key] ?? null)).toEqual({ ...usual, ...change })
})

test('what is usual is not written', () => {
  expect(Object.values(writeChoice(usual)).every((value) => value === null)).toBe(true)
})

test('a number of lines that is not on offer is none', () => {
  expect(readChoice((key) => (key === 'tail' ? '999999' : null)).tail).toBe(100)
})
