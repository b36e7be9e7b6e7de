import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clusterText,
  isSameOwner,
  markEntries,
  markText,
  ownerText,
  parseMarkEntries,
  parseMarkText,
  type Mark,
} from './mark.ts'

const text = fc.string({ maxLength: 20 })
const filled = fc.string({ minLength: 1, maxLength: 20 })
const anyMark: fc.Arbitrary<Mark> = fc.record({
  installation: filled,
  cluster: filled,
  project: text,
  deployment: text,
  service: text,
  issue: text,
  retainedUntil: fc.option(filled),
})

test('a mark is read back as it was written, as a text and as entries', () => {
  fc.assert(
    fc.property(anyMark, (mark) => {
      expect(parseMarkText(markText(mark))).toEqual(mark)
      expect(parseMarkEntries({ other: 'x', ...markEntries(mark) })).toEqual(mark)
    }),
  )
})

test('a mark begins with its owner, and with that of nobody else', () => {
  fc.assert(
    fc.property(anyMark, anyMark, (mark, other) => {
      expect(markText(mark).startsWith(ownerText(mark))).toBe(true)
      expect(markText(mark).startsWith(clusterText(mark))).toBe(true)
      expect(markText(mark).startsWith(ownerText(other))).toBe(isSameOwner(mark, other))
    }),
  )
})

test.each([null, '', 'somebody', 'operations-manager', 'operations-manager {}', 'operations-manager ["a"]'])(
  'the comment %j is no mark of ours',
  (comment) => expect(parseMarkText(comment)).toBeNull(),
)
