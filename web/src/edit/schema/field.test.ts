import { projectFileJsonSchema } from '@operations-manager/schema/project-file/json-schema.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { expect, test } from 'vitest'
import { fieldAt, variantFor } from './field-at.ts'
import { fieldOf } from './field.ts'

const file = fieldOf(projectFileJsonSchema(catalogue))

test.each([
  [['name'], 'text'],
  [['members', '0', 'role'], 'choice'],
  [['components', 'web', 'image'], 'text'],
  [['components', 'web', 'replicas'], 'number'],
  [['components', 'web', 'env'], 'map'],
  [['components', 'web', 'uses', '0', 'prefix'], 'text'],
  [['components', 'web', 'ports', 'http'], 'variants'],
  [['services', 'orders', 'connections'], 'number'],
  [['deployments', 'live', 'components', 'web', 'enabled'], 'flag'],
  [['deployments', 'live', 'services', 'store', 'size'], 'text'],
])('%s is set by a %s', (path, kind) => {
  expect(fieldAt(file, path)?.kind).toBe(kind)
})

test('a place that the schema does not know has no field', () => {
  expect(fieldAt(file, ['components', 'web', 'colour'])).toBeNull()
})

test('a service has the settings of its type and no others', () => {
  const service = fieldAt(file, ['services', 'orders'])
  const form = variantFor(service!, { type: 'volume' })
  expect(form.kind === 'group' && Object.keys(form.fields)).toEqual(['type', 'deletion', 'size', 'class'])
})
