import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aComponent, aProjectFile } from '../resolve/builders.ts'
import { resolveDeployment } from '../resolve/resolve.ts'
import { catalogue } from '../services/catalogue.ts'
import type { DeploymentSpec } from '../spec/deployment-spec.ts'
import { stepGraph } from './graph.ts'
import { removalGraph } from './removal.ts'
import type { StepDeclaration } from './step.ts'

function aSpec(overrides: Readonly<Record<string, unknown>> = {}): DeploymentSpec {
  return resolveDeployment(aProjectFile(overrides), 'production', { installation: 'test', catalogue })
}

/** `key: what it needs`, for all steps: the whole order at one look. */
function orderOf(steps: readonly StepDeclaration[]): Record<string, readonly string[]> {
  const short = (key: string) => key.replace(/^production\//, '')
  return Object.fromEntries(steps.map(({ key, needs }) => [short(key), needs.map(short)]))
}

const everything = aSpec({
  registries: { ghcr: { url: 'ghcr.io', username: 'bot', secret: 'TOKEN' } },
  services: {
    orders: { type: 'postgresql' },
    uploads: { type: 'object-storage' },
    signin: { type: 'single-sign-on' },
    archive: { type: 'volume' },
    cache: { type: 'scratch' },
  },
  components: {
    web: aComponent({ port: 8080, publish: {}, uses: ['signin'], health: { deadline: '90s' } }),
    api: aComponent({
      uses: ['orders', 'uploads'],
      mounts: { archive: '/data', cache: '/tmp' },
      before: ['node', 'migrate.js'],
    }),
  },
})

describe('setting up', () => {
  test('a worker alone needs a namespace, its variables and a closed network, then it rolls out', () => {
    expect(orderOf(stepGraph(aSpec(), catalogue))).toEqual({
      namespace: [],
      policies: ['namespace'],
      'web/binding': ['namespace'],
      'web/workload': ['web/binding', 'policies'],
      'web/rollout': ['web/workload'],
    })
  })

  test('everything goes side by side as far as it can', () => {
    expect(orderOf(stepGraph(everything, catalogue))).toEqual({
      namespace: [],
      policies: ['namespace'],
      'pull-secrets': ['namespace'],
      realm: [],
      'orders/role': ['namespace'],
      'orders/database': ['orders/role'],
      'uploads/bucket': ['namespace'],
      'uploads/user': ['namespace'],
      'signin/client': ['namespace', 'realm'],
      'archive/claim': ['namespace'],
      'api/binding': ['namespace', 'archive/claim', 'orders/database', 'uploads/bucket', 'uploads/user'],
      'api/before': ['api/binding', 'policies', 'pull-secrets'],
      'api/workload': ['api/binding', 'policies', 'pull-secrets', 'api/before'],
      'api/reach': ['api/binding', 'policies', 'pull-secrets'],
      'api/rollout': ['api/workload'],
      'web/binding': ['namespace', 'signin/client'],
      'web/workload': ['web/binding', 'policies', 'pull-secrets'],
      'web/reach': ['web/workload', 'policies', 'pull-secrets'],
      'web/rollout': ['web/workload'],
      'web/address': ['web/rollout'],
      'orders/proof': ['orders/database', 'policies', 'api/binding'],
      'uploads/proof': ['uploads/bucket', 'uploads/user', 'policies', 'api/binding'],
      'signin/proof': ['signin/client', 'policies', 'web/workload'],
    })
  })

  test('a service that nobody uses is set up and proved all the same', () => {
    const order = orderOf(stepGraph(aSpec({ services: { orders: { type: 'postgresql' } } }), catalogue))
    expect(order['orders/proof']).toEqual(['orders/database', 'policies'])
    expect(order['web/binding']).toEqual(['namespace'])
  })

  test.each([
    ['calls another one', { uses: [{ component: 'api' }] }],
    ['reaches something outside', { egress: ['mail.example.org:587'] }],
  ])('a component that %s proves it, as soon as its own pods are asked for', (_, more) => {
    const web = aComponent(more)
    const order = orderOf(stepGraph(aSpec({ components: { web, api: aComponent({ port: 8080 }) } }), catalogue))
    expect(order['web/reach']).toEqual(['web/workload', 'policies'])
    expect(order['api/reach']).toBeUndefined()
  })

  test('what a command before a component needs is tried beside the command', () => {
    const order = orderOf(stepGraph(everything, catalogue))
    expect([order['api/reach'], order['uploads/proof']]).toEqual([
      expect.arrayContaining(['api/binding']),
      expect.arrayContaining(['api/binding']),
    ])
    expect([order['api/reach'], order['uploads/proof']].flat()).not.toContain('api/workload')
  })

  test('a step says what it makes true, for people and for the engine', () => {
    const role = stepGraph(everything, catalogue).find(({ key }) => key === 'production/orders/role')
    expect(role).toMatchObject({
      subject: { type: 'service', service: 'orders', step: 'role' },
      title: 'Create the database role for "orders"',
      deadlineSeconds: 600,
    })
  })

  test('a rollout has the deadline of its application', () => {
    const deadlines = Object.fromEntries(
      stepGraph(everything, catalogue).map((step) => [step.key, step.deadlineSeconds]),
    )
    expect(deadlines['production/web/rollout']).toBe(90)
    expect(deadlines['production/api/rollout']).toBe(600)
    expect(deadlines['production/web/workload']).toBe(600)
  })
})

describe('removing', () => {
  test('a deployment goes in the opposite order', () => {
    expect(orderOf(removalGraph(everything, catalogue, null))).toEqual({
      'web/workload': [],
      'web/binding': ['web/workload'],
      'api/workload': [],
      'api/binding': ['api/workload'],
      'archive/claim': ['api/binding'],
      'orders/database': ['api/binding'],
      'orders/role': ['orders/database'],
      'uploads/bucket': ['api/binding'],
      'uploads/user': ['api/binding'],
      'signin/client': ['web/binding'],
      realm: ['signin/client'],
      'pull-secrets': ['api/workload', 'web/workload'],
      namespace: [
        'pull-secrets',
        'archive/claim',
        'orders/role',
        'signin/client',
        'uploads/bucket',
        'uploads/user',
        'api/binding',
        'web/binding',
      ],
    })
  })

  test.each([
    ['a database', 'orders', { 'orders/database': [], 'orders/role': ['orders/database'] }],
    ['a sign-in, and perhaps the realm with it', 'signin', { 'signin/client': [], realm: ['signin/client'] }],
    ['a volume', 'archive', { 'archive/claim': [] }],
    ['scratch space, which pods take with them', 'cache', {}],
  ])('of one service only its own steps are left: %s', (_, service, expected) => {
    expect(orderOf(removalGraph(everything, catalogue, service))).toEqual(expected)
  })

  test('titles speak of removing', () => {
    const titles = removalGraph(everything, catalogue, null).map(({ title }) => title)
    expect(titles).toContain('Remove the namespace')
    expect(titles).toContain('Remove the database "orders"')
    expect(titles.filter((title) => /^(Create|Set up|Roll out|Apply)/.test(title))).toEqual([])
  })
})

const types = [...catalogue.values()]
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'web', 'role', 'namespace', 'realm', 'proof', 'policies'), {
  minLength: 1,
})
const specs = fc
  .record({ components: names, services: names, picks: fc.infiniteStream(fc.nat()), registries: fc.boolean() })
  .map(({ components, services, picks, registries }) => {
    const pick = () => picks.next().value as number // the stream never ends
    const declared = services.map((name) => [name, types[pick() % types.length]!] as const)
    return aSpec({
      registries: registries ? { ghcr: { url: 'ghcr.io', username: 'bot', secret: 'TOKEN' } } : {},
      services: Object.fromEntries(declared.map(([name, { type }]) => [name, { type }])),
      components: Object.fromEntries(
        components.map((name) => {
          const used = declared.filter(() => pick() % 2 === 0)
          const port = pick() % 2 === 0 ? { port: 8080, publish: {} } : {}
          const before = pick() % 2 === 0 ? { before: ['true'] } : {}
          return [name, aComponent({ ...port, ...before, uses: used.map(([service]) => service) })]
        }),
      ),
    })
  })

