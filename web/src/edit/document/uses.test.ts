import { expect, test } from 'vitest'
import { entryFor, readUse, usesOf } from './uses.ts'

const value = {
  services: { orders: { type: 'postgresql' }, files: { type: 'object-storage' } },
  components: { web: {}, api: {} },
}
const shown = (entries: Parameters<typeof usesOf>[0]) =>
  usesOf(entries, value, 'web').map(({ key, index }) => `${key}: ${index ?? 'no'}`)

test('what can be used stands in the order of the file, whether it is used or not', () => {
  expect(shown([])).toEqual(['service orders 1: no', 'service files 1: no', 'component api 1: no'])
  expect(shown([{ component: 'api' }, 'files'])).toEqual([
    'service orders 1: no',
    'service files 1: 1',
    'component api 1: 0',
  ])
})

test('a service that is used twice has two rows, and what the file does not have stands last', () => {
  const entries = ['gone', { service: 'orders', prefix: 'A' }, { service: 'orders', prefix: 'B' }]
  expect(shown(entries)).toEqual([
    'service orders 1: 1',
    'service orders 2: 2',
    'service files 1: no',
    'component api 1: no',
    'service gone 1: 0',
  ])
})

test.each([
  ['a name', 'orders'],
  ['a service with other names', { service: 'orders', as: { A: 'B' } }],
  ['a service with a prefix', { service: 'orders', prefix: 'DB' }],
  ['a component', { component: 'api' }],
])('%s is written as it was read', (_sentence, entry) => {
  expect(entryFor(readUse(entry))).toEqual(entry)
})

test('without a prefix and names, the short form is enough', () => {
  expect(entryFor({ kind: 'service', name: 'orders', prefix: null, as: {} })).toBe('orders')
})
