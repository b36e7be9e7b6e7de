import { describe, expect, test } from 'vitest'
import { problemCodes, type ProblemCode } from '../problems/codes.ts'
import { catalogue } from '../services/catalogue.ts'
import { readProjectFile } from './read.ts'
import { aProjectText, marked, type Sections } from './testing.ts'

/** Many lines. */
export const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

/** A file with one component that has these lines besides the usual ones. */
export const aComponentWith = (lines: string): Sections => ({
  components: `web:\n  image: a/b:1\n  uses: [orders]\n${lines.replace(/^/gm, '  ')}`,
})

/** A file with one published component, and one deployment that has these lines besides its cluster. */
export const aDeploymentWith = (lines: string): Sections => ({
  components: 'web:\n  image: a/b:1\n  port: 8080\n  publish: {}\n  uses: [orders]',
  deployments: `live:\n  cluster: cluster-a\n${lines.replace(/^/gm, '  ')}`,
})

/** What is wrong, at the mark; the code; a part of the message; and the first of the valid values, where there are some. */
export type Row = readonly [string, Sections, ProblemCode, string, string?]

/** Each row is refused with exactly one problem: this one, at the mark. */
export function refusals(what: string, rows: readonly Row[]): void {
  describe(`${what} is refused, at the mark, for`, () => {
    test.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, sections, code, part, firstValid]) => {
      const { text, line, column } = marked(aProjectText(sections))
      const read = readProjectFile(text, catalogue)
      if (read.ok) throw new Error('it was accepted')
      const { fault } = problemCodes[code]
      expect(read.problems).toMatchObject([
        { code, line, column, fault, message: expect.stringContaining(part) as string },
      ])
      expect(read.problems[0]?.message).toMatch(/[.":?]$|: .*$/)
      expect(read.problems[0]?.validValues[0] ?? '').toContain(firstValid ?? '')
    })
  })
}