describe('for every spec', () => {
  const graphs = (spec: DeploymentSpec) => [
    stepGraph(spec, catalogue),
    removalGraph(spec, catalogue, null),
    ...Object.keys(spec.services).map((service) => removalGraph(spec, catalogue, service)),
  ]

  test('keys are unique, every need exists, and nothing goes in a circle', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        for (const steps of graphs(spec)) {
          const keys = new Set(steps.map(({ key }) => key))
          expect(keys.size).toBe(steps.length)
          expect(steps.flatMap(({ needs }) => needs).filter((need) => !keys.has(need))).toEqual([])
          expect(walkable(steps)).toBe(steps.length)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('no pod starts before the network is closed, and a namespace goes last', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const setUp = stepGraph(spec, catalogue)
        const pods = setUp.filter(({ subject }) => ['before', 'workload', 'reach', 'proof'].includes(subject.step))
        expect(pods.every(({ needs }) => needs.includes('production/policies'))).toBe(true)
        const removal = removalGraph(spec, catalogue, null)
        const needed = new Set(removal.flatMap(({ needs }) => needs))
        expect(needed.has('production/namespace')).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('the graph does not depend on the order of keys', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const turned = {
          ...spec,
          components: Object.fromEntries(Object.entries(spec.components).toReversed()),
          services: Object.fromEntries(Object.entries(spec.services).toReversed()),
        }
        expect(stepGraph(turned, catalogue)).toEqual(stepGraph(spec, catalogue))
      }),
      { numRuns: 60 },
    )
  })
})

/** How many steps can be done one after another when each waits for its needs: all of them, unless there is a circle. */
function walkable(steps: readonly StepDeclaration[]): number {
  const done = new Set<string>()
  for (let before = -1; before !== done.size;) {
    before = done.size
    for (const step of steps) if (step.needs.every((need) => done.has(need))) done.add(step.key)
  }
  return done.size
}
