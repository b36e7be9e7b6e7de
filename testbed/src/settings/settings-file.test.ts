import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { settingsFile } from './settings-file.ts'

test('a file of settings is read back as it was written', () => {
  const settings = {
    URL: 'postgres://me:a%23b@127.0.0.1:1/x?y=z',
    JSON: '{"a": "#b $c \\"d\\""}',
    EMPTY: '',
    LINES: 'a\nb=c\n',
  }
  expect(parseEnv(settingsFile(settings))).toEqual(settings)
})

test.each([["it's"], ['two\r\nlines']])('what a line cannot hold is refused without being repeated: %j', (value) => {
  expect(() => settingsFile({ PASSWORD: value })).toThrow(/^The setting PASSWORD has a quote or a carriage return\.$/)
})
