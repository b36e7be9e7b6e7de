import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { networkPolicies } from '../manifests/policies.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import type { StepResult } from '../reconcile/step.ts'
import { DeploymentWorld, type KindsUnderTest } from './contract-world.ts'
import { aComponent, aSpec, onTheWeb, outcomesOf, someSettings } from './testing.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })
const patience = { timeout: 60_000, interval: 50 }

/** What the kinds make of a Kubernetes, simulated or real: up to the objects; pods are for a cluster with nodes. */
export function kindsContract(name: string, open: () => Promise<KindsUnderTest>): void {
  describe(`the Kubernetes kinds: ${name}`, () => {
    let under: KindsUnderTest
    beforeAll(async () => {
      under = await open()
    })
    afterAll(() => under.close())
    const worlds: DeploymentWorld[] = []
    afterEach(async () => {
      await Promise.all(worlds.splice(0).map((world) => world.clear()))
    })
    const aWorld: AWorld = (settings) => {
      const world = new DeploymentWorld(under, settings)
      worlds.push(world)
      return world
    }
    makingContract(aWorld)
    driftContract(aWorld)
    foreignContract(aWorld)
    interruptionContract(aWorld)
    beforeContract(aWorld)
    removalContract(aWorld)
    refusalContract(aWorld)
  })
}

type AWorld = (settings?: Readonly<Record<string, unknown>>) => DeploymentWorld

const bounds = { quota: { pods: '20', 'requests.cpu': '4', 'limits.memory': '8Gi' }, certificateAuthority: 'PEM' }

function makingContract(aWorld: AWorld): void {
  describe('a deployment that uses everything', () => {
    test('is made, and a second run writes nothing, whatever the server filled in', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      expect(failuresOf(await world.run(wish))).toEqual({})
      const before = versionsOf(await world.objects())
      world.writes.length = 0
      const again = await world.run(wish)
      expect(appliedIn(again)).toEqual([])
      expect(world.writes).toEqual([])
      expect(versionsOf(await world.objects())).toEqual(before)
    })

    test('has policies that are stored exactly as they were wished', async () => {
      const world = aWorld({ ...bounds, ingress: { peers: [{ namespace: { role: 'ingress' } }] } })
      const wish = world.wish(everything)
      await world.run(wish, ['namespace', 'policies'])
      const settings = someSettings({ ...bounds, ingress: { peers: [{ namespace: { role: 'ingress' } }] } })
      const present = await world.objects()
      const wished = networkPolicies({ spec: wish.spec, settings, catalogue, offers: {} })
      expect(wished.length).toBeGreaterThan(4)
      for (const policy of wished)
        expect(withoutEmpty(present.get(`NetworkPolicy/${policy.metadata.name}`)?.['spec'])).toEqual(
          withoutEmpty(policy['spec']),
        )
    })

    test('loses what its spec no longer has, and keeps what in its namespace is not ours', async () => {
      const world = aWorld(bounds)
      await world.run(world.wish(everything))
      const theirs = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'theirs', namespace: world.namespace } }
      await world.under.port.apply(theirs)
      const less = world.wish({ components: { web: aComponent({ publish: onTheWeb }) } })
      expect(failuresOf(await world.run(less))).toEqual({})
      await vi.waitFor(async () => {
        const left = [...(await world.objects()).keys()]
        expect(left.filter((key) => /api|worker|pull/.test(key))).toEqual([])
      }, patience)
      const left = [...(await world.objects()).keys()]
      expect(left).toEqual(
        expect.arrayContaining(['Deployment/web', 'NetworkPolicy/component-web', 'Secret/variables-web']),
      )
      expect(await world.under.port.read(world.ref('v1', 'ConfigMap', 'theirs'))).not.toBeNull()
    })

    test('with bounds that change has them changed', async () => {
      const world = aWorld(bounds)
      await world.run(world.wish(everything))
      const wider = new DeploymentWorldAgain(world, { ...bounds, quota: { pods: '40' } })
      expect(failuresOf(await wider.run(wider.wish(everything)))).toEqual({})
      const quota = (await wider.objects()).get('ResourceQuota/platform')
      expect(quota?.['spec']).toMatchObject({ hard: { pods: '40' } })
      expect(JSON.stringify(quota?.['spec'])).not.toContain('limits.memory')
    })
  })
}

/** The same deployment under other settings of the cluster. */
class DeploymentWorldAgain extends DeploymentWorld {
  override readonly project: string

  constructor(before: DeploymentWorld, settings: Readonly<Record<string, unknown>>) {
    super(before.under, settings)
    this.project = before.project
  }
}

