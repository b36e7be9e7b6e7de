import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../services/catalogue.ts'
import { DeploymentSpec } from '../spec/deployment-spec.ts'
import { aComponent, aProjectFile } from './builders.ts'
import { canonicalJson } from './canonical-json.ts'
import { generationOf } from './generation.ts'
import { hostOf, publicAddress, urlOf } from './hosts.ts'
import { resolveDeployment } from './resolve.ts'

const context = { installation: 'test', catalogue }
const webshop = aProjectFile({
  displayName: 'Web shop',
  members: [
    { email: 'bob@example.org', role: 'developer' },
    { email: 'alice@example.org', role: 'owner' },
  ],
  registries: { ghcr: { url: 'ghcr.io/example', username: 'bot', secret: 'GHCR_TOKEN' } },
  services: {
    orders: { type: 'postgresql', extensions: ['pgcrypto'] },
    signin: { type: 'single-sign-on' },
    archive: { type: 'volume', size: '2Gi' },
    unused: { type: 'object-storage' },
  },
  components: {
    web: aComponent({
      port: 8080,
      publish: {},
      uses: ['signin', { component: 'api' }, { component: 'worker' }],
      resources: { cpu: '250m', memory: '256Mi' },
      health: { path: '/healthz' },
      autoscale: { min: 2, max: 5, cpu: 80 },
    }),
    api: aComponent({
      ports: { http: 3000, metrics: { port: 9090, protocol: 'TCP' } },
      uses: [{ service: 'orders', as: { DB: 'DATABASE_DB' } }],
      mounts: { archive: '/data' },
      env: { FEATURE_X: 'on' },
      secrets: ['PAYMENT_KEY', 'MISSING'],
      egress: ['api.payments.example:443'],
    }),
    worker: aComponent({ command: ['node', 'worker.js'], uses: ['orders'], secrets: ['PAYMENT_KEY'] }),
  },
  deployments: {
    production: {
      cluster: 'cluster-a',
      host: 'webshop',
      hosts: ['shop.example.org'],
      services: { orders: { connections: 60, deletion: 'delete' } },
      components: {
        web: { replicas: 3, resources: { cpu: '1' } },
        api: { image: 'registry.example.org/shop/app:1.1', env: { FEATURE_X: 'off' } },
      },
    },
    staging: { cluster: 'cluster-b', components: { worker: { enabled: false } } },
  },
  sealed: {
    'api/PAYMENT_KEY': 'default',
    'production/api/PAYMENT_KEY': 'narrow',
    'production/worker/PAYMENT_KEY': 'worker of production only',
    'registries/ghcr/GHCR_TOKEN': 'registry',
    'web/NOT_NAMED': 'left over',
  },
})
const production = resolveDeployment(webshop, 'production', context)
const staging = resolveDeployment(webshop, 'staging', context)

test('a spec is what its schema says, and survives the link', () => {
  expect(DeploymentSpec.parse(JSON.parse(JSON.stringify(production)))).toEqual(production)
})

test('what differs in a deployment is applied there and nowhere else', () => {
  expect(production.components['api']).toMatchObject({
    image: 'registry.example.org/shop/app:1.1',
    env: { component: { FEATURE_X: 'on' }, deployment: { FEATURE_X: 'off' } },
  })
  expect(staging.components['api']).toMatchObject({
    image: 'registry.example.org/shop/app:1.0',
    env: { component: { FEATURE_X: 'on' }, deployment: {} },
  })
  expect(production.services['orders']).toEqual({
    type: 'postgresql',
    settings: { extensions: ['pgcrypto'], schemas: [], connections: 60 },
    deletion: 'delete',
  })
  expect(staging.services['orders']).toMatchObject({ settings: { connections: 20 }, deletion: 'retain' })
})

test('a resource that a deployment does not name keeps its value', () => {
  expect(production.components['web']?.resources).toEqual({ cpu: '1', memory: '256Mi' })
})

test('a number of pods that a deployment names ends the scaling there', () => {
  expect(production.components['web']).toMatchObject({ replicas: 3, autoscale: null })
  expect(staging.components['web']).toMatchObject({ replicas: 2, autoscale: { min: 2, max: 5, cpu: 80 } })
  expect(staging.components['api']).toMatchObject({ replicas: 1, autoscale: null })
})

test('a component that is switched off is left out, and nobody calls it', () => {
  expect(Object.keys(staging.components)).toEqual(['web', 'api'])
  expect(staging.components['web']?.calls).toEqual(['api'])
  expect(production.components['web']?.calls).toEqual(['api', 'worker'])
})

test('every declared service is there, also one that nobody uses', () => {
  expect(Object.keys(staging.services)).toEqual(['orders', 'signin', 'archive', 'unused'])
})

test('a mount counts as use', () => {
  expect(production.components['api']?.uses).toEqual([
    { service: 'orders', prefix: null, as: { DB: 'DATABASE_DB' } },
    { service: 'archive', prefix: null, as: {} },
  ])
  expect(production.components['api']?.mounts).toEqual([{ service: 'archive', path: '/data' }])
})

test('only the narrowest envelope of each named secret travels', () => {
  expect(production.sealed).toEqual({
    'api/PAYMENT_KEY': 'narrow',
    'worker/PAYMENT_KEY': 'worker of production only',
    'registries/ghcr/GHCR_TOKEN': 'registry',
  })
  expect(staging.sealed).toEqual({ 'api/PAYMENT_KEY': 'default', 'registries/ghcr/GHCR_TOKEN': 'registry' })
})

