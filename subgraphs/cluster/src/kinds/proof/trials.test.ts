import { describe, expect, test } from 'vitest'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import type { Binding, ComponentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { aComponent, aSpec, someSettings } from '../testing.ts'
import { trialsOf } from './trials.ts'

const trial = () => ({ outputs: ['host', 'password'], given: {} })
const deps = { catalogue, settings: someSettings(), trial }

function aBinding(more: Partial<Binding> = {}): Binding {
  return { service: 'orders', prefix: null, as: {}, ...more }
}

function triedBy(web: Partial<ComponentSpec>, more: Partial<typeof deps> = {}) {
  const orders = { type: 'postgresql', settings: {}, deletion: 'retain' } as const
  const cache = { type: 'scratch', settings: {}, deletion: 'retain' } as const
  const components = { web: aComponent(web), api: aComponent(), worker: aComponent({ ports: [] }) }
  return trialsOf({ ...deps, ...more }, aSpec({ components, services: { orders, cache } }), 'web')
}

const variablesOf = (web: Partial<ComponentSpec>, more: Partial<typeof deps> = {}) =>
  triedBy(web, more).trials.map((one) => (one.type === 'service' ? one.variables : {}))

describe('what is tried from where a component stands', () => {
  test.each<[string, Partial<ComponentSpec>, Readonly<Record<string, string>>]>([
    ['the plain variables', { uses: [aBinding()] }, { host: 'DATABASE_SERVER_HOST', password: 'DATABASE_PASSWORD' }],
    [
      'those with a prefix',
      { uses: [aBinding({ prefix: 'SOURCE' })] },
      { host: 'SOURCE_DATABASE_SERVER_HOST', password: 'SOURCE_DATABASE_PASSWORD' },
    ],
    [
      'another name where the usual one is overridden',
      { uses: [aBinding()], env: { component: { DATABASE_PASSWORD: 'mine' }, deployment: {} } },
      { host: 'DATABASE_SERVER_HOST', password: 'APP_DATABASE_PASSWORD' },
    ],
  ])('is a service by %s', (_, web, expected) => {
    expect(variablesOf(web)).toEqual([expected])
  })

  test('has the authority that the component is told to trust, where there is one', () => {
    const settings = someSettings({ certificateAuthority: 'the PEM' })
    expect(variablesOf({ uses: [aBinding()] }, { settings })).toMatchObject([{ caFile: 'DATABASE_CA_FILE' }])
    expect(variablesOf({ uses: [aBinding()] })[0]).not.toHaveProperty('caFile')
  })

  test('is no service of which the component decides the credentials itself, and that is said', () => {
    const names = ['DATABASE_PASSWORD', 'APP_DATABASE_PASSWORD']
    const env = { component: Object.fromEntries(names.map((name) => [name, 'mine'])), deployment: {} }
    expect(triedBy({ uses: [aBinding()], env })).toEqual({
      trials: [],
      skipped: [{ tried: 'Use the service "orders".', seen: '"web" gives DATABASE_PASSWORD a value of its own.' }],
    })
  })

  test('is no service without a proof, and once only what is bound twice', () => {
    expect(
      variablesOf({ uses: [aBinding(), aBinding({ prefix: 'TWO' }), aBinding({ service: 'cache' })] }),
    ).toHaveLength(1)
  })

  test('is each call at the port that callers are told of', () => {
    const { trials, skipped } = triedBy({ calls: ['api', 'worker'] })
    expect(trials).toMatchObject([{ type: 'call', component: 'api', host: 'api', port: 8080 }])
    expect(skipped).toMatchObject([{ tried: 'Call "worker".' }])
  })

  test('is what may be opened outside, where that is one address', () => {
    const egress = [
      { type: 'host', host: 'mail.example.org', port: 587 },
      { type: 'cidr', cidr: '192.0.2.7/32', port: 443 },
      { type: 'cidr', cidr: '192.0.2.0/24', port: 443 },
    ] as const
    const { trials, skipped } = triedBy({ egress: [...egress] })
    expect(trials.map((one) => (one.type === 'egress' ? one.host : ''))).toEqual(['mail.example.org', '192.0.2.7'])
    expect(skipped.map(({ tried }) => tried)).toEqual(['Open port 443 of 192.0.2.0/24.'])
  })
})
