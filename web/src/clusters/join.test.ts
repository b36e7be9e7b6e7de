import { expect, test } from 'vitest'
import { joinSettings, projectNames } from './join.ts'

test.each([
  ['nothing means every project', ' ', null],
  ['names apart by commas', 'webshop, archive', ['webshop', 'archive']],
  ['names apart by lines', 'webshop\narchive\n', ['webshop', 'archive']],
  ['a name twice counts once', 'webshop webshop', ['webshop']],
])('%s', (_sentence, text, expected) => {
  expect(projectNames(text)).toEqual(expected)
})

test('the settings are lines that a backend reads', () => {
  expect(joinSettings('north', 'token-1').split('\n')).toEqual(['CLUSTER_NAME=north', 'JOIN_TOKEN=token-1', ''])
})
