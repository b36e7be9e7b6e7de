import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aComponent, aProjectFile } from '../resolve/builders.ts'
import { resolveDeployment } from '../resolve/resolve.ts'
import { Secret } from '../secret/secret.ts'
import { catalogue } from '../services/catalogue.ts'
import { variableClashes } from './clashes.ts'
import { effectiveVariables, type VariablesInput } from './variables.ts'

const outputs = {
  orders: {
    host: 'db.example.org',
    port: '5432',
    user: 'webshop_production_orders',
    password: new Secret('pw'),
    database: 'webshop_production_orders',
    schema: 'webshop_production_orders',
    url: new Secret('postgresql://…'),
  },
  other: { host: 'other.example.org' },
  uploads: {
    address: 'store.example.org:9000',
    endpoint: 'https://store.example.org:9000',
    accessKey: 'webshop-production-uploads',
    secretKey: new Secret('sk'),
    bucket: 'webshop-production-uploads',
    region: 'eu-1',
  },
  signin: {
    clientId: 'webshop-production-signin',
    clientSecret: new Secret('cs'),
    discoveryUrl: 'https://id.example.org/realms/webshop/.well-known/openid-configuration',
    issuer: 'https://id.example.org/realms/webshop',
  },
}

const services = {
  orders: { type: 'postgresql' },
  other: { type: 'postgresql' },
  uploads: { type: 'object-storage' },
  signin: { type: 'single-sign-on' },
  archive: { type: 'volume' },
  'second-one': { type: 'volume' },
  cache: { type: 'scratch' },
}

/** What the variables of component `app` follow from, given the component as people write it. */
function inputFor(
  component: Readonly<Record<string, unknown>>,
  more: Partial<VariablesInput> & { components?: object; deployment?: object } = {},
): VariablesInput {
  const { components, deployment, ...rest } = more
  const file = aProjectFile({
    services,
    components: { app: aComponent(component), ...components },
    deployments: { production: { cluster: 'cluster-a', ...deployment } },
  })
  const spec = resolveDeployment(file, 'production', { installation: 'test', catalogue })
  return { spec, component: 'app', catalogue, outputs, publicAddress: null, caFiles: {}, secrets: {}, ...rest }
}

/** Name → value as text, of what the containers get. */
function valuesOf(input: VariablesInput): Record<string, string> {
  const winners = effectiveVariables(input).filter(({ overriddenBy }) => overriddenBy === null)
  return Object.fromEntries(
    winners.map(({ name, value }) => [name, value instanceof Secret ? `secret ${value.reveal()}` : String(value)]),
  )
}

