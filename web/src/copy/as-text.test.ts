import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { asCurl, asGraphql } from './as-text.ts'

const url = 'https://example.org/graphql'

/** What a shell makes of the words of a command, each on a line of its own in hexadecimal. */
function wordsOf(command: string): readonly string[] {
  const script = `TOKEN='a token'; curl() { for word in "$@"; do printf '%s' "$word" | od -An -v -tx1 | tr -d ' \\n'; echo; done; }\n${command}`
  const lines = execFileSync('/bin/sh', [], { input: script })
  return lines
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => Buffer.from(line, 'hex').toString())
}

test('a shell reads from the command exactly what is to be sent, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (file, name) => {
      const variables = { name: `${name} '$(exit 1)' \`id\` \\`, file }
      const words = wordsOf(asCurl(url, { query: 'query { viewer { name } }', variables }))
      expect(words).toContain(url)
      expect(words).toContain('Authorization: Bearer a token')
      expect(JSON.parse(words.at(-1) ?? '')).toEqual({
        query: 'query { viewer { name } }',
        variables: JSON.parse(JSON.stringify(variables)),
      })
    }),
    { numRuns: 30 },
  )
})

test('a document can be read by any client, with its variables as a remark, whatever is in them', () => {
  const text = asGraphql({ query: 'query A($name: String!) { a(name: $name) }', variables: { name: 'x\n} y' } })
  expect(parse(text).definitions).toHaveLength(1)
  expect(text).toContain(String.raw`#   "name": "x\n} y"`)
})

test('a document without variables is as it is', () => {
  expect(asGraphql({ query: 'query A { a }', variables: {} })).toBe('query A { a }\n')
})
