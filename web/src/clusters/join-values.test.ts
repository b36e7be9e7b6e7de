import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { joinCommand, joinValues, projectNames } from './join-values.ts'

test.each([
  ['nothing means every project', ' ', null],
  ['names apart by commas', 'webshop, archive', ['webshop', 'archive']],
  ['names apart by lines', 'webshop\narchive\n', ['webshop', 'archive']],
  ['a name twice counts once', 'webshop webshop', ['webshop']],
])('%s', (_sentence, text, expected) => {
  expect(projectNames(text)).toEqual(expected)
})

test('the values are those that the chart takes, whatever the token is made of', () => {
  const values = { cluster: { name: 'north' }, link: { joinToken: 'omj_#: x' } }
  expect(parse(joinValues('north', 'omj_#: x'))).toEqual(values)
})

test('the command is one, over several lines', () => {
  expect(joinCommand('north').replaceAll(/ \\\n\s+/g, ' ')).toBe(
    'helm upgrade --install cluster-backend deploy/cluster-backend --namespace operations-manager --create-namespace --values clusters.yaml --values north.yaml',
  )
})
