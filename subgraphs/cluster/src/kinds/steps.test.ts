import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { ComponentSpec, DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { removalGraph } from '@operations-manager/schema/steps/removal.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import type { StepResult } from '../reconcile/step.ts'
import { aTombstone } from '../reconcile/testing/builders.ts'
import type { KindDeps } from './deps.ts'
import { kubernetesSteps } from './steps.ts'
import {
  aComponent,
  aSpec,
  aWish,
  aWorld,
  nameOf,
  objects,
  onTheWeb,
  outcomesOf,
  ref,
  runAll,
  runStep,
  someSettings,
  withWeb,
  type World,
} from './testing.ts'

/** Waits for a state of the simulated cluster; generous, for machines that are busy. */
const eventually = (look: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(look, { timeout: 15_000, interval: 10 })
vi.setConfig({ testTimeout: 30_000 })

const worlds: World[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.kubernetes.stop()
})

describe('a deployment on an empty cluster', () => {
  test('gets its namespace, policies, variables and workload, rolls out and answers at its address', async () => {
    const world = aTestWorld()
    const results = await runAll(world, aWish(withWeb({ publish: onTheWeb })))
    expect(outcomesOf(results)).toEqual({
      'production/namespace': 'ready',
      'production/policies': 'ready',
      'production/web/binding': 'ready',
      'production/web/workload': 'ready',
      'production/web/rollout': 'ready',
      'production/web/address': 'ready',
    })
    const address = results.get('production/web/address')
    expect(address?.proofs).toMatchObject([{ passed: true, from: 'SIMULATED', seen: 'It answered 200.' }])
    expect(address?.status.addresses).toMatchObject([{ url: 'https://webshop.apps.example.org', state: 'WORKING' }])
    const rollout = results.get('production/web/rollout')
    expect(rollout?.status.components).toMatchObject({
      web: { desired: 1, ready: 1, image: 'ghcr.io/example/web:1.4.0' },
    })
    expect(rollout?.proofs).toMatchObject([{ passed: true }])
  })

  test('is left alone by a second run, whatever it uses', async () => {
    const world = aTestWorld({ outputs: () => Promise.resolve({ host: 'db', password: new Secret('p') }) })
    const wish = aWish(everything)
    expect(new Set(Object.values(outcomesOf(await runAll(world, wish))))).toEqual(new Set(['ready']))
    const before = world.kubernetes.writes()
    const again = await runAll(world, wish)
    expect([...again.values()].flatMap(({ applied }) => applied)).toEqual([])
    expect(world.kubernetes.writes()).toBe(before)
  })

  test('waits for the credentials of its services and makes no pods meanwhile', async () => {
    const world = aTestWorld()
    const results = await runAll(world, aWish(withOrders()))
    expect(results.get('production/web/binding')?.outcome).toMatchObject({
      type: 'waiting',
      on: 'the credentials of "orders"',
    })
    expect(await objects(world, 'v1', 'Pod')).toEqual([])
  })
})

describe('secrets', () => {
  test('without a value make the deployment wait before anything of it is made', async () => {
    const world = aTestWorld()
    const results = await runAll(world, aWish(withWeb({ secrets: ['PAYMENT_KEY'] })))
    expect([...results.keys()]).toEqual(['production/namespace'])
    expect(results.get('production/namespace')?.outcome).toMatchObject({
      type: 'waiting',
      problem: {
        code: 'SECRET_MISSING',
        remedies: [{ mutation: 'setSecret', input: { component: 'web', name: 'PAYMENT_KEY' } }],
      },
    })
    expect(world.kubernetes.writes()).toBe(0)
  })

  test('sealed for somebody else stall the binding, and say which', async () => {
    const world = aTestWorld()
    const spec = { ...withWeb({ secrets: ['PAYMENT_KEY'] }), sealed: { 'web/PAYMENT_KEY': 'for others' } }
    const results = await runAll(world, aWish(spec))
    expect(results.get('production/web/binding')?.outcome).toMatchObject({
      type: 'stalled',
      problem: { code: 'SECRET_UNREADABLE', details: { secret: 'web/PAYMENT_KEY' } },
    })
  })

  test('that change start new pods, and sealed again with the same value do not', async () => {
    const world = aTestWorld()
    const of = (value: string) => aWish({ ...withWeb({ secrets: ['KEY'] }), sealed: { 'web/KEY': `sealed:${value}` } })
    await runAll(world, of('one'))
    const first = await templateOf(world)
    await runAll(world, of('one'))
    expect(await templateOf(world)).toBe(first)
    await runAll(world, of('two'))
    expect(await templateOf(world)).not.toBe(first)
  })

  test('never stand in a plan, nor in what was applied', async () => {
    const world = aTestWorld()
    const results = await runAll(
      world,
      aWish({ ...withWeb({ secrets: ['KEY'] }), sealed: { 'web/KEY': 'sealed:top-secret' } }),
    )
    const text = JSON.stringify([...results.values()])
    expect(text).not.toContain('top-secret')
    expect(text).not.toContain(Buffer.from('top-secret').toString('base64'))
    expect(text).toContain('variables')
  })

  test('of a registry become an image pull Secret that the pods use', async () => {
    const world = aTestWorld()
    const spec = {
      ...withWeb({}),
      registries: { ghcr: { url: 'ghcr.io/example', username: 'bot', secret: 'TOKEN' } },
      sealed: { 'registries/ghcr/TOKEN': 'sealed:token-value' },
    }
    await runAll(world, aWish(spec))
    const account = (await world.kubernetes.read(ref('v1', 'ServiceAccount', 'workload')))!
    const [pull] = account['imagePullSecrets'] as { name: string }[]
    const secret = (await world.kubernetes.read(ref('v1', 'Secret', pull!.name)))!
    const config = (secret['data'] as Record<string, string>)['.dockerconfigjson']!
    expect(JSON.parse(Buffer.from(config, 'base64').toString()).auths['ghcr.io/example']).toMatchObject({
      username: 'bot',
      password: 'token-value',
    })
  })
})

describe('what is ours', () => {
  test('is repaired when somebody changes or removes it', async () => {
    const world = aTestWorld()
    const wish = aWish(withWeb({ publish: onTheWeb }))
    await runAll(world, wish)
    const policy = ref('networking.k8s.io/v1', 'NetworkPolicy', 'component-web')
    const found = await world.kubernetes.read(policy)
    await world.kubernetes.apply({ ...found!, spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] } })
    await world.kubernetes.remove(ref('v1', 'Service', 'web'))
    const results = await runAll(world, wish)
    expect(results.get('production/policies')?.applied).toMatchObject([{ type: 'apply', because: 'drifted' }])
    expect(results.get('production/web/workload')?.applied).toMatchObject([{ type: 'apply', because: 'missing' }])
    expect((await world.kubernetes.read(policy))?.['spec']).toEqual(found?.['spec'])
  })

  test('goes when the spec no longer has it: components, hosts and bindings', async () => {
    const world = aTestWorld({ outputs: () => Promise.resolve(ordersOutputs) })
    const hosts: ComponentSpec['publish'] = {
      ...onTheWeb,
      hosts: [...onTheWeb.hosts, { type: 'custom', host: 'shop.example.org' }],
    }
    const both = { ...withOrders({ publish: hosts }) }
    await runAll(world, aWish({ ...both, components: { ...both.components, api: aComponent() } }))
    expect((await objects(world, 'networking.k8s.io/v1', 'Ingress')).length).toBe(2)
    await runAll(world, aWish(withWeb({ publish: onTheWeb })))
    expect((await objects(world, 'networking.k8s.io/v1', 'Ingress')).length).toBe(1)
    expect((await objects(world, 'apps/v1', 'Deployment')).map(nameOf)).toEqual(['web'])
    expect((await objects(world, 'v1', 'Secret')).map(nameOf)).toEqual(['variables-web'])
    expect((await objects(world, 'networking.k8s.io/v1', 'NetworkPolicy')).map(nameOf)).not.toContain('component-api')
  })

  test('is never what carries another’s mark, or none', async () => {
    const world = aTestWorld()
    await world.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'webshop-production' } })
    const results = await runAll(world, aWish(withWeb({})))
    expect(results.get('production/namespace')?.outcome).toMatchObject({
      type: 'stalled',
      problem: { code: 'OWNED_BY_OTHERS' },
    })
    expect(await objects(world, 'v1', 'ServiceAccount')).toEqual([])
  })

  test('another installation on the same cluster is somebody else', async () => {
    const world = aTestWorld()
    await runAll(world, aWish(withWeb({})))
    const step = kubernetesSteps(world, 'another')(
      { type: 'deployment', step: 'namespace' },
      target(aWish(withWeb({}))),
      context,
    )
    expect((await step!.run()).outcome).toMatchObject({ type: 'stalled', problem: { code: 'OWNED_BY_OTHERS' } })
  })

  test('is not touched while Kubernetes cannot be read', async () => {
    const world = aTestWorld()
    await runAll(world, aWish(withWeb({})))
    const before = world.kubernetes.writes()
    world.kubernetes.outage('no answer')
    const results = await runAll(world, aWish(withWeb({})))
    expect(results.get('production/namespace')?.outcome).toMatchObject({
      type: 'waiting',
      problem: { code: 'BACKEND_UNAVAILABLE' },
    })
    world.kubernetes.outage(null)
    expect(world.kubernetes.writes()).toBe(before)
  })
})