/** Kind, name and what somebody else does to it; one of each setting that we own. */
const meddling: readonly (readonly [string, string, string, string, Readonly<Record<string, unknown>>])[] = [
  [
    'pod security',
    'v1',
    'Namespace',
    '',
    { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
  ],
  ['a label', 'v1', 'Namespace', '', { metadata: { labels: { 'operations-manager/part': null } } }],
  ['the quota', 'v1', 'ResourceQuota', 'platform', { spec: { hard: { pods: '500' } } }],
  [
    'the default limits',
    'v1',
    'LimitRange',
    'platform',
    { spec: { limits: [{ type: 'Container', default: { cpu: '9' }, defaultRequest: { cpu: '9' } }] } },
  ],
  ['the token of the pods', 'v1', 'ServiceAccount', 'workload', { automountServiceAccountToken: true }],
  ['the authority that pods trust', 'v1', 'ConfigMap', 'platform-trust', { data: { 'ca.crt': 'theirs' } }],
  ['a policy that is opened', 'networking.k8s.io/v1', 'NetworkPolicy', 'component-web', { spec: { ingress: [{}] } }],
  ['a policy with one more rule', 'networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', { spec: { egress: [{}] } }],
  [
    'whom a policy is for',
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'default-deny',
    { spec: { podSelector: { matchLabels: { a: 'b' } } } },
  ],
  ['a variable', 'v1', 'Secret', 'variables-api', { data: { A: 'dGhlaXJz' } }],
  ['one more variable', 'v1', 'Secret', 'variables-api', { data: { MORE: 'dGhlaXJz' } }],
  ['the number of pods', 'apps/v1', 'Deployment', 'web', { spec: { replicas: 9 } }],
  [
    'how pods are replaced',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } },
  ],
  [
    'the right to be root',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { template: { spec: { securityContext: { runAsNonRoot: false } } } } },
  ],
  [
    'the account of the pods',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { template: { spec: { serviceAccountName: 'default', serviceAccount: 'default' } } } },
  ],
  [
    'a label of the pods',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { template: { metadata: { labels: { 'operations-manager/network': 'theirs' } } } } },
  ],
  ['the ports of a Service', 'v1', 'Service', 'api', { spec: { ports: [{ name: 'theirs', port: 1 }] } }],
  [
    'the pods of a Service',
    'v1',
    'Service',
    'api',
    { spec: { selector: { 'operations-manager/component': 'theirs' } } },
  ],
  [
    'the host of an Ingress',
    'networking.k8s.io/v1',
    'Ingress',
    '*',
    { spec: { rules: [{ host: 'theirs.example.org' }] } },
  ],
  ['a budget', 'policy/v1', 'PodDisruptionBudget', 'web', { spec: { maxUnavailable: 2 } }],
  ['an autoscaler', 'autoscaling/v2', 'HorizontalPodAutoscaler', 'api', { spec: { maxReplicas: 50 } }],
  ['a mark that is gone', 'v1', 'Service', 'web', { metadata: { labels: { 'operations-manager/part': null } } }],
]

function driftContract(aWorld: AWorld): void {
  describe('what somebody changed is put right, and the run after that writes nothing:', () => {
    test('every setting that is ours', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      for (const [what, apiVersion, kind, name, change] of meddling) {
        const ref = world.ref(
          apiVersion,
          kind,
          kind === 'Namespace' ? world.namespace : await nameIn(world, kind, name),
        )
        const before = await world.under.port.read(ref)
        await world.under.meddle(ref, change)
        expect(contentOf(await world.under.port.read(ref)), `${what} was changed`).not.toEqual(contentOf(before))
        expect(failuresOf(await world.run(wish)), what).toEqual({})
        expect(contentOf(await world.under.port.read(ref)), what).toEqual(contentOf(before))
        world.writes.length = 0
        await world.run(wish)
        expect(world.writes, `${what}: a second run`).toEqual([])
      }
    })

    test('what somebody added to the pods or the ports', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      const deployment = world.ref('apps/v1', 'Deployment', 'web')
      const service = world.ref('v1', 'Service', 'web')
      const { containers } = podSpecOf(await world.under.port.read(deployment))
      const { ports } = (await world.under.port.read(service))?.['spec'] as { readonly ports: readonly object[] }
      const intruder = { ...containers[0], name: 'intruder' }
      await world.under.meddle(deployment, { spec: { template: { spec: { containers: [...containers, intruder] } } } })
      await world.under.meddle(service, { spec: { ports: [...ports, { name: 'theirs', port: 9, protocol: 'TCP' }] } })
      expect(failuresOf(await world.run(wish))).toEqual({})
      expect(podSpecOf(await world.under.port.read(deployment)).containers).toHaveLength(1)
      expect((await world.under.port.read(service))?.['spec']).toMatchObject({ ports })
    })

    test('what somebody removed', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      const before = [...(await world.objects()).keys()].toSorted()
      for (const object of (await world.objects()).values())
        if (object.kind !== 'Namespace' && object.kind !== 'Deployment') await world.under.port.remove(refOf(object))
      expect(failuresOf(await world.run(wish))).toEqual({})
      expect([...(await world.objects()).keys()].toSorted()).toEqual(before)
    })
  })
}

