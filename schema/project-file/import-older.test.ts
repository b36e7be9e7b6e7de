import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { catalogue } from '../services/catalogue.ts'
import { importOlderFormat } from './import-older.ts'

const example = readFileSync(new URL('examples/older-format.yaml', import.meta.url), 'utf8')

type Older = {
  users?: unknown
  components?: unknown
  deployments?: unknown
  [key: string]: unknown
}

const web = { name: 'web', ports: { inbound: [8080] }, 'uses-services': ['publish-on-web'] }
const live = { name: 'live', cluster: 'cluster-a', components: [{ reference: 'web', image: 'a/b:1' }] }

function imported(changes: Older = {}) {
  const older = {
    name: 'shop',
    users: [{ email: 'a@b.org', role: 'owner' }],
    components: [web],
    deployments: [live],
    ...changes,
  }
  const result = importOlderFormat(stringify(older), catalogue)
  return { ...result, file: result.text === null ? null : (parse(result.text) as Record<string, unknown>) }
}

const reasonFor = (result: ReturnType<typeof imported>, path: string) =>
  result.notCarriedOver.find((left) => left.path.join('.') === path)?.reason ?? null

test('the example becomes this file', () => {
  const { ok, text } = importOlderFormat(example, catalogue)
  expect(ok).toBe(true)
  expect(parse(text ?? '')).toEqual({
    apiVersion: 'operations-manager/v1',
    name: 'verg-4tz',
    displayName: 'Vergunningen',
    description: 'Permit handling for three teams',
    members: [
      { email: 'alice@example.org', role: 'owner' },
      { email: 'bob@example.org', role: 'viewer' },
    ],
    services: {
      signin: { type: 'single-sign-on' },
      data: { type: 'volume', size: '1Gi' },
      temp: { type: 'scratch', size: '500Mi' },
      database: { type: 'postgresql' },
      storage: { type: 'object-storage' },
    },
    components: {
      web: {
        image: 'ghcr.io/example/web:1.4.0',
        port: 8080,
        publish: {},
        resources: { cpu: '1', memory: '256Mi' },
        uses: ['signin', { component: 'api' }],
      },
      api: {
        image: 'ghcr.io/example/api:1.4.0',
        port: 3000,
        mounts: { data: '/data', temp: '/tmp' },
        uses: ['database', 'storage'],
      },
    },
    deployments: {
      staging: { cluster: 'cluster-a', host: 'vergunningen', components: { api: { env: { FEATURE_X: 'on' } } } },
    },
  })
})