describe('a host', () => {
  test('belongs to who claimed it first; a second claim is refused and names nobody', async () => {
    const world = aTestWorld()
    const custom: ComponentSpec['publish'] = { ...onTheWeb, hosts: [{ type: 'custom', host: 'shop.example.org' }] }
    await runAll(world, aWish(withWeb({ publish: custom })))
    const second = aWish({ ...withWeb({ publish: custom }), project: 'rival' })
    const results = await runAll(world, second)
    const { outcome } = results.get('production/web/workload')!
    expect(outcome).toMatchObject({
      type: 'stalled',
      problem: { code: 'HOST_TAKEN', details: { hosts: ['shop.example.org'] } },
    })
    expect(JSON.stringify(outcome)).not.toContain('webshop')
    const ingresses = await world.kubernetes.list({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      namespace: null,
    })
    expect(ingresses.map(({ metadata }) => metadata.namespace)).toEqual(['webshop-production'])
    expect(outcomesOf(await runAll(world, aWish(withWeb({ publish: custom }))))['production/web/address']).toBe('ready')
  })
})

describe('removing a deployment', () => {
  test('takes its namespace and everything in it, and a second removal finds nothing to do', async () => {
    const world = aTestWorld()
    const wish = aWish(withWeb({ publish: onTheWeb }))
    await runAll(world, wish)
    expect(new Set(Object.values(outcomesOf(await removeAll(world, wish))))).toEqual(new Set(['ready']))
    const home = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'webshop-production' }
    expect(await world.kubernetes.read(home)).toBeNull()
    const before = world.kubernetes.writes()
    await removeAll(world, wish)
    expect(world.kubernetes.writes()).toBe(before)
  })

  test('stops the pods before anything that they use goes', async () => {
    const world = aTestWorld()
    const wish = aWish(withWeb({}))
    await runAll(world, wish)
    const left: number[] = []
    await removeAll(world, wish, async (key) => {
      if (key === 'production/web/workload') left.push((await objects(world, 'v1', 'Pod')).length)
    })
    expect(left).toEqual([0])
  })

  test('keeps the namespace with claim, bounds and policies while data is retained, and nothing else', async () => {
    const world = aTestWorld({ settings: someSettings({ quota: { pods: '10' } }) })
    const wish = aWish(withWeb({ publish: onTheWeb }))
    await runAll(world, wish)
    await world.kubernetes.apply(aClaim)
    expect(new Set(Object.values(outcomesOf(await removeAll(world, wish))))).toEqual(new Set(['ready']))
    await eventually(async () => expect(await objects(world, 'v1', 'Pod')).toEqual([]))
    expect(await objects(world, 'v1', 'PersistentVolumeClaim')).toHaveLength(1)
    expect(await objects(world, 'v1', 'ResourceQuota')).toHaveLength(1)
    expect((await objects(world, 'networking.k8s.io/v1', 'NetworkPolicy')).map(nameOf)).toContain('default-deny')
    for (const [apiVersion, kind] of [
      ['apps/v1', 'Deployment'],
      ['v1', 'Service'],
      ['v1', 'Secret'],
      ['v1', 'ServiceAccount'],
    ] as const)
      expect(await objects(world, apiVersion, kind)).toEqual([])
  })

  test('leaves a namespace of the same name alone that is not ours', async () => {
    const world = aTestWorld()
    await world.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'webshop-production' } })
    await removeAll(world, aWish(withWeb({})))
    const home = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'webshop-production' }
    expect(await world.kubernetes.read(home)).not.toBeNull()
  })
})

