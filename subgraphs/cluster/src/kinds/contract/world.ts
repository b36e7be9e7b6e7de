import { randomBytes } from 'node:crypto'
import { vi } from 'vitest'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import { removalGraph } from '@operations-manager/schema/steps/removal.ts'
import type { StepSubject } from '@operations-manager/schema/steps/step.ts'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import type { StepResult, StepTarget } from '../../reconcile/step.ts'
import { aTombstone } from '../../reconcile/testing/builders.ts'
import { countWrites } from '../../services/testing/count-writes.ts'
import { cuttable } from '../../services/testing/cuttable.ts'
import type { KindDeps } from '../deps.ts'
import { kubernetesSteps } from '../steps.ts'
import { aSpec, aWish, someSettings } from '../testing.ts'
import { ownedKinds } from '../objects/owned-kinds.ts'

/** A Kubernetes for the contract of the kinds. */
export type KindsUnderTest = {
  /** As an operator of the platform, who may look at and make anything. */
  readonly port: KubernetesPort
  /** As the cluster backend, with its own rights. */
  readonly asBackend: KubernetesPort
  /** Somebody else changes fields of an object: a JSON merge patch. */
  readonly meddle: (ref: KubernetesRef, change: Readonly<Record<string, unknown>>) => Promise<void>
  /** Where no node runs pods: ends the pods of a namespace as their program would. */
  readonly endPods: (namespace: string, phase: 'Succeeded' | 'Failed') => Promise<void>
  readonly close: () => Promise<void>
}

const context = { now: () => new Date(), attempt: 1 }
const patience = { timeout: 30_000, interval: 25 }

/** Steps that write objects; whether pods come up is for the cluster with nodes. */
export const writing: readonly string[] = ['namespace', 'policies', 'pull-secrets', 'binding', 'before', 'workload']

/** One deployment of its own in a cluster that others use too. */
export class DeploymentWorld {
  readonly under: KindsUnderTest
  readonly project = `shop-${randomBytes(4).toString('hex')}`
  readonly cut
  readonly cutAfterWrites
  readonly writes: string[]
  readonly #deps: KindDeps

  constructor(under: KindsUnderTest, settings: Parameters<typeof someSettings>[0] = {}) {
    this.under = under
    const counted = countWrites<KubernetesPort>(under.asBackend)
    const { port, cut, cutAfterWrites } = cuttable<KubernetesPort>(counted.port)
    this.cut = cut
    this.cutAfterWrites = cutAfterWrites
    this.writes = counted.writes
    this.#deps = {
      kubernetes: port,
      settings: someSettings({ unschedulableAfterSeconds: 600, ...settings }),
      catalogue,
      offers: {},
      outputs: () => Promise.resolve({ host: 'db.example.org', password: new Secret('of the database') }),
      open: (envelope) => Promise.resolve(new Secret(envelope.slice('sealed:'.length))),
      fingerprintKey: new Secret('fingerprint-key-of-the-test'),
      prober: { from: 'BACKEND', probe: () => Promise.resolve({ type: 'no-answer', reason: 'nobody asked' }) },
      imageNotice: () => null,
      trial: () => null,
      answers: () => Promise.resolve(false),
    }
  }

  get namespace(): string {
    return namespaceName({ project: this.project, deployment: 'production' })
  }

  /** A wish of this world; hosts are its own, for others are in the cluster too. */
  wish(given: Partial<DeploymentSpec> = {}, more: Partial<Wish> = {}): Wish {
    const spec = aSpec({ ...given, project: this.project })
    const components = Object.entries(spec.components).map(([name, component]) => {
      const publish = component.publish && {
        ...component.publish,
        hosts: [{ type: 'default' as const, label: this.project }],
      }
      return [name, { ...component, publish }] as const
    })
    return aWish({ ...spec, components: Object.fromEntries(components) }, more)
  }

  /** Takes the namespace away with all that is in it. */
  async clear(): Promise<void> {
    await this.under.port.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: this.namespace })
  }

  ref(apiVersion: string, kind: string, name: string): KubernetesRef {
    return { apiVersion, kind, namespace: kind === 'Namespace' ? null : this.namespace, name }
  }

  /** Runs the named steps in the order of the graph, until one is not done; answers how each ended. */
  async run(wish: Wish, steps = writing): Promise<ReadonlyMap<string, StepResult>> {
    const { cluster, project, deployment } = wish.spec
    const target = { type: 'wish', ref: { cluster, project, deployment }, wish } as const
    return this.#runAll(stepGraph(wish.spec, catalogue), target, (subject) => steps.includes(subject.step))
  }

  /** Runs the removal of the deployment. */
  async remove({ id, spec }: Wish): Promise<ReadonlyMap<string, StepResult>> {
    const confirmedAt = new Date().toISOString()
    const tombstone = aTombstone({ id: 't1', deployment: id, operation: 'o9', confirmedAt })
    const { cluster, project, deployment } = spec
    const target = { type: 'removal', ref: { cluster, project, deployment }, tombstone, spec } as const
    return this.#runAll(removalGraph(spec, catalogue, null), target, () => true)
  }

  /** One step by itself, run once: what waits for pods would go on for ever where none run. */
  async look(wish: Wish, subject: StepSubject): Promise<StepResult> {
    const { cluster, project, deployment } = wish.spec
    const target = { type: 'wish', ref: { cluster, project, deployment }, wish } as const
    const step = kubernetesSteps(this.#deps, 'test')(subject, target, context)
    if (step === null) throw new Error('this is no step of the Kubernetes kinds')
    return step.run()
  }

  /** Everything of ours in the namespace, and the namespace, by kind and name. */
  async objects(): Promise<ReadonlyMap<string, KubernetesObject>> {
    const home = await this.under.port.read(this.ref('v1', 'Namespace', this.namespace))
    const lists = await Promise.all(
      ownedKinds.map(([apiVersion, kind]) => this.under.port.list({ apiVersion, kind, namespace: this.namespace })),
    )
    const all = [...(home === null ? [] : [home]), ...lists.flat()]
    const ours = all.filter(({ metadata }) => metadata.annotations?.['operations-manager/mark'] !== undefined)
    return new Map(ours.map((object) => [`${object.kind}/${object.metadata.name}`, object]))
  }

  async #runAll(
    graph: readonly { readonly key: string; readonly subject: StepSubject }[],
    target: StepTarget,
    isAsked: (subject: StepSubject) => boolean,
  ): Promise<ReadonlyMap<string, StepResult>> {
    const results = new Map<string, StepResult>()
    for (const { key, subject } of graph) {
      const step = isAsked(subject) ? kubernetesSteps(this.#deps, 'test')(subject, target, context) : null
      if (step === null) continue
      const applied: StepResult['applied'][number][] = []
      const result = await vi.waitFor(async () => {
        const one = await step.run()
        applied.push(...one.applied)
        if (one.outcome.type === 'progressing') throw new Error(`${key}: ${one.outcome.message}`)
        return one
      }, patience)
      results.set(key, { ...result, applied })
      if (result.outcome.type !== 'ready') return results
    }
    return results
  }
}