function foreignContract(aWorld: AWorld): void {
  describe('what is not ours is refused and left as it is:', () => {
    const foreign = { 'operations-manager/mark': 'another/cluster-a/their/deployment' }
    test.each([
      ['a namespace without a mark', {}],
      ['a namespace with the mark of another', foreign],
    ])('%s', async (_, annotations) => {
      const world = aWorld(bounds)
      const home = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: world.namespace, annotations } }
      const { metadata } = await world.under.port.apply(home)
      const wish = world.wish(everything)
      expect(failuresOf(await world.run(wish))).toEqual({ 'production/namespace': 'OWNED_BY_OTHERS' })
      await world.remove(wish)
      const after = await world.under.port.read(world.ref('v1', 'Namespace', world.namespace))
      expect(after?.metadata).toMatchObject({ uid: metadata.uid })
      expect(after?.metadata.annotations ?? {}).toEqual(annotations)
      expect(after?.metadata.deletionTimestamp).toBeUndefined()
      expect([...(await world.objects()).keys()].filter((key) => !key.startsWith('Namespace/'))).toEqual([])
      await world.under.port.remove(refOf(home))
    })

    test.each([
      ['v1', 'Secret', 'variables-web', { type: 'Opaque', data: { theirs: 'dGhlaXJz' } }, 'production/web/binding'],
      ['networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', { spec: { podSelector: {} } }, 'production/policies'],
      ['v1', 'Service', 'web', { spec: { ports: [{ port: 1 }] } }, 'production/web/workload'],
    ])('an object %s %s "%s" of the same name', async (apiVersion, kind, called, content, step) => {
      for (const annotations of [{}, foreign]) {
        const world = aWorld()
        const wish = world.wish()
        await world.run(wish, ['namespace'])
        const metadata = { name: called, namespace: world.namespace, annotations }
        const theirs = await world.under.port.apply({ apiVersion, kind, metadata, ...content })
        expect(failuresOf(await world.run(wish))).toMatchObject({ [step]: 'OWNED_BY_OTHERS' })
        expect(contentOf(await world.under.port.read(refOf(theirs)))).toEqual(contentOf(theirs))
      }
    })
  })
}

function interruptionContract(aWorld: AWorld): void {
  test('a deployment that was half made is finished, wherever it was cut off', async () => {
    const whole = aWorld(bounds)
    await whole.run(whole.wish(everything))
    const expected = await namesIn(whole)
    const total = whole.writes.length
    expect(total).toBeGreaterThan(15)
    for (let count = 0; count < total; count += 1) {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      world.cutAfterWrites(count)
      const cut = await world.run(wish)
      expect(failuresOf(cut), `cut after ${count} writes`).not.toEqual({})
      expect(Object.values(failuresOf(cut))).toEqual(['BACKEND_UNAVAILABLE'])
      expect(world.writes).toHaveLength(count)
      world.cut(null)
      expect(failuresOf(await world.run(wish)), `after a cut after ${count} writes`).toEqual({})
      expect(await namesIn(world)).toEqual(expected)
      world.writes.length = 0
      await world.run(wish)
      expect(world.writes).toEqual([])
    }
  })
}