const ordersOutputs = Object.fromEntries(
  ['host', 'port', 'user', 'password', 'database', 'schema', 'url'].map((key) => [key, new Secret(`${key}-value`)]),
)

const everything = aSpec({
  components: {
    web: aComponent({
      publish: onTheWeb,
      replicas: 2,
      calls: ['api'],
      resources: { cpu: '0.5', memory: '256Mi' },
      health: { path: '/healthz', expect: null, deadlineSeconds: 60 },
      egress: [
        { type: 'host', host: 'api.payments.example', port: 443 },
        { type: 'cidr', cidr: '192.0.2.0/24', port: 5432 },
      ],
      writableRoot: true,
      command: ['node'],
      args: ['web.js'],
    }),
    api: aComponent({
      autoscale: { min: 2, max: 4, cpu: 70 },
      before: ['node', 'migrate.js'],
      env: { component: { A: '1' }, deployment: { B: '' } },
      mounts: [{ service: 'cache', path: '/tmp' }],
      uses: [{ service: 'cache', prefix: null, as: {} }],
      ports: [
        { name: 'http', port: 3000, protocol: 'TCP' },
        { name: 'metrics', port: 9090, protocol: 'TCP' },
      ],
      secrets: ['KEY'],
    }),
    worker: aComponent({ ports: [], command: ['node', 'worker.js'] }),
  },
  services: { cache: { type: 'scratch', settings: { size: '0.5Gi' }, deletion: 'delete' } },
  registries: { ghcr: { url: 'https://ghcr.io/example/', username: 'bot', secret: 'TOKEN' } },
  sealed: { 'api/KEY': 'sealed:k', 'registries/ghcr/TOKEN': 'sealed:t' },
})

