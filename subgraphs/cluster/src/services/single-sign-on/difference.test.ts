import { expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { differences } from './difference.ts'

const cases: [string, unknown, unknown, string[]][] = [
  ['what the server added is its own affair', { a: 1 }, { a: 1, b: 2 }, []],
  ['lists are sets', { a: ['x', 'y'] }, { a: ['y', 'x'] }, []],
  ['a list with one more is another list', { a: ['x'] }, { a: ['x', 'y'] }, ['a']],
  ['a list with one twice is another list', { a: ['x', 'y'] }, { a: ['x', 'x'] }, ['a']],
  ['a masked secret is the one that was sent', { s: new Secret('v') }, { s: '**********' }, []],
  ['a secret that is not there is not', { s: new Secret('v') }, {}, ['s']],
  ['an empty text is dropped by the server', { a: '' }, {}, []],
  [
    'every other value that differs is named with its path',
    { a: { b: true, c: '1' } },
    { a: { b: false } },
    ['a.b', 'a.c'],
  ],
]

test.each(cases)('%s', (_sentence, wished, seen, paths) => {
  expect(differences(wished, seen)).toEqual(paths)
})
