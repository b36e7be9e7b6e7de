import { expect, test } from 'vitest'
import { yamlParts } from './yaml-parts.ts'

const keyOf = (line: string): string | undefined => yamlParts(line).find(({ kind }) => kind === 'key')?.text

test.each([
  ['a key with a value', 'kind: Deployment', 'kind'],
  ['a key inside a list', '    - name: app', 'name'],
  ['a key with a slash and dots', '  app.kubernetes.io/managed-by: operations-manager', 'app.kubernetes.io/managed-by'],
  ['a key that opens a map', 'metadata:', 'metadata'],
  ['a quoted key', '"on": true', '"on"'],
  ['an address is no key', '- https://example.org', undefined],
  ['plain text has none', '- pgcrypto', undefined],
  ['a comment has none', '# note: this', undefined],
])('%s', (_sentence, line, key) => {
  expect(keyOf(line)).toBe(key)
})

test.each(['kind: Deployment', '    - name: app', '# note', '', '  "a b": "c: d"'])(
  'the parts of "%s" are the line',
  (line) => {
    expect(
      yamlParts(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line)
  },
)
