import { expect, test } from 'vitest'
import { saidAt, spread } from './placed.ts'

const said = (path: readonly string[]) => ({ path, line: null })
const hasField = (path: readonly string[]): boolean => path.join('.') === 'components.web.uses' || path[0] === 'name'

test.each([
  ['a problem inside of a field is at the field', ['components', 'web', 'uses', '1', 'as'], 'components.web.uses'],
  ['a problem at a field is there', ['name'], 'name'],
])('%s', (_sentence, path, expected) => {
  expect(spread([said(path)], hasField).atFields.map((one) => one.path.join('.'))).toEqual([expected])
})

test('a problem without a field is said by itself', () => {
  const { atFields, elsewhere } = spread([said([]), said(['colour'])], hasField)
  expect(atFields).toEqual([])
  expect(elsewhere.map(({ path }) => path.join('.'))).toEqual(['', 'colour'])
})

test('a place tells what is said about it, and inside of it only if it holds the whole', () => {
  const all = [said(['a']), said(['a', 'b']), said(['ab'])]
  expect(saidAt(all, ['a'], 'exactly')).toHaveLength(1)
  expect(saidAt(all, ['a'], 'within')).toHaveLength(2)
})
