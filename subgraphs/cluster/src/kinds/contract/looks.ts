import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import type { StepResult } from '../../reconcile/step.ts'
import { aComponent, aSpec, onTheWeb, outcomesOf } from '../testing.ts'
import type { DeploymentWorld } from './world.ts'

/** A deployment of its own under these settings of the cluster. */
export type AWorld = (settings?: Readonly<Record<string, unknown>>) => DeploymentWorld

/** Settings of a cluster that bounds its namespaces. */
export const bounds = {
  quota: { pods: '20', 'requests.cpu': '4', 'limits.memory': '8Gi' },
  certificateAuthority: 'PEM',
}

/** A deployment of which every part is used. */
export const everything: DeploymentSpec = aSpec({
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

/** A claim with data of a service. */
export function aClaim(namespace: string): KubernetesObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: objectNames.claim('archive'), namespace },
    spec,
  }
}

/** Steps that are not done, with the code of their problem. */
export function failuresOf(results: ReadonlyMap<string, StepResult>): Record<string, string> {
  const codes = [...results].flatMap(([key, { outcome }]) => {
    if (outcome.type === 'ready') return []
    return [[key, 'problem' in outcome ? (outcome.problem?.code ?? outcomesOf(results)[key] ?? '') : outcome.type]]
  })
  return Object.fromEntries(codes) as Record<string, string> // pairs of texts
}

/** What was applied. */
export function appliedIn(results: ReadonlyMap<string, StepResult>): readonly unknown[] {
  return [...results.values()].flatMap(({ applied }) => applied)
}

/** Version of each object, but for those that a controller counts on by itself. */
export function versionsOf(objects: ReadonlyMap<string, KubernetesObject>): Record<string, unknown> {
  return Object.fromEntries([...objects].map(([key, object]) => [key, contentOf(object)]))
}

/** What of an object somebody decides; status and numbers go on by themselves. */
export function contentOf(object: KubernetesObject | null): unknown {
  if (object === null) return null
  const { status: _status, metadata, ...content } = object
  const { 'deployment.kubernetes.io/revision': _revision, ...annotations } = metadata.annotations ?? {}
  return { ...content, labels: metadata.labels, annotations, uid: metadata.uid }
}

/** The API leaves out empty lists of rules; they mean the same. */
export function withoutEmpty(spec: unknown): unknown {
  const entries = Object.entries((spec ?? {}) as Readonly<Record<string, unknown>>)
  return Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value) || value.length > 0))
}

/** The pods of a Deployment. */
export function podSpecOf(deployment: KubernetesObject | null): { readonly containers: readonly object[] } {
  if (deployment === null) throw new Error('the Deployment is not there')
  return (deployment['spec'] as { template: { spec: { containers: readonly object[] } } }).template.spec
}

/** `*`: the only one of its kind, whatever it is called. */
export async function nameIn(world: DeploymentWorld, kind: string, name: string): Promise<string> {
  if (name !== '*') return name
  const found = [...(await world.objects()).values()].find((object) => object.kind === kind)
  return found?.metadata.name ?? name
}

/** Kinds and names, as they are in every such deployment; an Ingress is named after its host. */
export async function namesIn(world: DeploymentWorld): Promise<readonly string[]> {
  const keys = [...(await world.objects()).keys()]
  return keys.map((key) => key.replace(world.namespace, 'home').replace(/^(Ingress\/web)-.*/, '$1')).toSorted()
}
