import { expect, test } from 'vitest'
import { drawLines } from './lines.ts'

const cell = (key: string, column: number, row: number) => ({ key, column, row })
const a = cell('a', 0, 0)

test.each([
  ['within a row it is straight', [a, cell('b', 1, 0)], 'M86 32H100'],
  ['to another row it turns before its end', [a, cell('b', 2, 1)], 'M86 32H190Q193 32 193 39V89Q193 96 196 96H200'],
  [
    'where a step stands in its way it turns first',
    [a, cell('c', 1, 0), cell('b', 2, 1)],
    'M86 32H90Q93 32 93 39V89Q93 96 96 96H200',
  ],
  ['upwards it turns the other way', [cell('a', 0, 1), cell('b', 1, 0)], 'M86 96H90Q93 96 93 89V39Q93 32 96 32H100'],
])('a line: %s', (_sentence, cells, path) => {
  expect(drawLines({ cells, lines: [{ from: 'a', to: 'b' }] }).map((one) => one.path)).toEqual([path])
})

test('lines from one step turn together, those of another one beside them', () => {
  const cells = [a, cell('b', 0, 1), cell('c', 1, 2), cell('d', 1, 3)]
  const lines = ['a', 'b'].flatMap((from) => ['c', 'd'].map((to) => ({ from, to })))
  const turns = drawLines({ cells, lines }).map(({ from, to, path }) => [from, to, /Q(\S+)/.exec(path)?.[1]])
  expect(turns).toEqual([
    ['a', 'c', '95.33'],
    ['a', 'd', '95.33'],
    ['b', 'c', '90.67'],
    ['b', 'd', '90.67'],
  ])
})

test('a line to what has no place is not drawn', () => {
  expect(drawLines({ cells: [a], lines: [{ from: 'a', to: 'gone' }] })).toEqual([])
})