describe('what a file of the older format says becomes', () => {
  test.each<readonly [string, Older, unknown]>([
    [
      'one image as the usual one, and another where a deployment has it',
      {
        deployments: [live, { ...live, name: 'test', components: [{ reference: 'web', image: 'a/b:2' }] }],
      },
      { components: { web: { image: 'a/b:1' } }, deployments: { test: { components: { web: { image: 'a/b:2' } } } } },
    ],
    [
      'a component that a deployment does not name, left out there',
      {
        components: [web, { name: 'job' }],
        deployments: [
          live,
          { name: 'test', cluster: 'cluster-a', components: [{ reference: 'job', image: 'a/job:1' }] },
        ],
      },
      {
        deployments: {
          live: { components: { job: { enabled: false } } },
          test: { components: { web: { enabled: false } } },
        },
      },
    ],
    [
      'the usual image where none was named',
      { deployments: [{ ...live, components: [{ reference: 'web' }] }] },
      { components: { web: { image: 'nginxdemos/hello' } } },
    ],
    [
      'the usual port where none was named',
      { components: [{ ...web, ports: {} }] },
      { components: { web: { port: 80 } } },
    ],
    [
      'the single cluster where none was named',
      { clusters: ['cluster-x'], deployments: [{ ...live, cluster: undefined }] },
      { deployments: { live: { cluster: 'cluster-x' } } },
    ],
    [
      'a folder of its own for each component',
      {
        components: [
          { ...web, storage: [{ name: 'data', type: 'persistent', 'mount-path': '/data' }] },
          { name: 'job', storage: [{ name: 'data', type: 'persistent', size: '2Gi', 'mount-path': '/d' }] },
        ],
        deployments: [
          {
            ...live,
            components: [
              { reference: 'web', image: 'a/b:1' },
              { reference: 'job', image: 'a/b:1' },
            ],
          },
        ],
      },
      {
        services: { data: { type: 'volume', size: '10Gi' }, 'job-data': { type: 'volume', size: '2Gi' } },
        components: { job: { mounts: { 'job-data': '/d' } } },
      },
    ],
    [
      'a host for each of several published components',
      {
        components: [web, { ...web, name: 'admin' }],
        deployments: [
          {
            ...live,
            subdomain: 'shop',
            components: [
              { reference: 'web', image: 'a/b:1' },
              { reference: 'admin', image: 'a/b:1' },
            ],
          },
        ],
      },
      { deployments: { live: { components: { web: { host: 'shop' }, admin: { host: 'admin-live-shop' } } } } },
    ],
    [
      'text where YAML saw a number',
      {
        deployments: [
          { ...live, components: [{ reference: 'web', image: 'a/b:1', 'env-vars': { V: 1.5, P: 'plain:x' } }] },
        ],
      },
      { deployments: { live: { components: { web: { env: { V: '1.5', P: 'x' } } } } } },
    ],
    [
      'names that follow the rules',
      {
        name: 'My_Shop',
        components: [{ ...web, name: 'Web_1' }],
        deployments: [{ ...live, name: 'PR_17', components: [{ reference: 'Web_1', image: 'a/b:1' }] }],
      },
      { name: 'my-shop', components: { 'web-1': {} }, deployments: { 'pr-17': {} } },
    ],
    [
      'an owner, where there was none',
      {
        users: [
          { email: 'x@b.org', role: 'developer' },
          { email: 'y@b.org', role: 'admin' },
        ],
      },
      { members: [{ role: 'developer' }, { role: 'owner' }] },
    ],
  ])('%s', (_, changes, expected) => {
    const { ok, file, problems } = imported(changes)
    expect(problems).toEqual([])
    expect(ok).toBe(true)
    expect(file).toMatchObject(expected as Record<string, unknown>)
  })
})