function beforeContract(aWorld: AWorld): void {
  const migrates = { components: { web: aComponent({ before: ['node', 'migrate.js'] }) } }
  const crashes = {
    components: { web: aComponent({ before: ['node', 'migrate.js'], image: 'example.org/web:crash' }) },
  }
  const jobsOf = async (world: DeploymentWorld) =>
    (await world.under.port.list({ apiVersion: 'batch/v1', kind: 'Job', namespace: world.namespace })).filter(
      ({ metadata }) => metadata.deletionTimestamp === undefined,
    )
  /** Runs the steps while the pods of the Job end like that. */
  const runEnding = async (
    world: DeploymentWorld,
    phase: 'Succeeded' | 'Failed',
    ...[wish]: Parameters<DeploymentWorld['run']>
  ): Promise<ReadonlyMap<string, StepResult>> => {
    const ending = setInterval(() => void world.under.endPods(world.namespace, phase).catch(() => undefined), 100)
    try {
      return await world.run(wish)
    } finally {
      clearInterval(ending)
    }
  }

  describe('what runs before', () => {
    test('runs once for a generation, and again for the next one', async () => {
      const world = aWorld()
      expect(failuresOf(await runEnding(world, 'Succeeded', world.wish(migrates)))).toEqual({})
      const [first] = await jobsOf(world)
      world.writes.length = 0
      await world.run(world.wish(migrates))
      expect(world.writes).toEqual([])
      expect(failuresOf(await runEnding(world, 'Succeeded', world.wish(migrates, { generation: 'g2' })))).toEqual({})
      await vi.waitFor(async () => expect(await jobsOf(world)).toHaveLength(1), patience)
      expect((await jobsOf(world))[0]?.metadata.uid).not.toBe(first?.metadata.uid)
    })

    test('and fails stops there, and runs again for another operation only', async () => {
      const world = aWorld()
      const failed = { 'production/web/before': 'BEFORE_FAILED' }
      expect(failuresOf(await runEnding(world, 'Failed', world.wish(crashes)))).toEqual(failed)
      const [first] = await jobsOf(world)
      expect(failuresOf(await world.run(world.wish(crashes)))).toEqual(failed)
      expect((await jobsOf(world)).map(({ metadata }) => metadata.uid)).toEqual([first?.metadata.uid])
      expect((await world.objects()).has('Deployment/web')).toBe(false)
      await runEnding(world, 'Failed', world.wish(crashes, { operation: 'o2' }))
      await vi.waitFor(async () => {
        const [next] = await jobsOf(world)
        expect(next?.metadata.uid).not.toBe(first?.metadata.uid)
      }, patience)
    })
  })
}

function removalContract(aWorld: AWorld): void {
  describe('a removal', () => {
    test('takes the namespace and all in it, and a second one writes nothing', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      expect(failuresOf(await world.remove(wish))).toEqual({})
      expect(await world.under.port.read(world.ref('v1', 'Namespace', world.namespace))).toBeNull()
      world.writes.length = 0
      expect(failuresOf(await world.remove(wish))).toEqual({})
      expect(world.writes).toEqual([])
    })

    test('that was cut off is finished by the next one', async () => {
      for (const count of [0, 1, 3, 5]) {
        const world = aWorld(bounds)
        const wish = world.wish(everything)
        await world.run(wish)
        world.cutAfterWrites(count)
        expect(Object.values(failuresOf(await world.remove(wish)))).toEqual(['BACKEND_UNAVAILABLE'])
        world.cut(null)
        expect(failuresOf(await world.remove(wish))).toEqual({})
        expect(await world.under.port.read(world.ref('v1', 'Namespace', world.namespace))).toBeNull()
      }
    })

    test('keeps the namespace with claim, bounds and policies while data is retained, and a new wish takes it up', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      await world.under.port.apply(aClaim(world.namespace))
      expect(failuresOf(await world.remove(wish))).toEqual({})
      await vi.waitFor(async () => {
        const kinds = new Set([...(await world.objects()).values()].map(({ kind }) => kind))
        expect([...kinds].toSorted()).toEqual(['LimitRange', 'Namespace', 'NetworkPolicy', 'ResourceQuota'])
      }, patience)
      expect(await world.under.port.read(refOf(aClaim(world.namespace)))).not.toBeNull()
      world.writes.length = 0
      await world.remove(wish)
      expect(world.writes).toEqual([])
      expect(failuresOf(await world.run(wish))).toEqual({})
      expect(await world.under.port.read(refOf(aClaim(world.namespace)))).not.toBeNull()
    })
  })
}

