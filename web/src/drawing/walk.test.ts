import { expect, test } from 'vitest'
import { inReadingOrder, walk } from './walk.ts'

const spots = [
  { id: 'database', x: 600, y: 0 },
  { id: 'bucket', x: 610, y: 100 },
  { id: 'web', x: 0, y: 40 },
  { id: 'api', x: 300, y: 0 },
  { id: 'worker', x: 300, y: 100 },
]
const lines = [
  { from: 'web', to: 'api' },
  { from: 'api', to: 'database' },
  { from: 'worker', to: 'database' },
  { from: 'worker', to: 'bucket' },
]

test('reading goes column by column from the left, each from top to bottom', () => {
  expect(inReadingOrder(spots).map(({ id }) => id)).toEqual(['web', 'api', 'worker', 'database', 'bucket'])
})

test('corners in a long row of small steps are not one column', () => {
  const stairs = [0, 40, 80, 120].map((x) => ({ id: String(x), x, y: -x }))
  expect(inReadingOrder(stairs).map(({ id }) => id)).toEqual(['40', '0', '120', '80'])
})

test.each([
  ['right follows a line', 'ArrowRight', 'web', 'api'],
  ['right takes the line that leaves the height least', 'ArrowRight', 'worker', 'bucket'],
  ['right stays where no line leaves', 'ArrowRight', 'database', null],
  ['left follows a line back', 'ArrowLeft', 'bucket', 'worker'],
  ['down goes on in reading order, over the end of a column', 'ArrowDown', 'worker', 'database'],
  ['up goes back in reading order', 'ArrowUp', 'api', 'web'],
  ['down stays at the end', 'ArrowDown', 'bucket', null],
  ['home is the first', 'Home', 'bucket', 'web'],
  ['end is the last', 'End', 'web', 'bucket'],
  ['another key leads nowhere', 'a', 'web', null],
  ['from a thing that is gone nothing leads anywhere', 'ArrowDown', 'gone', null],
])('%s', (_sentence, key, from, to) => {
  expect(walk(key, from, spots, lines)).toBe(to)
})
