import type { Log } from '@operations-manager/runtime/log/log.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Report, Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Clock } from './clock.ts'
import { DeploymentUnit } from './deployment-unit.ts'
import type { PlannedAction } from './kind.ts'
import { defaultLimits, type EngineLimits } from './limits.ts'
import type { Outcome } from './outcome.ts'
import { outcomeOf } from './outcome-of.ts'
import type { StepGraph } from './plan-tracks.ts'
import { Queue, type Next, type Unit } from './queue.ts'
import { SharedUnits, type SharedKind, type SharedRemoval, type SharedUse } from './shared-units.ts'
import { Slots } from './slots.ts'
import type { Reporter, WishSource } from './source.ts'
import { backends, type Backend, type StepFactory } from './step.ts'
import { isAccountedFor, isExpired, type Inventory, type MarkedObject } from './sweep.ts'

export type EngineDeps = {
  readonly cluster: string
  readonly wishes: WishSource
  readonly reporter: Reporter
  readonly graph: StepGraph
  /** Asked in this order for each step; the first that knows the subject makes it. */
  readonly factories: readonly StepFactory[]
  readonly shared: SharedKind
  readonly inventories: readonly Inventory[]
  readonly gate: (wish: Wish) => Problem | null
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly limits?: Partial<EngineLimits>
}

/** What a step would do now; `outcome` instead of actions where that cannot be said yet. */
export type StepPlan = {
  readonly step: string
  readonly actions: readonly PlannedAction[]
  readonly outcome: Outcome | null
}

const sweepUnit: Unit = { id: 'sweep', project: '' }

/**
 * The reconcile engine: level-triggered, and without knowledge of any kind. Whatever is said to have changed only
 * puts an id into the queue; a pass then looks at wish and world as they are.
 */
export class Engine {
  readonly #deps: EngineDeps
  readonly #limits: EngineLimits
  readonly #queue: Queue
  readonly #shared: SharedUnits
  readonly #units = new Map<string, DeploymentUnit>()
  /** Deployments by project, so that a shared unit finds its users without reading all wishes. */
  readonly #projects = new Map<string, Set<string>>()
  readonly #usesShared = new WeakMap<object, boolean>()
  readonly #slots: Readonly<Record<Backend, Slots>>
  #unsubscribe: (() => void)[] = []
  #isStopping = false

  constructor(deps: EngineDeps) {
    this.#deps = deps
    this.#limits = { ...defaultLimits, ...deps.limits }
    const { clock, log } = deps
    this.#queue = new Queue({ run: (unit) => this.#run(unit), limits: this.#limits.queue, clock, log })
    this.#slots = Object.fromEntries(
      backends.map((backend) => [backend, new Slots(this.#limits.perBackend[backend])]),
    ) as Record<Backend, Slots> // one for each backend
    this.#shared = new SharedUnits({
      kind: deps.shared,
      use: (project) => this.#useOf(project),
      now: () => clock.now(),
      reobserveMs: this.#limits.reobserveMs,
      recheckMs: this.#limits.recheckMs,
      enqueue: (project) => this.#queue.add({ id: sharedId(project), project }),
      onOutcome: (project) => this.#wake(project),
    })
  }