const aClaim: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data-archive', namespace: 'webshop-production' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
}

const context = { now: () => new Date(), attempt: 1 }

function aTestWorld(more: Partial<KindDeps> = {}): World {
  const world = aWorld(more)
  worlds.push(world)
  return world
}

function withOrders(web: Partial<ComponentSpec> = {}): DeploymentSpec {
  return {
    ...withWeb({ uses: [{ service: 'orders', prefix: null, as: {} }], ...web }),
    services: { orders: { type: 'postgresql', settings: {}, deletion: 'retain' } },
  }
}

function target(wish: Wish) {
  const { cluster, project, deployment } = wish.spec
  return { type: 'wish', ref: { cluster, project, deployment }, wish } as const
}

async function removeAll(
  world: World,
  { id, spec }: Wish,
  after: (key: string) => Promise<void> = () => Promise.resolve(),
): Promise<ReadonlyMap<string, StepResult>> {
  const confirmedAt = new Date().toISOString()
  const tombstone = aTombstone({ id: 't1', deployment: id, operation: 'o9', confirmedAt })
  const { cluster, project, deployment } = spec
  const results = new Map<string, StepResult>()
  for (const { key, subject } of removalGraph(spec, world.catalogue, null)) {
    const removal = { type: 'removal', ref: { cluster, project, deployment }, tombstone, spec } as const
    const step = kubernetesSteps(world, 'test')(subject, removal, context)
    if (step === null) continue
    results.set(key, await runStep(world, step))
    await after(key)
  }
  return results
}

async function templateOf(world: World): Promise<string> {
  const deployment = (await world.kubernetes.read(ref('apps/v1', 'Deployment', 'web')))!
  return JSON.stringify((deployment['spec'] as { template: unknown }).template)
}
