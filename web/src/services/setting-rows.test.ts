import { expect, test } from 'vitest'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { z } from 'zod'
import { limitsOf } from './setting-limits.ts'
import { settingRows } from './setting-rows.ts'

const rowsOf = (properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) =>
  settingRows({ type: 'object', properties, required })

test('a number has its limits, and one that JSON Schema only writes is none', () => {
  const [row] = rowsOf({ connections: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 20 } })
  expect(row).toMatchObject({ type: 'number', minimum: 1, maximum: null, standard: '20', isRequired: false })
})

test('a list that is empty by default says so', () => {
  expect(rowsOf({ schemas: { type: 'array', default: [] } })[0]).toMatchObject({ type: 'list', standard: '[]' })
})

test('a constant is a closed set of one', () => {
  expect(rowsOf({ public: { type: 'string', const: 'read' } })[0]?.values).toEqual(['read'])
})

test('what has to be written and has no default is required', () => {
  const rows = rowsOf({ name: { type: 'string' }, size: { type: 'string', default: '1Gi' } }, ['name', 'size'])
  expect(rows.map(({ isRequired }) => isRequired)).toEqual([true, false])
})

test('every setting of the catalogue has a type that there is a word for, and a description', () => {
  const rows = [...catalogue.values()].flatMap(({ settings }) => settingRows(z.toJSONSchema(settings, { io: 'input' })))
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter(({ type, description }) => type === 'other' || description === '')).toEqual([])
})

test('clusters that say the same about a setting stand together', () => {
  const offer = (cluster: string, maximum: number) => ({ cluster, limits: [{ name: 'size', maximum }], choices: [] })
  expect(limitsOf('size', [offer('a', 10), offer('b', 10), offer('c', 5)])).toEqual([
    { clusters: ['a', 'b'], maximum: 10, values: null },
    { clusters: ['c'], maximum: 5, values: null },
  ])
})

test('a setting that no cluster limits has none', () => {
  expect(limitsOf('versioning', [{ cluster: 'a', limits: [], choices: [] }])).toEqual([])
})

test('a setting that brings its own words is described in the language of the page', () => {
  const schema = {
    properties: { depth: { type: 'string', description: 'How deep.', 'x-nl': { description: 'Hoe diep.' } } },
  }
  expect(settingRows(schema, 'nl')[0]?.description).toBe('Hoe diep.')
  expect(settingRows(schema, 'en')[0]?.description).toBe('How deep.')
})
