import { expect, test } from 'vitest'
import { mergeWishes, type Wish } from './merge-wishes.ts'
import { nowhere } from './resume.ts'

const document = 'subscription P($name: String!, $after: Cursor) { project(name: $name, after: $after) { cursor } }'
const aWish = (follower: string, more: Partial<Wish> = {}): Wish => ({
  follower,
  document,
  variables: { name: 'shop' },
  place: { cursor: 'c1', at: null },
  ...more,
})

test('eight tabs that follow the same from the same place share one subscription', () => {
  const entries = mergeWishes(Array.from({ length: 8 }, (_, tab) => aWish(`tab-${tab}`)))
  expect(entries).toHaveLength(1)
  expect(entries[0]?.followers).toHaveLength(8)
  expect(entries[0]?.wanted).toMatchObject({ after: 'c1', variables: { name: 'shop', after: 'c1' } })
})

test('the order of variables makes no difference', () => {
  const one = aWish('a', { variables: { name: 'shop', x: 1 } })
  const other = aWish('b', { variables: { x: 1, name: 'shop' } })
  expect(mergeWishes([one, other])).toHaveLength(1)
})

test.each([
  ['another place', { place: { cursor: 'c2', at: null } }],
  ['the beginning', { place: nowhere }],
  ['something else', { variables: { name: 'other' } }],
])('one who follows from %s gets a subscription of its own', (_case, more) => {
  const entries = mergeWishes([aWish('a'), aWish('b', more)])
  expect(entries.map(({ followers }) => followers)).toEqual([['a'], ['b']])
  expect(new Set(entries.map(({ wanted }) => wanted.id)).size).toBe(2)
})