test('people travel only where a service needs them', () => {
  expect(production.people.map(({ email }) => email)).toEqual(['alice@example.org', 'bob@example.org'])
  expect(resolveDeployment(aProjectFile(), 'production', context).people).toEqual([])
})

describe('addresses', () => {
  const space = { domain: 'a.example.org', scheme: 'https' } as const
  const hostsOf = (deployment: object) => {
    const file = aProjectFile({
      components: { web: aComponent({ port: 80, publish: {} }) },
      deployments: { staging: { cluster: 'cluster-a', ...deployment } },
    })
    return resolveDeployment(file, 'staging', context).components['web']?.publish?.hosts ?? []
  }

  test.each([
    ['without a host it is made of project and deployment', {}, ['webshop-staging.a.example.org']],
    ['a label takes its place', { host: 'shop' }, ['shop.a.example.org']],
    [
      'a custom host stands beside the default one, which works meanwhile',
      { hosts: ['shop.example.org'] },
      ['webshop-staging.a.example.org', 'shop.example.org'],
    ],
    [
      'a component’s own hosts replace those of the deployment',
      { host: 'shop', components: { web: { host: 'front', hosts: ['front.example.org'] } } },
      ['front.a.example.org', 'front.example.org'],
    ],
  ])('%s', (_, deployment, expected) => {
    expect(hostsOf(deployment).map((wish) => hostOf(wish, space))).toEqual(expected)
  })

  test('people are told the custom address, with the scheme of the cluster', () => {
    expect(publicAddress(hostsOf({ hosts: ['shop.example.org'] }), space)).toBe('https://shop.example.org')
    expect(publicAddress(hostsOf({}), { ...space, scheme: 'http' })).toBe('http://webshop-staging.a.example.org')
    expect(publicAddress([], space)).toBeNull()
    expect(urlOf({ type: 'label', label: 'x' }, space)).toBe('https://x.a.example.org')
    expect(urlOf({ type: 'label', label: 'x' }, { ...space, publicPort: 8443 })).toBe('https://x.a.example.org:8443')
  })

  test.each([
    [{ port: 8080 }, {}, 'http'],
    [{ ports: { web: 8080 } }, {}, 'web'],
    [{ ports: { metrics: 9090, http: 8080 } }, {}, 'http'],
    [{ ports: { metrics: 9090, http: 8080 } }, { port: 'metrics' }, 'metrics'],
  ])('of ports %j with %j the published one is %s', (ports, publish, expected) => {
    const file = aProjectFile({ components: { web: aComponent({ ...ports, publish }) } })
    expect(resolveDeployment(file, 'production', context).components['web']?.publish?.port).toBe(expected)
  })
})

describe('the generation', () => {
  const generation = (overrides: Readonly<Record<string, unknown>>) =>
    generationOf(resolveDeployment(aProjectFile(overrides), 'production', context))
  const before = generation({})

  test.each([
    ['the description', { description: 'Another text' }],
    ['a member, where no service needs people', { members: [{ email: 'bob@example.org', role: 'owner' }] }],
    [
      'another deployment',
      { deployments: { production: { cluster: 'cluster-a' }, staging: { cluster: 'cluster-a', host: 'x' } } },
    ],
    ['a value that no component names', { sealed: { 'web/OTHER': 'x' } }],
  ])('stays the same when %s changes', (_, change) => {
    expect(generation(change)).toBe(before)
  })

  test.each([
    ['an image', { components: { web: aComponent({ image: 'registry.example.org/shop/app:2.0' }) } }],
    ['the cluster', { deployments: { production: { cluster: 'cluster-b' } } }],
    ['a service', { services: { orders: { type: 'postgresql' } } }],
    ['a variable', { components: { web: aComponent({ env: { A: '' } }) } }],
  ])('is another when %s changes', (_, change) => {
    expect(generation(change)).not.toBe(before)
  })

  test('changes with the envelope of a secret', () => {
    const sealed = (value: string) =>
      generation({ components: { web: aComponent({ secrets: ['KEY'] }) }, sealed: { 'web/KEY': value } })
    expect(sealed('one')).not.toBe(sealed('two'))
  })

  test('changes with the members where people sign in', () => {
    const withMember = (email: string) =>
      generation({ services: { signin: { type: 'single-sign-on' } }, members: [{ email, role: 'owner' }] })
    expect(withMember('alice@example.org')).not.toBe(withMember('bob@example.org'))
  })
})

test('canonical JSON is the same for every order of keys, and reads back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(reversed(value))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test.each([
  [
    'numbers as ECMAScript writes them',
    [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0],
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  ],
  [
    'keys by UTF-16 code units',
    { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 },
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  ],
  ['absent as undefined', { a: undefined, b: null }, '{"b":null}'],
])('canonical JSON writes %s', (_, value, expected) => {
  expect(canonicalJson(value)).toBe(expected)
})

test.each([[Number.NaN], [() => 1], [1n]])('canonical JSON refuses %s', (value) => {
  expect(() => canonicalJson(value)).toThrow('JSON cannot hold')
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reversed(item)]),
  )
}
