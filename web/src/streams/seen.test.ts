import { expect, test } from 'vitest'
import { Seen } from './seen.ts'

test('of two streams that give the same in the same order, each event counts once and in order', () => {
  const seen = new Seen()
  const arrivals = [
    ['c1', 1],
    ['c2', 1],
    ['c2', 2],
    ['c3', 2],
    ['c3', 1],
    ['c4', 1],
    ['c4', 2],
    ['c5', 2],
  ] as const
  expect(arrivals.filter(([cursor, stream]) => seen.isNew(cursor, stream)).map(([cursor]) => cursor)).toEqual([
    'c1',
    'c2',
    'c3',
    'c4',
    'c5',
  ])
})

test('a present state and the event that has the same cursor both count', () => {
  const seen = new Seen()
  expect([seen.isNew('c1', 1), seen.isNew('c1', 1)]).toEqual([true, true])
})

test('it does not grow without end', () => {
  const seen = new Seen()
  for (let event = 0; event < 2_000; event += 1) seen.isNew(`c${event}`, 1)
  expect(seen.isNew('c0', 2)).toBe(true)
  expect(seen.isNew('c1999', 2)).toBe(false)
})