  /** Looks at everything once, and from then on at whatever changes. */
  start(): void {
    const { wishes } = this.#deps
    this.#unsubscribe = [
      wishes.onChange((ids) => ids.forEach((id) => this.#changed(id))),
      wishes.onSnapshot(() => this.reportAll()),
    ]
    for (const { id } of wishes.all()) this.#changed(id)
    this.sweepSoon()
  }

  /**
   * Something of this deployment may have changed outside: look at it again, soon. `where`: only in these backends,
   * because whoever noticed cannot have seen the others.
   */
  poke(deployment: string, where: readonly Backend[] | null = null): void {
    this.#units.get(deployment)?.distrust(where)
    this.#changed(deployment)
  }

  /** Looks soon at what the backends hold of ours, and tells what is orphaned. */
  sweepSoon(): void {
    if (this.#deps.inventories.length > 0) this.#queue.add(sweepUnit)
  }

  /** Says the present state of every deployment again: the registry stores what it did not know yet. */
  reportAll(): void {
    for (const report of this.present()) this.#deps.reporter.report(report)
  }

  present(): readonly Report[] {
    return [...this.#units.values()].flatMap((unit) => unit.present())
  }

  /** All that a deployment's steps would do now, as plain data; nothing is applied and nothing is proved. */
  async planOnly(deployment: string): Promise<readonly StepPlan[]> {
    const context = { now: () => this.#deps.clock.now(), attempt: 1 }
    return Promise.all(
      this.#unit(deployment)
        .steps()
        .map(async ({ key, declaration, target }): Promise<StepPlan> => {
          const bound = this.#factories()
            .map((factory) => factory(declaration.subject, target, context))
            .find((one) => one !== null)
          try {
            return { step: key, actions: (await bound?.plan()) ?? [], outcome: null }
          } catch (error) {
            const outcome = outcomeOf(error)
            if (outcome === null) throw error
            return { step: key, actions: [], outcome }
          }
        }),
    )
  }

  /** Resolves when nothing is under way or due at once. */
  idle(): Promise<void> {
    return this.#queue.idle()
  }

  /** Starts nothing more; what runs ends at its own boundary. */
  async stop(): Promise<void> {
    this.#isStopping = true
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
    await this.#queue.stop()
  }

  async #run(unit: Unit): Promise<Next> {
    if (unit.id === sweepUnit.id) return this.#sweep()
    if (unit.id.startsWith(sharedPrefix)) return this.#shared.pass(unit.project)
    const { wish, tombstones } = this.#deps.wishes.current(unit.id)
    if (wish === null && tombstones.length === 0) {
      this.#units.delete(unit.id)
      this.#projects.get(unit.project)?.delete(unit.id)
      return null
    }
    return this.#unit(unit.id).pass()
  }

  #changed(id: string): void {
    const ref = parseDeploymentId(id)
    if (ref === null) {
      this.#deps.log.error({ deployment: id }, 'ignored a wish whose id names no deployment')
      return
    }
    const ids = this.#projects.get(ref.project) ?? new Set()
    this.#projects.set(ref.project, ids.add(id))
    this.#queue.add({ id, project: ref.project })
  }

  #unit(id: string): DeploymentUnit {
    const known = this.#units.get(id)
    if (known !== undefined) return known
    const { wishes, graph, gate, reporter, clock, log, newId } = this.#deps
    const unit = new DeploymentUnit(
      {
        wishes,
        graph,
        gate,
        reporter,
        clock,
        log,
        newId,
        limits: this.#limits,
        slots: this.#slots,
        factories: this.#factories(),
        again: (deployment) => this.#changed(deployment),
        isStopping: () => this.#isStopping,
      },
      id,
    )
    this.#units.set(id, unit)
    return unit
  }

  #factories(): readonly StepFactory[] {
    return [this.#shared.view, ...this.#deps.factories]
  }

  #wake(project: string): void {
    for (const id of this.#projects.get(project) ?? []) {
      const { wish, tombstones } = this.#deps.wishes.current(id)
      if (wish === null && tombstones.length === 0) continue
      this.#units.get(id)?.hurry('realm')
      this.#queue.add({ id, project })
    }
  }

  #useOf(project: string): SharedUse {
    const { wishes, graph } = this.#deps
    const all = [...(this.#projects.get(project) ?? [])].map((id) => wishes.current(id))
    return {
      users: all.flatMap(({ wish }) =>
        wish !== null && this.#uses(wish.spec, () => graph.wished(wish.spec)) ? wish : [],
      ),
      removals: all.flatMap(({ tombstones, last, wish }) =>
        tombstones.flatMap((tombstone) => this.#removalOf(tombstone, last?.spec ?? null, wish !== null)),
      ),
    }
  }

  /** A removal that takes a user of the shared unit, with the spec that says so. */
  #removalOf(tombstone: Tombstone, last: DeploymentSpec | null, isWished: boolean): readonly SharedRemoval[] {
    const step = this.#deps.graph
      .removed(tombstone, last, isWished)
      .find(({ declaration }) => declaration.subject.type === 'realm')
    return step === undefined ? [] : [{ tombstone, spec: step.spec }]
  }

  #uses(what: object, steps: () => readonly { readonly subject: { readonly type: string } }[]): boolean {
    const known = this.#usesShared.get(what)
    if (known !== undefined) return known
    const uses = steps().some(({ subject }) => subject.type === 'realm')
    this.#usesShared.set(what, uses)
    return uses
  }

  /** One thing that cannot be removed now does not keep the others. */
  async #expire(inventory: Inventory, object: MarkedObject): Promise<void> {
    const log = this.#deps.log.child({ object: object.object })
    try {
      await inventory.expire(object)
      log.info('removed what had been retained long enough')
    } catch (error) {
      log.error({ err: error }, 'could not remove what had been retained long enough; trying again at the next sweep')
    }
  }

  /** Reports what carries our mark and nobody wishes, leaves it alone, and ends the time of what is retained. */
  async #sweep(): Promise<Next> {
    const { wishes, cluster, clock, inventories, reporter, log } = this.#deps
    const listed = await Promise.allSettled(
      inventories.map(async (inventory) => ({ inventory, objects: await inventory.list() })),
    )
    for (const result of listed) {
      if (result.status === 'rejected') {
        log.error({ err: result.reason as unknown }, 'could not list what a backend holds')
        continue
      }
      const { inventory, objects } = result.value
      for (const object of objects.filter((one) => isExpired(one, clock.now()))) {
        await this.#expire(inventory, object)
      }
    }
    // Unknown is not absent: without a whole snapshot, or with a backend that does not answer, nobody is orphaned.
    if (wishes.snapshotAt() !== null && listed.every(({ status }) => status === 'fulfilled')) {
      const objects = listed.flatMap((result) => (result.status === 'fulfilled' ? result.value.objects : []))
      const orphaned = objects.filter((one) => !isAccountedFor(one, wishes, cluster)).map(({ object }) => object)
      reporter.report({ type: 'orphans', at: clock.now().toISOString(), orphaned })
    }
    return { afterMs: this.#limits.sweepMs }
  }
}

const sharedPrefix = 'realm '

function sharedId(project: string): string {
  return `${sharedPrefix}${project}`
}