describe('the names that existing applications expect', () => {
  test('of a database', () => {
    const full = 'secret postgresql://…'
    expect(valuesOf(inputFor({ uses: ['orders'] }))).toEqual({
      DATABASE_SERVER_HOST: 'db.example.org',
      APP_DATABASE_SERVER_HOST: 'db.example.org',
      APP_DATABASE_SERVER: 'db.example.org',
      DATABASE_SERVER_PORT: '5432',
      APP_DATABASE_PORT: '5432',
      APP_DATABASE_SERVER_PORT: '5432',
      DATABASE_SERVER_USER: 'webshop_production_orders',
      APP_DATABASE_USER: 'webshop_production_orders',
      DATABASE_PASSWORD: 'secret pw',
      APP_DATABASE_PASSWORD: 'secret pw',
      DATABASE_DB: 'webshop_production_orders',
      APP_DATABASE_DB: 'webshop_production_orders',
      DATABASE_SCHEMA: 'webshop_production_orders',
      APP_DATABASE_SCHEMA: 'webshop_production_orders',
      DATABASE_SERVER_FULL: full,
      APP_DATABASE_SERVER_FULL: full,
      DATABASE_URL: full,
    })
  })

  test('of a bucket', () => {
    expect(valuesOf(inputFor({ uses: ['uploads'] }))).toEqual({
      OBJECT_STORE_URL: 'store.example.org:9000',
      OBJECT_STORE_ENDPOINT: 'https://store.example.org:9000',
      OBJECT_STORE_USER: 'webshop-production-uploads',
      OBJECT_STORE_PASSWORD: 'secret sk',
      OBJECT_STORE_BUCKET_NAME: 'webshop-production-uploads',
      OBJECT_STORE_REGION: 'eu-1',
      AWS_ENDPOINT_URL_S3: 'https://store.example.org:9000',
      AWS_ACCESS_KEY_ID: 'webshop-production-uploads',
      AWS_SECRET_ACCESS_KEY: 'secret sk',
      AWS_REGION: 'eu-1',
    })
  })

  test('of a sign-in', () => {
    expect(valuesOf(inputFor({ uses: ['signin'] }))).toEqual({
      OIDC_CLIENT_ID: 'webshop-production-signin',
      OIDC_CLIENT_SECRET: 'secret cs',
      OIDC_DISCOVERY_URL: 'https://id.example.org/realms/webshop/.well-known/openid-configuration',
      OIDC_ISSUER: 'https://id.example.org/realms/webshop',
    })
  })

  test('of what is mounted: the first of each type is plain, each has a path of its own', () => {
    expect(valuesOf(inputFor({ mounts: { archive: '/data', 'second-one': '/more', cache: '/tmp' } }))).toEqual({
      DATA_PATH: '/data',
      ARCHIVE_PATH: '/data',
      SECOND_ONE_PATH: '/more',
      TEMP_PATH: '/tmp',
      CACHE_PATH: '/tmp',
    })
  })

  test('a service that is used but not mounted has no path, so the mounted one is the first', () => {
    expect(valuesOf(inputFor({ uses: ['archive'], mounts: { 'second-one': '/more' } }))).toEqual({
      DATA_PATH: '/more',
      SECOND_ONE_PATH: '/more',
    })
  })

  test('of a published component', () => {
    const input = inputFor({ port: 8080, publish: {} }, { publicAddress: 'https://shop.example.org' })
    expect(valuesOf(input)).toEqual({ PUBLIC_HOST: 'https://shop.example.org' })
  })

  test.each([
    ['its only port', { port: 3000 }, 'http://my-api:3000'],
    ['its first port', { ports: { web: 3000, metrics: 9090 } }, 'http://my-api:3000'],
    ['its published port', { ports: { metrics: 9090, web: 3000 }, publish: { port: 'web' } }, 'http://my-api:3000'],
    ['UDP as such', { ports: { syslog: { port: 514, protocol: 'UDP' } } }, 'udp://my-api:514'],
  ])('of a component that it calls: %s', (_, called, url) => {
    const input = inputFor({ uses: [{ component: 'my-api' }] }, { components: { 'my-api': aComponent(called) } })
    expect(valuesOf(input)).toEqual({ MY_API_URL: url })
  })

  test('a component without a port has no address', () => {
    const input = inputFor({ uses: [{ component: 'worker' }] }, { components: { worker: aComponent() } })
    expect(valuesOf(input)).toEqual({})
  })
})

describe('a prefix', () => {
  test('stands before each primary name, and there are no plain and no further names', () => {
    expect(Object.keys(valuesOf(inputFor({ uses: [{ service: 'orders', prefix: 'SOURCE' }] })))).toEqual([
      'SOURCE_DATABASE_DB',
      'SOURCE_DATABASE_PASSWORD',
      'SOURCE_DATABASE_SCHEMA',
      'SOURCE_DATABASE_SERVER_FULL',
      'SOURCE_DATABASE_SERVER_HOST',
      'SOURCE_DATABASE_SERVER_PORT',
      'SOURCE_DATABASE_SERVER_USER',
    ])
  })

  test('leaves the plain names to the next one of the type', () => {
    const values = valuesOf(inputFor({ uses: [{ service: 'orders', prefix: 'SOURCE' }, 'other'] }))
    expect(values).toMatchObject({
      SOURCE_DATABASE_SERVER_HOST: 'db.example.org',
      DATABASE_SERVER_HOST: 'other.example.org',
    })
    expect(Object.keys(values).filter((name) => /^(ORDERS|OTHER)_/.test(name))).toEqual([])
  })
})

test('two services of one type: plain names for the first, and both under their own names', () => {
  const values = valuesOf(inputFor({ uses: ['orders', 'other'] }))
  expect(values).toMatchObject({
    DATABASE_SERVER_HOST: 'db.example.org',
    APP_DATABASE_SERVER: 'db.example.org',
    ORDERS_DATABASE_SERVER_HOST: 'db.example.org',
    OTHER_DATABASE_SERVER_HOST: 'other.example.org',
  })
  expect(Object.keys(values).filter((name) => name.startsWith('OTHER_APP_') || name === 'OTHER_DATABASE_URL')).toEqual(
    [],
  )
  expect(valuesOf(inputFor({ uses: ['other', 'orders'] }))).toMatchObject({ DATABASE_SERVER_HOST: 'other.example.org' })
})