describe('what cannot be carried over is named with a reason:', () => {
  test.each<readonly [string, Older, string, string]>([
    [
      'a port after the first',
      { components: [{ ...web, ports: { inbound: [8080, 9090] } }] },
      'components.0.ports.inbound.1',
      'Only the first',
    ],
    [
      'a port to the outside',
      { components: [{ ...web, ports: { inbound: [8080], outbound: [443] } }] },
      'components.0.ports.outbound.0',
      'egress',
    ],
    [
      'a service that never was',
      { components: [{ ...web, 'uses-services': ['publish-on-web', 'redis'] }] },
      'components.0.uses-services.1',
      'no service "redis"',
    ],
    [
      'a folder of an unknown type',
      { components: [{ ...web, storage: [{ type: 'shared' }] }] },
      'components.0.storage.0',
      'neither persistent',
    ],
    [
      'a size that is none',
      { components: [{ ...web, storage: [{ type: 'persistent', size: 'big', 'mount-path': '/d' }] }] },
      'components.0.storage.0.size',
      'no size',
    ],
    [
      'a call to nobody',
      { components: [{ ...web, 'uses-components': ['api'] }] },
      'components.0.uses-components.0',
      'no component',
    ],
    [
      'sealed variables',
      { components: [{ ...web, 'user-env-vars': 'x' }] },
      'components.0.user-env-vars',
      'Set them again',
    ],
    [
      'a sealed value',
      {
        deployments: [
          { ...live, components: [{ reference: 'web', image: 'a/b:1', 'env-vars': { K: 'base64+age:xx' } }] },
        ],
      },
      'deployments.0.components.0.env-vars.K',
      'secret',
    ],
    ['a component that runs nowhere', { components: [web, { name: 'job' }] }, 'components.1', 'image is not known'],
    [
      'a component that is not there',
      {
        deployments: [
          {
            ...live,
            components: [
              { reference: 'web', image: 'a/b:1' },
              { reference: 'api', image: 'a' },
            ],
          },
        ],
      },
      'deployments.0.components.1',
      'no component',
    ],
    ['a clone', { deployments: [{ ...live, 'clone-from': 'test' }] }, 'deployments.0.clone-from', 'not cloned'],
    [
      'a host where nothing is published',
      { components: [{ name: 'web' }], deployments: [{ ...live, subdomain: 'shop' }] },
      'deployments.0.subdomain',
      'published',
    ],
    [
      'a host that is none',
      { deployments: [{ ...live, subdomain: 'a b' }] },
      'deployments.0.subdomain',
      'cannot be part',
    ],
    ['keys of the platform', { config: { 'api-key': 'x', keycloak: [] } }, 'config.api-key', 'token'],
    ['a repository', { repositories: [{ name: 'main' }] }, 'repositories', 'no longer written'],
    [
      'a user twice',
      {
        users: [
          { email: 'a@b.org', role: 'owner' },
          { email: 'A@b.org', role: 'admin' },
        ],
      },
      'users.1',
      'already',
    ],
    ['a key that never was', { colour: 'red' }, 'colour', 'no such key'],
    [
      'a list where a map was expected',
      { components: [{ ...web, resources: ['1'] }] },
      'components.0.resources.0',
      'form',
    ],
  ])('%s', (_, changes, path, part) => {
    const result = imported(changes)
    expect(result.problems).toEqual([])
    expect(reasonFor(result, path)).toContain(part)
  })
})

test.each([
  ['a file of this format', 'apiVersion: operations-manager/v1\nname: x\n', 'FORMAT_VERSION'],
  ['something else', 'a: 1\n', 'FORMAT_VERSION'],
  ['what is no YAML', 'a: [\n', 'YAML_SYNTAX'],
])('%s is not imported', (_, text, code) => {
  expect(importOlderFormat(text, catalogue)).toMatchObject({ ok: false, text: null, problems: [{ code }] })
})

test('what the new format cannot take is told as its problem, with the text it is about', () => {
  const { ok, text, problems } = imported({ users: [] })
  expect(ok).toBe(false)
  expect(text).toContain('members: []')
  expect(problems).toMatchObject([{ code: 'MEMBER_INVALID' }])
})

test('whatever an older file holds, each of its values is carried over or named with a reason', () => {
  const odd = fc.oneof(fc.constantFrom(null, 'x', 7, true, [], {}, ['a'], { a: 1 }), fc.string({ maxLength: 5 }))
  const place = fc.constantFrom(
    ...leavesOf(parse(example) as unknown).flatMap((path) => path.map((_, index) => path.slice(0, index + 1))),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(place, odd), { maxLength: 3 }), (changes) => {
      const older = changes.reduce<unknown>((value, [path, next]) => withAt(value, path, next), parse(example))
      const result = importOlderFormat(stringify(older), catalogue)
      if (result.text === null) return
      const carried = new Set(result.mapped.map(({ from }) => from.join('/')))
      const left = new Set(result.notCarriedOver.map(({ path }) => path.join('/')))
      const lost = leavesOf(older).filter(
        (path) =>
          !carried.has(path.join('/')) && !path.some((_, index) => left.has(path.slice(0, index + 1).join('/'))),
      )
      expect(lost).toEqual([])
    }),
    { numRuns: 100 },
  )
})

function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return entries.length === 0 ? [path] : entries.flatMap(([key, below]) => leavesOf(below, [...path, key]))
}

function withAt(value: unknown, [step, ...rest]: readonly string[], next: unknown): unknown {
  if (step === undefined) return next
  if (typeof value !== 'object' || value === null) return value
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>
  if (Object.hasOwn(copy, step)) copy[step] = withAt(copy[step], rest, next)
  return copy
}
