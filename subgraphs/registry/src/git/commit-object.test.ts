import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanAuthor, messageWithTrailer, parseCommit } from './commit-object.ts'

const head = 'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n'
const people = 'author A B <a@b.c> 1700000000 +0100\ncommitter C <c@d.e> 1700000001 +0000\n'

describe('reading a commit', () => {
  test('reads people, time, parents and message', () => {
    const parent = 'a'.repeat(40)
    expect(parseCommit(`${head}parent ${parent}\n${people}\nDo this\n\nAnd why.\n\nOperation: 0198-x\n`)).toEqual({
      parents: [parent],
      author: { name: 'A B', email: 'a@b.c' },
      committer: { name: 'C', email: 'c@d.e' },
      at: new Date(1_700_000_001_000),
      message: 'Do this\n\nAnd why.',
      operationTrailer: '0198-x',
      isSigned: false,
    })
  })

  test.each([
    ['a trailer in the middle of the text is only text', 'Do\n\nOperation: x\n\nmore\n', null],
    ['two words are no operation', 'Do\n\nOperation: x y\n', null],
    ['the last of two counts', 'Do\n\nOperation: x\nOperation: y\n', 'y'],
    ['no message at all', '', null],
  ])('%s', (_, message, trailer) => {
    expect(parseCommit(`${head}${people}\n${message}`).operationTrailer).toBe(trailer)
  })

  test('sees a signature', () => {
    expect(parseCommit(`${head}${people}gpgsig -----BEGIN\n x\n\nDo\n`).isSigned).toBe(true)
  })
})

describe('writing a commit', () => {
  test('whatever people write, exactly our operation is read back', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('Operation: forged', 'x\n\noperation : forged', '\r\nOperation: forged\r\n'),
    )
    fc.assert(
      fc.property(
        fc.array(text).map((lines) => lines.join('\n')),
        (message) => {
          const parsed = parseCommit(`${head}${people}\n${messageWithTrailer(message, 'o-1')}`)
          expect(parsed.operationTrailer).toBe('o-1')
          expect(parsed.message).not.toMatch(/^operation\s*:/im)
          expect(parsed.message).not.toBe('')
        },
      ),
    )
  })

  test('an operation id that is none is refused', () => {
    expect(() => messageWithTrailer('x', 'a\nb')).toThrow('no operation id')
  })

  test('a name can hold nothing that Git reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, email) => {
        const clean = cleanAuthor({ name, email })
        const parsed = parseCommit(
          `${head}author ${clean.name} <${clean.email}> 1 +0000\ncommitter C <c> 1 +0000\n\nx\n`,
        )
        expect(parsed.author).toEqual(clean)
      }),
    )
  })
})