describe('the certificate authority', () => {
  test('is told where the backend uses TLS, and only there', () => {
    const input = inputFor({ uses: ['orders', 'uploads', 'signin'] }, { caFiles: { orders: '/ca/ca.crt' } })
    expect(valuesOf(input)).toMatchObject({ DATABASE_CA_FILE: '/ca/ca.crt' })
    expect(Object.keys(valuesOf(input)).filter((name) => /AWS_CA|OIDC_CA/.test(name))).toEqual([])
  })

  test('takes prefixes like every primary name', () => {
    const input = inputFor({ uses: [{ service: 'uploads', prefix: 'S' }] }, { caFiles: { uploads: '/ca/ca.crt' } })
    expect(valuesOf(input)).toMatchObject({ S_AWS_CA_BUNDLE: '/ca/ca.crt' })
  })
})

describe('what overrides what', () => {
  const input = inputFor(
    {
      uses: [
        { service: 'orders', as: { A: 'DATABASE_DB', B: 'DATABASE_DB', C: 'DATABASE_DB', D: 'DATABASE_PASSWORD' } },
      ],
      env: { B: 'env', C: 'env', DATABASE_DB: 'mine' },
      secrets: ['C', 'S'],
    },
    {
      deployment: { components: { app: { env: { B: 'there', NEW: '' } } } },
      secrets: { C: new Secret('sealed'), S: new Secret('s') },
    },
  )

  test('as, then the component, then the deployment, then secrets win', () => {
    expect(valuesOf(input)).toMatchObject({
      A: 'webshop_production_orders',
      B: 'there',
      C: 'secret sealed',
      D: 'secret pw',
      S: 'secret s',
      NEW: '',
      DATABASE_DB: 'mine',
    })
  })

  test('the overridden ones are told, with who wins', () => {
    const rows = effectiveVariables(input).filter(({ name }) => name === 'B' || name === 'DATABASE_DB')
    expect(rows.map(({ name, source, overriddenBy }) => [name, source.type, overriddenBy?.type ?? null])).toEqual([
      ['B', 'DEPLOYMENT_ENV', null],
      ['B', 'ENV', 'DEPLOYMENT_ENV'],
      ['B', 'ALIAS', 'DEPLOYMENT_ENV'],
      ['DATABASE_DB', 'ENV', null],
      ['DATABASE_DB', 'SERVICE', 'ENV'],
    ])
  })
})

test('a value is never interpreted', () => {
  const input = inputFor({ env: { A: '$(DATABASE_PASSWORD)', B: 'age:$(id)', C: ' x\n' } })
  expect(valuesOf(input)).toEqual({ A: '$(DATABASE_PASSWORD)', B: 'age:$(id)', C: ' x\n' })
})

test('secret values never print, also when they were handed in as text', () => {
  const input = inputFor({ uses: ['orders'] }, { outputs: { orders: { ...outputs.orders, password: 'planted' } } })
  const text = JSON.stringify(effectiveVariables(input))
  expect(text).not.toContain('planted')
  expect(text).toContain('[redacted]')
  const secrets = effectiveVariables(input).filter(({ secret }) => secret)
  expect(secrets.map(({ name }) => name)).toEqual([
    'APP_DATABASE_PASSWORD',
    'APP_DATABASE_SERVER_FULL',
    'DATABASE_PASSWORD',
    'DATABASE_SERVER_FULL',
    'DATABASE_URL',
  ])
})

test('what is not set up yet has no value', () => {
  const input = inputFor({ uses: ['orders'] }, { outputs: {} })
  expect(effectiveVariables(input).every(({ value }) => value === null)).toBe(true)
})

