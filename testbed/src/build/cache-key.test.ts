import { expect, test } from 'vitest'
import { cacheKey } from './cache-key.ts'

test.each([
  ['another version', '1.1', { a: 'x', b: 'y' }],
  ['another content', '1.0', { a: 'x', b: 'z' }],
  ['another name', '1.0', { a: 'x', c: 'y' }],
  ['one thing more', '1.0', { a: 'x', b: 'y', c: '' }],
  ['a character moved from a content to a name', '1.0', { a: 'x', by: '' }],
])('%s makes another key', (_, version, ingredients) => {
  expect(cacheKey(version, ingredients)).not.toBe(cacheKey('1.0', { a: 'x', b: 'y' }))
})

test('the order in which ingredients are named does not matter', () => {
  expect(cacheKey('1.0', { b: 'y', a: 'x' })).toBe(cacheKey('1.0', { a: 'x', b: 'y' }))
})

test('a key is one name of a folder, whatever the version holds', () => {
  expect(cacheKey('../v1 rc/2', {})).toMatch(/^\.\._v1_rc_2-[0-9a-f]{16}$/)
})
