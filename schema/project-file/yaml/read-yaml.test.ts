import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileLimits } from '../limits.ts'
import { readYaml } from './read-yaml.ts'

const valueOf = (text: string | Uint8Array) => readYaml(text).file?.value

describe('what is read', () => {
  test.each([
    ['words that older YAML takes for truth values are text', 'a: on\nb: yes\nc: NO', { a: 'on', b: 'yes', c: 'NO' }],
    ['a document mark and its end are fine', '---\na: 1\n...\n', { a: 1 }],
    ['a directive for this very version is fine', '%YAML 1.2\n---\na: 1\n', { a: 1 }],
    ['a byte order mark is fine', '\ufeffa: 1\n', { a: 1 }],
    ['line ends of Windows are fine', 'a: 1\r\nb:\r\n  - x\r\n', { a: 1, b: ['x'] }],
    ['references are followed', 'a: &x { b: 1 }\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
    [
      'names that objects have by themselves are names like others',
      'constructor: 1\ntoString: 2',
      { constructor: 1, toString: 2 },
    ],
    ['a quoted merge sign is a key like others', '"<<": 1', { '<<': 1 }],
    ['texts over several lines', 'a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
  ])('%s', (_, text, value) => {
    expect(readYaml(text).problems).toEqual([])
    expect(valueOf(text)).toEqual(value)
  })

  test('bytes are read as UTF-8', () => {
    expect(valueOf(new TextEncoder().encode('a: é'))).toEqual({ a: 'é' })
  })
})

/** The text without its mark `‸`, and the place where the mark stood. */
function marked(text: string): { text: string; line: number; column: number } {
  const before = text.slice(0, text.indexOf('‸'))
  const lines = before.split('\n')
  return { text: text.replace('‸', ''), line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

describe('what is refused, at the mark', () => {
  test.each([
    ['a key twice in a map', 'a: 1\nb:\n  c: 1\n  ‸c: 2\n', 'YAML_DUPLICATE_KEY', 'already stands in line 3'],
    ['a key twice in brackets', '{ a: 1, ‸a: 2 }', 'YAML_DUPLICATE_KEY', 'already stands in line 1'],
    ['a merge key', 'x: &a { b: 1 }\ny: { ‸<<: *a }\n', 'YAML_FEATURE', 'Write the keys out'],
    ['a tag', 'a: !!str ‸5\n', 'YAML_FEATURE', 'goes in quotes: "5"'],
    ['a tag of one’s own', 'a: !secret ‸x\n', 'YAML_FEATURE', 'tag'],
    ['a tag on a map', 'a: !!map ‸{ b: 1 }\n', 'YAML_FEATURE', 'tag'],
    ['binary data', 'a: !!binary ‸aGVsbG8=\n', 'YAML_FEATURE', 'tag'],
    ['an unknown tag handle', 'a: ‸!e!x 1\n', 'YAML_FEATURE', 'tag'],
    ['a second document', 'a: 1\n‸---\nb: 2\n', 'YAML_FEATURE', 'several documents'],
    ['an older version of YAML', '‸%YAML 1.1\n---\na: yes\n', 'YAML_FEATURE', '%YAML 1.1'],
    ['a directive for tags', '‸%TAG ! tag:example.org,2026:\n---\na: 1\n', 'YAML_FEATURE', 'Remove the line'],
    ['a number as key', 'ports:\n  ‸8080: web\n', 'YAML_FEATURE', 'Write "8080" in quotes'],
    ['a truth value as key', '‸true: x\n', 'YAML_FEATURE', 'Write "true" in quotes'],
    ['a list as key', '? ‸[a, b]\n: c\n', 'YAML_FEATURE', 'keys are text'],
    ['a reference as key', 'a: &x y\n‸*x : b\n', 'YAML_FEATURE', 'keys are text'],
    ['a reference to nothing', 'a: ‸*nope\n', 'YAML_FEATURE', '&nope'],
    ['a reference into itself', 'a: &x [ ‸*x ]\n', 'YAML_FEATURE', 'would never end'],
    ['the name that reaches into every object', '‸__proto__: { a: 1 }\n', 'NAME_INVALID', 'reserved'],
    ['a tab as indentation', 'a:\n‸\tb: 1\n', 'YAML_SYNTAX', 'Use blanks'],
    ['a second colon in a line', 'a: ‸b: c\n', 'YAML_SYNTAX', 'quotes'],
    ['a bracket that is not closed', 'a: [b\n‸c: d', 'YAML_SYNTAX', 'missing'],
    ['a quote that is not closed', 'a: b\nc: ‸"d\ne: f\n', 'YAML_SYNTAX', 'never closed'],
    ['a quote that is not closed in brackets', "a: { b: [‸'d] }\ne: f\n", 'YAML_SYNTAX', 'never closed'],
    ['a text that begins with a reserved sign', 'a: ‸@x\n', 'YAML_SYNTAX', 'quotes'],
    ['a character that YAML cannot hold', 'a: b‸\u0000c', 'YAML_SYNTAX', 'U+0000'],
    ['half of a character', 'a: ‸\ud800', 'YAML_SYNTAX', 'U+D800'],
  ])('%s', (_, source, code, part) => {
    const { text, line, column } = marked(source)
    const { problems } = readYaml(text)
    expect(problems[0]).toMatchObject({ code, line, column })
    expect(problems[0]?.message).toContain(part)
  })

  test('bytes that are no UTF-8, at the byte', () => {
    const { file, problems } = readYaml(new Uint8Array([97, 58, 10, 98, 58, 32, 0xff]))
    expect(file).toBeNull()
    expect(problems).toMatchObject([{ code: 'YAML_SYNTAX', line: 2, column: 4 }])
  })

  test('UTF-16', () => {
    const { problems } = readYaml(new Uint8Array([0xff, 0xfe, 97, 0, 58, 0]))
    expect(problems).toMatchObject([{ code: 'YAML_SYNTAX', line: 1, column: 1 }])
    expect(problems[0]?.message).toContain('UTF-16')
  })

  test('a file over 256 KiB, counted in bytes', () => {
    const text = `a: "${'é'.repeat(fileLimits.bytes / 2)}"`
    expect(readYaml(text).problems).toMatchObject([{ code: 'FILE_TOO_LARGE', details: { limit: 262144 } }])
  })

  test('several things at once, and the rest of the file is read all the same', () => {
    const { file, problems } = readYaml('a: !x 1\na: 2\n3: b\nc: *d\n')
    expect(problems.map(({ code, line }) => `${code} ${line}`).toSorted()).toEqual([
      'YAML_DUPLICATE_KEY 2',
      'YAML_FEATURE 1',
      'YAML_FEATURE 3',
      'YAML_FEATURE 4',
    ])
    expect(file?.value).toEqual({ a: '1', 3: 'b', c: null })
  })
})

describe('hostile texts', () => {
  const size = fileLimits.bytes - 16
  const full = (part: string) => part.repeat(Math.floor(size / part.length))
  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghij'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array<string>(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`),
  ].join('\n')

  test.each([
    ['a billion laughs', laughs, 'FILE_TOO_LARGE'],
    ['a reference in many places', `a: &a x\nb: [${'*a,'.repeat(200)}]`, 'FILE_TOO_LARGE'],
    ['brackets in brackets', full('['), 'YAML_FEATURE'],
    ['maps in maps', full('{a: '), 'YAML_FEATURE'],
    ['lists in lists', full('- '), 'YAML_FEATURE'],
    ['keys in keys', full('? '), 'YAML_FEATURE'],
    [
      'lines ever deeper',
      Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'YAML_FEATURE',
    ],
    ['commas only', `a: [${full(',')}]`, 'FILE_TOO_LARGE'],
    ['document marks only', full('---\n'), 'FILE_TOO_LARGE'],
    ['one key again and again', full('k: 1\n'), 'FILE_TOO_LARGE'],
    ['anchors only', full('&a '), 'FILE_TOO_LARGE'],
    ['escapes that mean nothing', `a: "${full('\\x')}"`, 'YAML_SYNTAX'],
    ['colons only', full(':'), 'YAML_SYNTAX'],
  ])('%s are refused in little time', (_, text, code) => {
    const started = performance.now()
    const { problems } = readYaml(text)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(problems.map((problem) => problem.code)).toContain(code)
    expect(problems.length).toBeLessThanOrEqual(fileLimits.problems)
  })

  test('whatever comes in, reading ends and every problem has a place', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&x ',
      '*x',
      '!t ',
      '|',
      '>',
      '#',
      '"',
      "'",
      '? ',
      '---\n',
      '\t',
      '<<',
      '%Y',
      '0',
      '\r\n',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
          fc.string(),
        ),
        (text) => {
          const { problems } = readYaml(text)
          for (const { line, column, message } of problems) {
            expect(line).toBeGreaterThan(0)
            expect(column).toBeGreaterThan(0)
            expect(message).toMatch(/[.":]$/)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('any bytes can come in', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readYaml(bytes)))
  })
})