describe('a clash', () => {
  const clashesOf = (
    app: Readonly<Record<string, unknown>>,
    options: { readonly deployments?: Readonly<Record<string, unknown>>; readonly more?: object } = {},
  ) =>
    variableClashes(
      aProjectFile({
        services: { ...services, ...options.more },
        components: { app: aComponent(app), database: aComponent({ port: 1 }) },
        deployments: options.deployments ?? { production: { cluster: 'cluster-a' } },
      }),
      catalogue,
    ).map(({ component, name, sources, deployments: where }) => [
      component,
      name,
      sources.map(({ type, name: from }) => `${type} ${from}`),
      where,
    ])
  const uses = ['orders', { component: 'database' }]
  const both = ['COMPONENT database', 'SERVICE orders']

  test('is two generated sources for one name', () => {
    expect(clashesOf({ uses })).toEqual([['app', 'DATABASE_URL', both, ['production']]])
  })

  test.each([
    ['a prefix', { uses: [{ service: 'orders', prefix: 'X' }, { component: 'database' }] }],
    [
      'an as of that name',
      { uses: [{ service: 'orders', as: { DATABASE_URL: 'DATABASE_DB' } }, { component: 'database' }] },
    ],
    ['an env of that name', { uses, env: { DATABASE_URL: '' } }],
    ['a secret of that name', { uses, secrets: ['DATABASE_URL'] }],
  ])('is decided by %s', (_, app) => {
    expect(clashesOf(app)).toEqual([])
  })

  test('is decided by a deployment for itself only, and is none where one of the two does not run', () => {
    const deployments = {
      decided: { cluster: 'cluster-a', components: { app: { env: { DATABASE_URL: 'x' } } } },
      without: { cluster: 'cluster-a', components: { database: { enabled: false } } },
      off: { cluster: 'cluster-a', components: { app: { enabled: false } } },
      open: { cluster: 'cluster-a' },
      'open-too': { cluster: 'cluster-a' },
    }
    expect(clashesOf({ uses }, { deployments })).toEqual([['app', 'DATABASE_URL', both, ['open', 'open-too']]])
  })

  test('is told before there is any deployment', () => {
    expect(clashesOf({ uses }, { deployments: {} })).toEqual([['app', 'DATABASE_URL', both, []]])
  })

  test('is none between two services of one type', () => {
    expect(clashesOf({ uses: ['orders', 'other', 'uploads'] })).toEqual([])
  })

  test('is none when one volume gives one name twice', () => {
    expect(clashesOf({ mounts: { data: '/data' } }, { more: { data: { type: 'volume' } } })).toEqual([])
  })

  test('is two bindings that give one extra name', () => {
    const as = { NAME: 'DATABASE_DB' }
    expect(
      clashesOf({
        uses: [
          { service: 'orders', as },
          { service: 'other', as },
        ],
      }),
    ).toEqual([['app', 'NAME', ['ALIAS orders', 'ALIAS other'], ['production']]])
  })

  test('comes from no reference to nothing', () => {
    expect(clashesOf({ uses: ['nothing', { component: 'nobody' }], mounts: { gone: '/x' } })).toEqual([])
  })
})

test('each name has one value, and without a clash one generated source', () => {
  const binding = fc.record({
    service: fc.constantFrom('orders', 'other', 'uploads', 'signin', 'archive'),
    prefix: fc.constantFrom(undefined, 'APP', 'ORDERS', 'X'),
    as: fc.dictionary(
      fc.constantFrom('DATABASE_URL', 'OWN', 'APP_DATABASE_DB'),
      fc.constantFrom('DATABASE_DB', 'OIDC_ISSUER'),
    ),
  })
  const uses = fc.uniqueArray(binding, { selector: ({ service }) => service })
  const env = fc.dictionary(fc.constantFrom('DATABASE_URL', 'OWN', 'DATA_PATH'), fc.string())
  fc.assert(
    fc.property(uses, env, fc.boolean(), (bindings, variables, isMounted) => {
      const mounts = isMounted ? { archive: '/data' } : {}
      const clean = JSON.parse(JSON.stringify(bindings)) as typeof bindings
      const component = { uses: clean, env: variables, mounts }
      const rows = effectiveVariables(inputFor(component))
      const names = rows.map(({ name }) => name)
      const winners = rows.filter(({ overriddenBy }) => overriddenBy === null)
      expect(winners.map(({ name }) => name)).toEqual([...new Set(names)])
      expect(rows.filter(({ secret, value }) => secret && typeof value === 'string')).toEqual([])
      const file = aProjectFile({ services, components: { app: aComponent(component) } })
      const clashing = new Set(variableClashes(file, catalogue).map(({ name }) => name))
      const generated = rows.filter(({ source }) => ['SERVICE', 'VOLUME'].includes(source.type))
      const doubles = generated.filter((row) => generated.some((other) => other !== row && other.name === row.name))
      const undecided = doubles.filter((row) => !clashing.has(row.name) && row.overriddenBy?.type !== 'ENV')
      expect(undecided.filter(({ overriddenBy }) => overriddenBy?.type !== 'ALIAS')).toEqual([])
    }),
    { numRuns: 200 },
  )
})
