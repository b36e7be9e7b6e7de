import { expect, test } from 'vitest'
import { resumedVariables, takeIn, type Followed } from './followed.ts'

const followed = (): Followed => ({
  id: '1',
  query: 'subscription { projects { cursor } }',
  variables: { name: 'shop' },
  cursor: null,
  since: null,
  onData: () => undefined,
})

test('an event that comes down two streams is taken in once', () => {
  const one = followed()
  const seen = new Set<string>()
  const event = { projects: { cursor: 'c1' } }
  expect(takeIn(one, event, seen)).toBe(true)
  expect(takeIn(one, event, seen)).toBe(false)
})

test('after a loss it goes on after the last event', () => {
  const one = followed()
  takeIn(one, { projects: { cursor: 'c1' } }, new Set())
  takeIn(one, { projects: { cursor: 'c2' } }, new Set())
  expect(resumedVariables(one)).toEqual({ name: 'shop', after: 'c2' })
})

test('logs, which have no cursor, go on after the last line', () => {
  const one = followed()
  takeIn(one, { logs: { at: '2026-01-01T00:00:00.000Z', text: 'hello' } }, new Set())
  expect(resumedVariables(one)).toEqual({ name: 'shop', since: '2026-01-01T00:00:00.000Z' })
})

test('before anything came it begins where it was asked to', () => {
  expect(resumedVariables(followed())).toEqual({ name: 'shop' })
})
