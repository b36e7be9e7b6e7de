import { expect, test } from 'vitest'
import { wayOf } from './way-of.ts'

const place = { project: 'shop', deployment: 'live', operation: 'op-1' }
const input = { project: 'shop', deployment: 'live', service: 'orders' }

test.each([
  [
    'another image is chosen in the file',
    'setImage',
    { component: 'web' },
    { type: 'edit', href: '/projects/shop/edit?at=components.web.image' },
  ],
  [
    'less memory is asked for in the file',
    'putComponent',
    { component: 'web' },
    { type: 'edit', href: '/projects/shop/edit?at=components.web.resources' },
  ],
  [
    'fewer replicas as well',
    'setReplicas',
    { component: 'web' },
    { type: 'edit', href: '/projects/shop/edit?at=components.web.replicas' },
  ],
  [
    'a secret of a component is set beside its name',
    'setSecret',
    { component: 'web', name: 'KEY' },
    { type: 'edit', href: '/projects/shop/edit?at=components.web.secrets' },
  ],
  [
    'one of a registry beside the registry',
    'setSecret',
    { registry: 'ghcr', name: 'password' },
    { type: 'edit', href: '/projects/shop/edit?at=registries.ghcr' },
  ],
  [
    'credentials of a registry that is not there yet',
    'putRegistry',
    {},
    { type: 'edit', href: '/projects/shop/edit?at=registries' },
  ],
  [
    'what names another project leads there',
    'putDeployment',
    { project: 'other', name: 'test' },
    { type: 'edit', href: '/projects/other/edit?at=deployments.test' },
  ],
  [
    'what is changed nowhere in particular leads to the file',
    'setImage',
    {},
    { type: 'edit', href: '/projects/shop/edit' },
  ],
  ['trying again is done at once', 'retryOperation', {}, { type: 'retry', operation: 'op-1' }],
  ['data is brought back at once', 'restoreRetained', { service: 'orders' }, { type: 'restore', input }],
  [
    'data is removed after a question',
    'purgeRetained',
    { service: 'orders', deployment: 'live' },
    { type: 'purge', input },
  ],
  [
    'new credentials are issued after a question',
    'reissueCredentials',
    { service: 'orders' },
    { type: 'reissue', input },
  ],
  ['what cannot be told of which service is left to a person', 'restoreRetained', {}, null],
  ['what these pages do not know is left to a person', 'moveMountain', {}, null],
  ['what has no mutation is left to a person', null, {}, null],
] as const)('%s', (_sentence, mutation, given, expected) => {
  expect(wayOf({ title: 'x', mutation, input: given }, place)).toEqual(expected)
})

test('outside of an operation nothing is tried again', () => {
  expect(wayOf({ title: 'x', mutation: 'retryOperation', input: {} }, { project: 'shop' })).toBeNull()
})

test('an input that is no map says nothing', () => {
  expect(wayOf({ title: 'x', mutation: 'setImage', input: null }, { project: 'shop' })).toEqual({
    type: 'edit',
    href: '/projects/shop/edit',
  })
})
