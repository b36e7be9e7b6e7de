import { expect, test } from 'vitest'
import { withBeginning, withItem } from './live-list.ts'

type Item = { readonly name: string; readonly state: string }
const key = ({ name }: Item): string => name
const items: readonly Item[] = ['a', 'c'].map((name) => ({ name, state: 'old' }))
const names = (list: readonly Item[]): string => list.map(({ name, state }) => `${name} ${state}`).join(', ')

test.each([
  ['an item that is there is replaced in its place', 'a', { name: 'a', state: 'new' }, 'a new, c old'],
  ['a new one goes where it belongs', 'b', { name: 'b', state: 'new' }, 'a old, b new, c old'],
  ['one of which nothing is left goes', 'c', null, 'a old'],
  ['one that was never shown changes nothing', 'x', null, 'a old, c old'],
])('%s', (_sentence, name, item, expected) => {
  expect(names(withItem(items, key, name, item))).toBe(expected)
})

test('a beginning that was read again is put before what else is shown, unless it is all there is', () => {
  const beginning = [{ name: 'b', state: 'new' }]
  expect(names(withBeginning(items, key, [...beginning, { name: 'c', state: 'new' }], false))).toBe(
    'b new, c new, a old',
  )
  expect(names(withBeginning(items, key, beginning, true))).toBe('b new')
})
