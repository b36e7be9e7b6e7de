import { expect, test } from 'vitest'
import { hasText, logText, segments, withLines } from './lines.ts'

const line = (second: number, text: string, pod = 'web-1') => ({
  at: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
  component: 'web',
  container: 'app',
  pod,
  text,
})
const texts = (lines: readonly { readonly text: string }[]): string => lines.map(({ text }) => text).join(' ')

test('new lines go after those that are there', () => {
  expect(texts(withLines([line(1, 'a')], [line(2, 'b')]))).toBe('a b')
})

test('a line that was read and comes again by following is there once', () => {
  expect(texts(withLines([line(1, 'a'), line(2, 'b')], [line(2, 'b'), line(3, 'c')]))).toBe('a b c')
})

test('the same text of two pods at one moment is two lines', () => {
  expect(withLines([line(1, 'a', 'web-1')], [line(1, 'a', 'web-2')])).toHaveLength(2)
})

test('a line of a slower pod goes where its time is', () => {
  expect(texts(withLines([line(1, 'a'), line(3, 'c')], [line(2, 'b', 'web-2')]))).toBe('a b c')
})

test('the oldest go when there are too many', () => {
  expect(texts(withLines([line(1, 'a'), line(2, 'b')], [line(3, 'c')], 2))).toBe('b c')
})

test.each([
  ['nothing is looked for', 'GET /', '', ['GET /']],
  ['it is in the middle, in another case', 'GET /api 200', '/API', ['GET ', '[/api]', ' 200']],
  ['it is there twice', 'aXa', 'a', ['[a]', 'X', '[a]']],
  ['it is all of it', 'ok', 'OK', ['[ok]']],
  ['it is not there', 'ok', 'no', ['ok']],
  ['an empty line', '', 'a', ['']],
])('%s', (_sentence, text, find, expected) => {
  const found = segments(text, find)
  expect(found.map((one) => (one.isFound ? `[${one.text}]` : one.text))).toEqual(expected)
  expect(found.map((one) => one.text).join('')).toBe(text)
})

test('a line has a text without case', () => {
  expect(hasText(line(1, 'Listening'), 'listen')).toBe(true)
  expect(hasText(line(1, 'Listening'), 'error')).toBe(false)
})

test('a file has a line for each', () => {
  expect(logText([line(1, 'a'), line(2, 'b')])).toBe(
    '2026-01-01T00:00:01.000Z web-1 a\n2026-01-01T00:00:02.000Z web-1 b\n',
  )
})
