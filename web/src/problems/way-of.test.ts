import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLInputField } from 'graphql'
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
    'and beside the registry if it is there',
    'putRegistry',
    { registry: 'ghcr', url: 'ghcr.io' },
    { type: 'edit', href: '/projects/shop/edit?at=registries.ghcr' },
  ],
  [
    'what names another project leads there',
    'putDeployment',
    { project: 'other', deployment: 'test' },
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

const graph = buildSchema(readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8'), {
  assumeValid: true,
})

/** An input as the graph takes it, with its own name in each text that it takes. */
function inputOf(fields: readonly GraphQLInputField[]): Record<string, unknown> {
  const texts = fields.filter(({ type }) => /^(String|ID)!?$/.test(String(type)))
  return Object.fromEntries(texts.map(({ name }) => [name, `the-${name}`]))
}

/** Every mutation of the graph, with an input that names all it can. */
const mutations = Object.values(graph.getMutationType()?.getFields() ?? {}).map(({ name, args }) => {
  const input = graph.getType(String(args[0]?.type).replaceAll(/[!]/g, ''))
  if (input === undefined || !('getFields' in input)) throw new Error(`${name} takes no input`)
  const fields = Object.values(input.getFields()) as GraphQLInputField[]
  return { name, input: inputOf(fields) }
})

test('of each mutation that these pages can do, the way leads to exactly what its input names', () => {
  const ways = mutations.flatMap(({ name, input }) => {
    const way = wayOf({ title: 'x', mutation: name, input }, place)
    return way === null ? [] : [[name, way] as const]
  })
  const at = (path: string) => ({ type: 'edit', href: `/projects/the-project/edit?at=${path}` })
  const service = { project: 'the-project', deployment: 'the-deployment', service: 'the-service' }
  expect(Object.fromEntries(ways)).toEqual({
    setImage: at('components.the-component.image'),
    setReplicas: at('components.the-component.replicas'),
    putComponent: at('components.the-component.resources'),
    setSecret: at('components.the-component.secrets'),
    putRegistry: at('registries.the-registry'),
    putService: at('services.the-service'),
    putDeployment: at('deployments.the-deployment'),
    retryOperation: { type: 'retry', operation: 'op-1' },
    restoreRetained: { type: 'restore', input: service },
    purgeRetained: { type: 'purge', input: service },
    reissueCredentials: { type: 'reissue', input: service },
  })
})
