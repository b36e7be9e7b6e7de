import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import type { ComponentSpec, DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { KubernetesSettings } from '../manifests/settings.ts'
import type { KubernetesObject, KubernetesRef } from '../ports/kubernetes.ts'
import { createMemoryKubernetes, type MemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { memoryProber } from '../memory/kubernetes/prober.ts'
import { instantTimings, type Timings } from '../memory/kubernetes/world.ts'
import { systemClock } from '../reconcile/clock.ts'
import type { BoundStep, StepResult } from '../reconcile/step.ts'
import type { KindDeps } from './deps.ts'
import { kubernetesSteps } from './steps.ts'

/** Builders for tests: what is not named is plain and valid. */
export function aComponent(more: Partial<ComponentSpec> = {}): ComponentSpec {
  return {
    image: 'ghcr.io/example/web:1.4.0',
    command: null,
    args: null,
    before: null,
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    publish: null,
    uses: [],
    calls: [],
    env: { component: {}, deployment: {} },
    secrets: [],
    mounts: [],
    egress: [],
    resources: { cpu: null, memory: null },
    replicas: 1,
    autoscale: null,
    health: { path: null, expect: null, deadlineSeconds: null },
    writableRoot: false,
    ...more,
  }
}

export function aSpec(more: Partial<DeploymentSpec> = {}): DeploymentSpec {
  return {
    formatVersion: 1,
    installation: 'test',
    cluster: 'cluster-a',
    project: 'webshop',
    deployment: 'production',
    components: { web: aComponent() },
    services: {},
    registries: {},
    sealed: {},
    people: [],
    ...more,
  }
}

export function aWish(spec: DeploymentSpec, more: Partial<Wish> = {}): Wish {
  return {
    id: deploymentId(spec),
    generation: 'g1',
    revision: 'r1',
    operation: 'o1',
    held: false,
    restarts: {},
    reissue: {},
    retained: {},
    attempts: {},
    spec,
    ...more,
  }
}

/** A published component. */
export const published = {
  port: 'http',
  path: '/',
  stripPath: false,
  hosts: [{ type: 'default', label: 'webshop' }],
} as const

export function someSettings(more: Readonly<Record<string, unknown>> = {}): KubernetesSettings {
  return KubernetesSettings.parse({ domain: 'apps.example.org', scheme: 'https', ...more })
}

export type World = KindDeps & { readonly kubernetes: MemoryKubernetes }

/** A cluster in memory with everything that the kinds need. Sealed values are opened by taking off `sealed:`. */
export function aWorld(more: Partial<KindDeps> = {}, timings: Timings = instantTimings): World {
  const kubernetes = createMemoryKubernetes({ clock: systemClock, timings })
  return {
    settings: someSettings(),
    catalogue,
    offers: {},
    outputs: () => Promise.resolve(null),
    open: (envelope) =>
      envelope.startsWith('sealed:')
        ? Promise.resolve(new Secret(envelope.slice('sealed:'.length)))
        : Promise.reject(new Error('no envelope for this cluster')),
    fingerprintKey: new Secret('fingerprint-key-of-the-test'),
    prober: memoryProber(kubernetes),
    imageNotice: () => null,
    trial: () => null,
    answers: () => Promise.resolve(true),
    ...more,
    kubernetes,
  }
}

/** Runs every step in the order of the graph, each until it neither progresses nor waits any more. */
export async function runAll(world: World, wish: Wish): Promise<ReadonlyMap<string, StepResult>> {
  const factory = kubernetesSteps(world, 'test')
  const ref = { cluster: wish.spec.cluster, project: wish.spec.project, deployment: wish.spec.deployment }
  const results = new Map<string, StepResult>()
  for (const { key, subject } of stepGraph(wish.spec, world.catalogue)) {
    const step = factory(subject, { type: 'wish', ref, wish }, { now: () => new Date(), attempt: 1 })
    if (step === null) continue
    const result = await runStep(world, step)
    results.set(key, result)
    if (result.outcome.type !== 'ready') return results
  }
  return results
}

/** Runs a step until it no longer progresses. */
export async function runStep(world: World, step: BoundStep): Promise<StepResult> {
  let result = await step.run()
  const applied = [...result.applied]
  while (result.outcome.type === 'progressing') {
    await changed(world)
    result = await step.run()
    applied.push(...result.applied)
  }
  return { ...result, applied }
}

/** The next change of the cluster, or a moment later: time alone changes things too. */
function changed(world: World): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const stop = world.kubernetes.onChange(end)
    const timer = setTimeout(end, 50)
  })
}

/** A published component's part of the spec. */
export const onTheWeb: NonNullable<ComponentSpec['publish']> = { ...published, hosts: [...published.hosts] }

/** A deployment of one component. */
export function withWeb(web: Partial<ComponentSpec>): DeploymentSpec {
  return aSpec({ components: { web: aComponent(web) } })
}

/** How each step ended, by its key. */
export function outcomesOf(results: ReadonlyMap<string, StepResult>): Record<string, string> {
  return Object.fromEntries([...results].map(([key, { outcome }]) => [key, outcome.type]))
}

/** What of a kind is in the namespace of the test's deployment. */
export function objects(world: World, apiVersion: string, kind: string): Promise<readonly KubernetesObject[]> {
  return world.kubernetes.list({ apiVersion, kind, namespace: 'webshop-production' })
}

/** Where something is in the namespace of the test's deployment. */
export function ref(apiVersion: string, kind: string, name: string): KubernetesRef {
  return { apiVersion, kind, namespace: 'webshop-production', name }
}

/** The image of a pod. */
export function imageOf(pod: KubernetesObject): string | undefined {
  return (pod['spec'] as { containers: { image: string }[] }).containers[0]?.image
}

/** The name of an object. */
export function nameOf({ metadata }: KubernetesObject): string {
  return metadata.name
}
