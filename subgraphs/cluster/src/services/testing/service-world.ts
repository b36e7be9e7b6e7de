import { randomBytes } from 'node:crypto'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec, ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { createMemoryKubernetes, type MemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import { namespaceObject } from '../../manifests/namespace.ts'
import { systemClock } from '../../reconcile/clock.ts'
import type { BoundStep, StepResult, StepTarget } from '../../reconcile/step.ts'
import { aService, aSpec, aTombstone, aWish } from '../../reconcile/testing/builders.ts'
import { removalOf } from '../instance.ts'
import { serviceOutputs } from '../outputs.ts'
import type { ClusterService } from '../service.ts'

export const retentionDays = 7

type Deployment = { readonly cluster: string; readonly project: string; readonly deployment: string }

/** One service instance in a deployment of its own, over a Kubernetes in memory. */
export class ServiceWorld {
  readonly kubernetes: MemoryKubernetes = createMemoryKubernetes({ clock: systemClock })
  readonly ref: Deployment
  readonly name: { readonly project: string; readonly deployment: string; readonly service: string }
  #settings: ServiceSpec['settings']
  readonly #type: string
  readonly #spec: Partial<DeploymentSpec>

  constructor(type: string, settings: ServiceSpec['settings'], spec: Partial<DeploymentSpec> = {}) {
    const project = `shop-${randomBytes(4).toString('hex')}`
    this.ref = { cluster: 'cluster-a', project, deployment: 'production' }
    this.name = { project, deployment: 'production', service: 'it' }
    this.#type = type
    this.#settings = settings
    this.#spec = spec
  }

  async open(): Promise<this> {
    await this.kubernetes.apply(namespaceObject({ ...this.ref, installation: 'test' }))
    return this
  }

  close(): void {
    this.kubernetes.stop()
  }

  spec(): DeploymentSpec {
    const service = aService(this.#type, { settings: this.#settings })
    return aSpec({ ...this.ref, services: { it: service }, ...this.#spec })
  }

  /** Settings of the next wishes. */
  set(settings: ServiceSpec['settings']): void {
    this.#settings = { ...this.#settings, ...settings }
  }

  wish(over: Parameters<typeof aWish>[0] = {}): StepTarget {
    return { type: 'wish', ref: this.ref, wish: aWish({ spec: this.spec(), ...over }) }
  }

  removal(over: Parameters<typeof aTombstone>[0] = {}): StepTarget {
    const deployment = aWish({ spec: this.spec() }).id
    return {
      type: 'removal',
      ref: this.ref,
      tombstone: aTombstone({ deployment, service: 'it', ...over }),
      spec: this.spec(),
    }
  }

  bind(service: ClusterService, step: string, target: StepTarget): BoundStep {
    const spec = target.type === 'wish' ? target.wish.spec : target.spec
    return service.bind({
      service: 'it',
      step,
      target,
      spec,
      declared: spec.services['it'] ?? aService(this.#type),
      removal: removalOf(target, 'it', retentionDays),
      context: { now: () => new Date(), attempt: 1 },
    })
  }

  /** Runs steps in order until one is not ready; answers how each ended. */
  async run(
    service: ClusterService,
    steps: readonly string[],
    target: StepTarget = this.wish(),
  ): Promise<StepResult[]> {
    const results: StepResult[] = []
    for (const step of steps) {
      const result = await this.bind(service, step, target).run()
      results.push(result)
      if (result.outcome.type !== 'ready') break
    }
    return results
  }

  async outputs(): Promise<Readonly<Record<string, Secret>>> {
    return (await serviceOutputs(this.kubernetes, aWish({ spec: this.spec() }).id, 'it')) ?? {}
  }

  async output(key: string): Promise<string> {
    return (await this.outputs())[key]?.reveal() ?? ''
  }

  /** Somebody removes the Secrets of the instance. */
  async loseSecrets(): Promise<void> {
    for (const name of [objectNames.credentials('it'), objectNames.pendingCredentials('it')])
      await this.kubernetes.remove({ apiVersion: 'v1', kind: 'Secret', namespace: namespaceName(this.ref), name })
  }
}

/** What the steps of a run did, as types of actions. */
export function appliedTypes(results: readonly StepResult[]): readonly string[] {
  return results.flatMap(({ applied }) => applied.map(({ type }) => type))
}

/** How the last step of a run ended, with the code of its problem. */
export function endOf(results: readonly StepResult[]): string {
  const outcome = results.at(-1)?.outcome
  const code = outcome === undefined || !('problem' in outcome) ? undefined : outcome.problem?.code
  return [outcome?.type, code].filter((part) => part !== undefined).join(' ')
}
