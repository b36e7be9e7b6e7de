import { vi } from 'vitest'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { someSettings } from '../../kinds/testing.ts'
import { namespaceContents, namespaceObject } from '../../manifests/namespace.ts'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import type { StepTarget } from '../../reconcile/step.ts'
import type { ClusterService } from '../service.ts'
import { cuttable } from '../testing/cuttable.ts'
import { endOf, ServiceWorld } from '../testing/service-world.ts'
import { redisService, type RedisDeps } from './service.ts'

export const patience = { timeout: 60_000, interval: 50 }

export type RedisUnderTest = {
  /** As the cluster backend. */
  readonly port: KubernetesPort
  /** As an operator of the platform, who may look at and make anything. */
  readonly operator: KubernetesPort
  /** Somebody else changes fields of an object: a JSON merge patch. */
  readonly meddle: (ref: KubernetesRef, change: Readonly<Record<string, unknown>>) => Promise<void>
  readonly settings: RedisDeps['settings']
  readonly storageClass: string
  readonly volumeGroup: number | null
  readonly proofsFrom: RedisDeps['proofsFrom']
  /** An image that nobody can pull. */
  readonly missingImage: string
  close(): Promise<void>
}

export const whole = ['data', 'server', 'proof']
export const leaving = ['server', 'data']
export const kept = { memory: '32Mi', policy: 'noeviction', storage: '64Mi' }

export type Settings = { memory: string; policy: string; storage?: string }
export type World = Awaited<ReturnType<typeof openWorld>>
/** What differs in the cluster: an image that is not there, a quota. */
export type Cluster = { readonly image?: 'missing'; readonly quota?: Readonly<Record<string, string>> }
export type AWorld = (settings?: Settings, cluster?: Cluster) => Promise<World>

/** One instance in a namespace of its own. */
export async function openWorld(
  under: RedisUnderTest,
  settings: Settings = { memory: '32Mi', policy: 'allkeys-lru' },
  { image, quota = {} }: Cluster = {},
) {
  const world = new ServiceWorld('redis', settings)
  const home = namespaceObject({ ...world.ref, installation: 'test' })
  await under.port.apply(home)
  const input = { spec: world.spec(), settings: someSettings({ quota }), catalogue: new Map(), offers: {} }
  for (const object of namespaceContents(input)) await under.port.apply(object)
  const { port, cut, cutAfterWrites } = cuttable(under.port)
  const serviceOver = serviceOf(under, image)
  const namespace = namespaceName(world.ref)
  const secret = (name: string): KubernetesRef => ({ apiVersion: 'v1', kind: 'Secret', namespace, name })
  const refs = refsOf(namespace)
  const service = serviceOver(port)
  /** Runs the steps as the engine does, again while the server starts or ends. */
  const make = async (target: StepTarget = world.wish(), steps: readonly string[] = whole) => {
    const all: Awaited<ReturnType<typeof world.run>> = []
    await vi.waitFor(async () => {
      const results = await world.run(service, steps, target)
      all.push(...results)
      if (results.at(-1)?.outcome.type === 'progressing') throw new Error(endOf(results))
    }, patience)
    return all
  }
  const published = async (): Promise<string> => {
    const credentials = await under.operator.read(secret(objectNames.credentials('it')))
    const data = (credentials?.['data'] ?? {}) as Readonly<Record<string, string>> // a Secret's data
    return Buffer.from(data['password'] ?? '', 'base64').toString()
  }
  return {
    under,
    world,
    refs,
    secret,
    service,
    serviceOver,
    make,
    published,
    cut,
    cutAfterWrites,
    namespace,
    read: (which: keyof typeof refs) => under.operator.read(refs[which]),
    unmake: (over: Parameters<typeof world.removal>[0] = {}) => make(world.removal(over), leaving),
    pods: () => under.operator.list({ apiVersion: 'v1', kind: 'Pod', namespace }),
    meddle: under.meddle,
    close: async () => {
      world.close()
      await under.port.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace })
    },
  }
}

/** The type over a Kubernetes, as this cluster has it. */
function serviceOf(under: RedisUnderTest, image: Cluster['image']): (kubernetes: KubernetesPort) => ClusterService {
  const { settings, storageClass, volumeGroup, proofsFrom, missingImage } = under
  return (kubernetes) =>
    redisService({
      kubernetes,
      credentials: credentialStore(kubernetes),
      newSecret,
      installation: 'test',
      settings: { ...settings, ...(image === 'missing' && { image: missingImage }) },
      storageClass,
      volumeGroup,
      unschedulableAfterSeconds: 600,
      proofsFrom,
    })
}

/** Where the objects of the instance are. */
function refsOf(namespace: string) {
  const ref = (apiVersion: string, kind: string, name: string): KubernetesRef => ({ apiVersion, kind, namespace, name })
  const server = objectNames.server('it')
  return {
    deployment: ref('apps/v1', 'Deployment', server),
    service: ref('v1', 'Service', server),
    accounts: ref('v1', 'Secret', server),
    claim: ref('v1', 'PersistentVolumeClaim', objectNames.claim('it')),
  }
}

/** The password that a server is started with. */
export function passwordOf(accounts: KubernetesObject | null): string {
  const data = (accounts?.['data'] ?? {}) as Readonly<Record<string, string>> // a Secret's data
  return Buffer.from(data['password'] ?? '', 'base64').toString()
}

/** Everything of instances that is left in a namespace. */
export async function leftIn(operator: KubernetesPort, namespace: string): Promise<string[]> {
  const kinds = [
    ['apps/v1', 'Deployment'],
    ['v1', 'Service'],
    ['v1', 'Secret'],
    ['v1', 'PersistentVolumeClaim'],
    ['v1', 'Pod'],
  ] as const
  const lists = await Promise.all(
    kinds.map(async ([apiVersion, kind]) =>
      (await operator.list({ apiVersion, kind, namespace })).map(({ metadata }) => `${kind} ${metadata.name}`),
    ),
  )
  return lists.flat().toSorted()
}

export function foreignObject({ apiVersion, kind, namespace, name }: KubernetesRef): KubernetesObject {
  const labels = { app: 'foreign' }
  const specs: Readonly<Record<string, object>> = {
    Deployment: {
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'example/foreign:1' }] } },
      },
    },
    Service: { spec: { selector: labels, ports: [{ port: 80 }] } },
    Secret: { data: {} },
    PersistentVolumeClaim: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  }
  return { apiVersion, kind, metadata: { name, ...(namespace !== null && { namespace }) }, ...specs[kind] }
}
