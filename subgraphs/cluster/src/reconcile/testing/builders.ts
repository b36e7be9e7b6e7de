import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Report, Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import type { ComponentSpec, DeploymentSpec, ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { WishSource, Wished } from '../source.ts'

export const ref = { cluster: 'cluster-a', project: 'webshop', deployment: 'production' }

export function aSpec(over: Partial<DeploymentSpec> = {}): DeploymentSpec {
  return {
    formatVersion: 1,
    installation: 'test',
    ...ref,
    components: {},
    services: {},
    registries: {},
    sealed: {},
    people: [],
    ...over,
  }
}

export function aComponent(over: Partial<ComponentSpec> = {}): ComponentSpec {
  return {
    image: 'example/web:1',
    command: null,
    args: null,
    before: null,
    ports: [],
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
    ...over,
  }
}

export function aService(type: string, over: Partial<ServiceSpec> = {}): ServiceSpec {
  return { type, settings: {}, deletion: 'retain', ...over }
}

export function aWish(over: Partial<Wish> = {}): Wish {
  const spec = over.spec ?? aSpec()
  return {
    id: deploymentId(spec),
    generation: 'g1',
    revision: 'r1',
    operation: 'op1',
    held: false,
    restarts: {},
    reissue: {},
    retained: {},
    attempts: {},
    ...over,
    spec,
  }
}

export function aTombstone(over: Partial<Tombstone> = {}): Tombstone {
  return {
    id: 'tombstone1',
    deployment: deploymentId(ref),
    service: null,
    operation: 'op2',
    confirmedBy: 'alice@example.org',
    confirmedAt: '2026-03-01T12:00:00.000Z',
    deletion: {},
    purge: false,
    attempts: {},
    ...over,
  }
}

/** Wishes that a test sets, as they come over the link. */
export class FakeWishes implements WishSource {
  readonly #wished = new Map<string, Wished>()
  readonly #listeners = new Set<(ids: readonly string[]) => void>()
  readonly #snapshots = new Set<() => void>()

  current(id: string): Wished {
    return this.#wished.get(id) ?? { id, wish: null, last: null, tombstones: [] }
  }

  all(): readonly Wished[] {
    return [...this.#wished.values()]
  }

  snapshotAt(): string {
    return '2026-03-01T12:00:00.000Z'
  }

  onChange(listener: (ids: readonly string[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onSnapshot(listener: () => void): () => void {
    this.#snapshots.add(listener)
    return () => this.#snapshots.delete(listener)
  }

  wish(wish: Wish): void {
    this.#set({ ...this.current(wish.id), wish, last: wish })
  }

  /** The wish stands no longer, and nothing says that it is to go. */
  unwish(id: string): void {
    this.#set({ ...this.current(id), wish: null })
  }

  tombstone(tombstone: Tombstone): void {
    const before = this.current(tombstone.deployment)
    this.#set({
      ...before,
      wish: tombstone.service === null ? null : before.wish,
      tombstones: [...before.tombstones, tombstone],
    })
  }

  tombstoneGone(id: string): void {
    for (const one of this.all())
      if (one.tombstones.some((tombstone) => tombstone.id === id))
        this.#set({ ...one, tombstones: one.tombstones.filter((tombstone) => tombstone.id !== id) })
  }

  reconnect(): void {
    for (const listener of this.#snapshots) listener()
  }

  #set(wished: Wished): void {
    this.#wished.set(wished.id, wished)
    for (const listener of this.#listeners) listener([wished.id])
  }
}

/** Everything that was reported, with what tests look for. */
export class FakeReporter {
  readonly reports: Report[] = []

  report(report: Report): void {
    this.reports.push(report)
  }

  of<Type extends Report['type']>(type: Type): Extract<Report, { type: Type }>[] {
    return this.reports.filter((report): report is Extract<Report, { type: Type }> => report.type === type)
  }

  /** `step attempt state` of each step report, in order. */
  steps(): string[] {
    return this.of('step').map(({ step, attempt, state }) => `${step} ${attempt} ${state}`)
  }

  /** States of a target, in order. */
  targets(operation?: string): string[] {
    return this.of('target')
      .filter((report) => operation === undefined || report.operation === operation)
      .map(({ state }) => state)
  }
}
