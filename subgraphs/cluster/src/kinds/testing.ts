import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import type { ComponentSpec, DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { KubernetesSettings } from '../manifests/settings.ts'
import { createMemoryKubernetes, type MemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { memoryProber } from '../memory/kubernetes/prober.ts'
import { instantTimings, type Timings } from '../memory/kubernetes/world.ts'
import { systemClock } from '../reconcile/clock.ts'
import type { StepResult } from '../reconcile/step.ts'
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
    let result = await step.run()
    while (result.outcome.type === 'progressing') {
      await changed(world)
      result = await step.run()
    }
    results.set(key, result)
    if (result.outcome.type !== 'ready') return results
  }
  return results
}

/** The next change of the cluster. */
export function changed(world: World): Promise<void> {
  return new Promise((resolve) => {
    const stop = world.kubernetes.onChange(() => {
      stop()
      resolve()
    })
  })
}
