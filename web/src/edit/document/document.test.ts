import { expect, test } from 'vitest'
import { readDocument, withEdit } from './document.ts'
import { removed } from './remove.ts'
import { renamed } from './rename.ts'

const shop = `# Our shop
apiVersion: operations-manager/v1
name: shop
services:
  orders: { type: postgresql } # since the spring
components:
  web:
    image: example/web:1   # pinned
    uses: [orders, { component: api }]
    env:
      MODE: "on"
  api: { image: example/api:1, uses: [{ service: orders, prefix: DB }] }
deployments:
  live:
    cluster: one
    services: { orders: { connections: 30 } }
    components:
      web: { replicas: 2 }
`

test('changing a value changes its line and no other', () => {
  const text = withEdit(shop, ['components', 'web', 'image'], 'example/web:2')
  expect(text).toBe(shop.replace('example/web:1 ', 'example/web:2 '))
})

test('what is written in an empty place needs no quotes', () => {
  const begun = withEdit(shop, ['components', 'api', 'image'], '') ?? ''
  expect(withEdit(begun, ['components', 'api', 'image'], 'example/api:1')).toBe(shop)
})

test('the last variable takes its empty map along', () => {
  const text = withEdit(shop, ['components', 'web', 'env', 'MODE'], undefined)
  expect(text).toBe(shop.replace('    env:\n      MODE: "on"\n', ''))
})

test('something new goes where people look for it', () => {
  const text = withEdit(shop, ['components', 'web', 'port'], 8080)
  expect(text).toContain('    image: example/web:1   # pinned\n    port: 8080\n')
})

test('one entry of a list is changed in its place', () => {
  const text = withEdit(shop, ['components', 'web', 'uses', '0'], 'other')
  expect(text).toBe(shop.replace('[orders, {', '[other, {'))
})

test('a service gets another name wherever the file names it', () => {
  expect(renamed(shop, ['services', 'orders'], 'sales')).toBe(shop.replaceAll('orders', 'sales'))
})

test('a component gets another name wherever the file names it, and a service of that name does not', () => {
  const text = renamed(shop, ['components', 'api'], 'backend') ?? ''
  expect(text).toBe(shop.replace('component: api', 'component: backend').replace('  api: {', '  backend: {'))
})

test('a variable of the name of a component keeps it', () => {
  const text = withEdit(shop, ['components', 'web', 'env', 'web'], 'x') ?? ''
  expect(renamed(text, ['components', 'web'], 'site')).toContain('      web: x\n')
})

test('a variable that gets another name leaves the component alone that is called as it was', () => {
  const text = withEdit(shop, ['components', 'web', 'env', 'api'], 'x') ?? ''
  expect(renamed(text, ['components', 'web', 'env', 'api'], 'site')).toBe(text.replace('api: x', 'site: x'))
})

const sealed = `${shop}registries:
  ghcr: { url: ghcr.io, username: bot, secret: TOKEN }
sealed:
  web/KEY: a
  live/web/KEY: b
  api/KEY: c
  registries/ghcr/TOKEN: d
`

test.each([
  ['a component', ['components', 'web'], 'site', ['site/KEY', 'live/site/KEY', 'api/KEY', 'registries/ghcr/TOKEN']],
  ['a deployment', ['deployments', 'live'], 'prod', ['web/KEY', 'prod/web/KEY', 'api/KEY', 'registries/ghcr/TOKEN']],
  ['a registry', ['registries', 'ghcr'], 'hub', ['web/KEY', 'live/web/KEY', 'api/KEY', 'registries/hub/TOKEN']],
])('%s that gets another name keeps its sealed values', (_what, path, to, keys) => {
  const { value } = readDocument(renamed(sealed, path, to) ?? '')
  expect(Object.keys(value?.['sealed'] ?? {})).toEqual(keys)
})

test('a secret that gets another name keeps its values, and one of that name elsewhere stays', () => {
  const text = withEdit(sealed, ['components', 'web', 'secrets'], ['KEY']) ?? ''
  const { value } = readDocument(renamed(text, ['components', 'web', 'secrets', '0'], 'TOKEN') ?? '')
  expect(Object.keys(value?.['sealed'] ?? {})).toEqual([
    'web/TOKEN',
    'live/web/TOKEN',
    'api/KEY',
    'registries/ghcr/TOKEN',
  ])
  expect(value?.['components']).toMatchObject({ web: { secrets: ['TOKEN'] } })
})

test('what is removed takes along what is only about it, and not what others do with it', () => {
  const { value } = readDocument(removed(sealed, ['components', 'web']) ?? '')
  expect(Object.keys(value?.['sealed'] ?? {})).toEqual(['api/KEY', 'registries/ghcr/TOKEN'])
  expect(value?.['deployments']).toEqual({ live: { cluster: 'one', services: { orders: { connections: 30 } } } })
  const without = removed(sealed, ['services', 'orders']) ?? ''
  expect(without).not.toContain('connections')
  expect(without).toContain('uses: [orders, { component: api }]')
})

test('an empty text becomes a document', () => {
  expect(withEdit('', ['name'], 'shop')).toBe('apiVersion: operations-manager/v1\nname: shop\n')
})

test('what cannot be read is not changed', () => {
  expect(withEdit('a: [', ['name'], 'shop')).toBeNull()
})

test('a megabyte of garbage is refused before it is looked into', () => {
  const begun = performance.now()
  const { value, problems } = readDocument('{[&*: '.repeat(200_000))
  expect(value).toBeNull()
  expect(problems.map(({ code }) => code)).toEqual(['FILE_TOO_LARGE'])
  expect(performance.now() - begun).toBeLessThan(500)
})