function refusalContract(aWorld: AWorld): void {
  const rollout = { type: 'component', component: 'web', step: 'rollout' } as const
  describe('what the cluster refuses is said in its words:', () => {
    test.each([
      [
        'more pods than the quota has',
        { quota: { pods: '0' } },
        {},
        'QUOTA_EXCEEDED',
        /exceeded quota: platform, requested: pods=1, used: pods=0, limited: pods=0/,
      ],
      [
        'more than a container may have',
        { limits: { max: { cpu: '1', memory: '1Gi' } } },
        { resources: { cpu: '2', memory: null } },
        'LIMIT_EXCEEDED',
        /maximum cpu usage per Container is 1, but limit is 2/,
      ],
    ] as const)('%s', async (_, settings, component, code, words) => {
      const world = aWorld(settings)
      const wish = world.wish({ components: { web: aComponent(component) } })
      expect(failuresOf(await world.run(wish))).toEqual({})
      await vi.waitFor(async () => {
        const { outcome } = await world.look(wish, rollout)
        expect(outcome).toMatchObject({ type: 'stalled', problem: { code, message: expect.stringMatching(words) } })
      }, patience)
    })

    test('no change of the objects is made while it cannot be reached, and everything after', async () => {
      const world = aWorld()
      const wish = world.wish()
      await world.run(wish)
      const before = versionsOf(await world.objects())
      world.cut('no answer')
      const results = await world.run(wish)
      expect(results.get('production/namespace')?.outcome).toMatchObject({
        type: 'waiting',
        problem: { code: 'BACKEND_UNAVAILABLE' },
      })
      expect(versionsOf(await world.objects())).toEqual(before)
      world.cut(null)
      expect(failuresOf(await world.run(wish))).toEqual({})
    })
  })
}

const everything: DeploymentSpec = aSpec({
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
      env: { component: { A: '1' }, deployment: { B: '' } },
      mounts: [{ service: 'cache', path: '/tmp' }],
      uses: [{ service: 'cache', prefix: null, as: {} }],
      ports: [
        { name: 'http', port: 3000, protocol: 'TCP' },
        { name: 'metrics', port: 9090, protocol: 'TCP' },
        { name: 'discovery', port: 9090, protocol: 'UDP' },
      ],
      secrets: ['KEY'],
    }),
    worker: aComponent({ ports: [], command: ['node', 'worker.js'], resources: { cpu: '1500m', memory: '0.5Gi' } }),
  },
  services: { cache: { type: 'scratch', settings: { size: '0.5Gi' }, deletion: 'delete' } },
  registries: { ghcr: { url: 'https://ghcr.io/example/', username: 'bot', secret: 'TOKEN' } },
  sealed: { 'api/KEY': 'sealed:k', 'registries/ghcr/TOKEN': 'sealed:t' },
})

function aClaim(namespace: string): KubernetesObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: objectNames.claim('archive'), namespace },
    spec,
  }
}

/** Steps that are not done, with the code of their problem. */
function failuresOf(results: ReadonlyMap<string, StepResult>): Record<string, string> {
  const codes = [...results].flatMap(([key, { outcome }]) => {
    if (outcome.type === 'ready') return []
    return [[key, 'problem' in outcome ? (outcome.problem?.code ?? outcomesOf(results)[key] ?? '') : outcome.type]]
  })
  return Object.fromEntries(codes) as Record<string, string> // pairs of texts
}

function appliedIn(results: ReadonlyMap<string, StepResult>): readonly unknown[] {
  return [...results.values()].flatMap(({ applied }) => applied)
}

/** Version of each object, but for those that a controller counts on by itself. */
function versionsOf(objects: ReadonlyMap<string, KubernetesObject>): Record<string, unknown> {
  return Object.fromEntries([...objects].map(([key, object]) => [key, contentOf(object)]))
}

/** What of an object somebody decides; status and numbers go on by themselves. */
function contentOf(object: KubernetesObject | null): unknown {
  if (object === null) return null
  const { status: _status, metadata, ...content } = object
  const { 'deployment.kubernetes.io/revision': _revision, ...annotations } = metadata.annotations ?? {}
  return { ...content, labels: metadata.labels, annotations, uid: metadata.uid }
}

/** The API leaves out empty lists of rules; they mean the same. */
function withoutEmpty(spec: unknown): unknown {
  const entries = Object.entries((spec ?? {}) as Readonly<Record<string, unknown>>)
  return Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value) || value.length > 0))
}

function podSpecOf(deployment: KubernetesObject | null): { readonly containers: readonly object[] } {
  return (deployment?.['spec'] as { template: { spec: { containers: readonly object[] } } }).template.spec
}

async function nameIn(world: DeploymentWorld, kind: string, name: string): Promise<string> {
  if (name !== '*') return name
  const found = [...(await world.objects()).values()].find((object) => object.kind === kind)
  return found?.metadata.name ?? name
}

/** Kinds and names, as they are in every such deployment; an Ingress is named after its host. */
async function namesIn(world: DeploymentWorld): Promise<readonly string[]> {
  const keys = [...(await world.objects()).keys()]
  return keys.map((key) => key.replace(world.namespace, 'home').replace(/^(Ingress\/web)-.*/, '$1')).toSorted()
}

function refOf({ apiVersion, kind, metadata }: KubernetesObject) {
  return { apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name }
}
