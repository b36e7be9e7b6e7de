import type { Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { Next } from './queue.ts'
import type { StepContext, BoundStep, StepFactory, StepResult } from './step.ts'

/**
 * Something outside the deployments that several of them share (the realm of a project): a unit of its own in the
 * queue. Deployments wait for it and report its progress as a step of theirs.
 */
export type SharedKind = {
  /**
   * The step that makes the unit of a project true. It is wished while it has users, and goes only under the
   * tombstones that took the last of them; with neither it is left alone.
   */
  bind(project: string, users: readonly Wish[], removals: readonly SharedRemoval[], context: StepContext): BoundStep
}

/** A tombstone that takes a user of the unit, with what is known of what goes. */
export type SharedRemoval = { readonly tombstone: Tombstone; readonly spec: DeploymentSpec }

/** Who uses the unit of a project now, and which removals name it. */
export type SharedUse = { readonly users: readonly Wish[]; readonly removals: readonly SharedRemoval[] }

type State = { readonly key: string; readonly result: StepResult }

export type SharedDeps = {
  readonly kind: SharedKind
  readonly use: (project: string) => SharedUse
  readonly now: () => Date
  readonly reobserveMs: number
  readonly recheckMs: number
  /** Puts the unit of a project into the queue. */
  readonly enqueue: (project: string) => void
  /** Called after the unit of a project ended in a new way, so that those that wait look again. */
  readonly onOutcome: (project: string) => void
}

const lookAgainMs = 1_000

export class SharedUnits {
  readonly #deps: SharedDeps
  readonly #states = new Map<string, State>()
  /** What a pass that is under way is an answer to, by project: nobody need ask for it again. */
  readonly #running = new Map<string, string>()

  constructor(deps: SharedDeps) {
    this.#deps = deps
  }

  /** One pass over the unit of a project. */
  async pass(project: string): Promise<Next> {
    const use = this.#deps.use(project)
    if (use.users.length === 0 && use.removals.length === 0) {
      this.#states.delete(project)
      return null
    }
    const before = this.#states.get(project)
    const key = keyOf(use)
    const context = { now: this.#deps.now, attempt: 1 }
    this.#running.set(project, key)
    try {
      const result = await this.#deps.kind.bind(project, use.users, use.removals, context).run()
      this.#states.set(project, { key, result })
      if (before?.key !== key || before.result.outcome.type !== result.outcome.type) this.#deps.onOutcome(project)
      return this.#next(result)
    } finally {
      this.#running.delete(project)
    }
  }

  /** A deployment's view of the unit: done when the unit is. */
  readonly view: StepFactory = (subject, target) => {
    if (subject.type !== 'realm') return null
    const { project } = target.ref
    return {
      backend: 'none',
      run: () => Promise.resolve(this.#look(project, target.type === 'removal')),
      plan: () => this.#plan(project),
    }
  }

  #look(project: string, isRemoval: boolean): StepResult {
    const use = this.#deps.use(project)
    // Others still use it: this removal takes nothing from it.
    if (isRemoval && use.users.length > 0) return ready
    const state = this.#states.get(project)
    if (state !== undefined && state.key === keyOf(use)) {
      return { ...state.result, applied: [] }
    }
    if (this.#running.get(project) !== keyOf(use)) this.#deps.enqueue(project)
    return { ...ready, outcome: { type: 'waiting', on: 'the sign-in realm', problem: null, retryAfterMs: lookAgainMs } }
  }

  async #plan(project: string) {
    const { users, removals } = this.#deps.use(project)
    return this.#deps.kind.bind(project, users, removals, { now: this.#deps.now, attempt: 1 }).plan()
  }

  #next({ outcome }: StepResult): Next {
    switch (outcome.type) {
      case 'ready':
        return { afterMs: this.#deps.reobserveMs }
      case 'stalled':
        return { afterMs: this.#deps.recheckMs }
      case 'waiting':
      case 'progressing':
        return { afterMs: outcome.retryAfterMs }
      default:
        return outcome satisfies never
    }
  }
}

const ready: StepResult = { outcome: { type: 'ready' }, applied: [], proofs: [], status: {} }

/** What the unit's outcome is an answer to; it is asked again when this changes. */
function keyOf({ users, removals }: SharedUse): string {
  const wished = users.map(({ id, generation, operation }) => `${id} ${generation} ${operation ?? ''}`)
  return JSON.stringify([wished.sort(), removals.map(({ tombstone }) => tombstone.id).sort()])
}
