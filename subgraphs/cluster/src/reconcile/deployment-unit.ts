import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type {
  Report,
  StatusReport,
  Tombstone,
  TombstoneReport,
  Wish,
} from '@operations-manager/schema/link/messages.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { StepSubject } from '@operations-manager/schema/steps/step.ts'
import { nextOf, passOver, targetReport } from './pass.ts'
import { isContradicted, removalsOf, trackOfRemoval, trackOfWish, wishKey, type StepGraph } from './plan-tracks.ts'
import type { Next } from './queue.ts'
import type { Wished, WishSource } from './source.ts'
import type { Backend } from './step.ts'
import { statusOf, type Status } from './status.ts'
import type { StepTrack, Track } from './track.ts'
import type { VisitDeps } from './visit.ts'

export type UnitDeps = VisitDeps & {
  readonly wishes: WishSource
  readonly graph: StepGraph
  /** Why nothing of a wish may be started yet (a secret has no value), or `null`. Pure. */
  readonly gate: (wish: Wish) => Problem | null
  /** The program ends: no further step is started, and nothing more is said. */
  readonly isStopping: () => boolean
}

/** What this program remembers of one deployment between passes. */
export class DeploymentUnit {
  readonly #deps: UnitDeps
  readonly #id: string
  #track: Track | null = null
  readonly #removals = new Map<string, Track>()
  readonly #done = new Map<string, TombstoneReport>()
  #wasReady = false
  #status: StatusReport | null = null
  #statusContent = ''
  /** The wish that was last said to be unreadable. */
  #unreadable = ''

  constructor(deps: UnitDeps, id: string) {
    this.#deps = deps
    this.#id = id
  }

  /** One pass over what is wished of the deployment now; answers when it wants the next. */
  async pass(): Promise<Next> {
    const wished = this.#deps.wishes.current(this.#id)
    const nexts: Next[] = []
    this.#forget(wished)
    if (wished.wish !== null) nexts.push(await this.#passWish(wished, wished.wish))
    for (const tombstone of wished.tombstones) {
      if (this.#mayRemove(wished, tombstone)) nexts.push(await this.#passRemoval(tombstone))
    }
    return earliest(nexts)
  }

  /** What was seen as wished in these backends, or in any, is to be looked at again, and what waits need not wait. */
  distrust(backends: readonly Backend[] | null): void {
    for (const step of this.#steps())
      if (backends === null || step.backend === null || backends.includes(step.backend)) lookAgain(step)
  }

  /** What steps of this type waited for has come, or has ended in a new way. */
  hurry(type: StepSubject['type']): void {
    for (const step of this.#steps()) if (step.declaration.subject.type === type) lookAgain(step)
  }

  /** The present state of everything that is not final, for a registry that may have missed it. */
  present(): readonly Report[] {
    const reports: Report[] = []
    for (const track of this.#tracks()) {
      for (const { report } of track.steps.values()) if (report !== null) reports.push(report)
      if (track.operation !== null && track.target !== null && track.lastTarget !== '')
        reports.push(targetReport(track, track.operation, track.target))
    }
    return [...reports, ...this.#done.values(), ...(this.#status === null ? [] : [this.#status])]
  }

  /** The steps of the present wish, or of the removal where there is no wish. */
  steps(): readonly StepTrack[] {
    const wished = this.#deps.wishes.current(this.#id)
    const ref = this.#ref()
    if (wished.wish !== null)
      return [...trackOfWish(this.#deps.graph, ref, wished, wished.wish, this.#track).steps.values()]
    return wished.tombstones.flatMap((one) => [...trackOfRemoval(this.#deps.graph, ref, one, wished).steps.values()])
  }

  async #passWish(wished: Wished, wish: Wish): Promise<Next> {
    const track = this.#trackOf(wished, wish)
    this.#track = track
    track.gate = this.#deps.gate(wish)
    for (const { id } of removalsOf(wish, wished.tombstones)) this.#reportTombstone(id, track)
    await passOver(this.#deps, track, () => this.#boundary(track.key))
    if (this.#boundary(track.key) === 'replaced') return null
    for (const { id } of removalsOf(wish, wished.tombstones)) this.#reportTombstone(id, track)
    const refused = wished.tombstones.filter((one) => isContradicted(one, wish))
    this.#reportStatus(track, refused.map(refusal))
    return nextOf(this.#deps, track)
  }

  /** A wish that this program cannot read (a newer registry's) is said to wait, and tried again. */
  #trackOf(wished: Wished, wish: Wish): Track {
    try {
      return trackOfWish(this.#deps.graph, this.#ref(), wished, wish, this.#track)
    } catch (error) {
      const { id: deployment, generation, operation } = wish
      if (operation !== null && this.#unreadable !== wishKey(wish)) {
        const why = problem('INTERNAL', 'The cluster backend cannot read what is wished. It is in its log.')
        const waitingFor = { on: 'the cluster backend', message: why.message, problem: why }
        const at = this.#deps.clock.now().toISOString()
        this.#deps.reporter.report({
          type: 'target',
          operation,
          deployment,
          generation,
          state: 'QUEUED',
          at,
          problems: [why],
          waitingFor,
        })
        this.#unreadable = wishKey(wish)
      }
      throw error
    }
  }

  async #passRemoval(tombstone: Tombstone): Promise<Next> {
    const wished = this.#deps.wishes.current(this.#id)
    const track = this.#removals.get(tombstone.id) ?? trackOfRemoval(this.#deps.graph, this.#ref(), tombstone, wished)
    this.#removals.set(tombstone.id, track)
    this.#reportTombstone(tombstone.id, track)
    await passOver(this.#deps, track, () => (this.#stillStands(tombstone) ? 'go' : 'replaced'))
    if (!this.#stillStands(tombstone)) return null
    this.#reportTombstone(tombstone.id, track)
    if (wished.wish === null) this.#reportStatus(track, [])
    return this.#done.get(tombstone.id)?.state === 'DONE' ? null : nextOf(this.#deps, track)
  }

  #boundary(key: string): 'go' | 'held' | 'replaced' {
    if (this.#deps.isStopping()) return 'replaced'
    const { wish } = this.#deps.wishes.current(this.#id)
    if (wish === null || wishKey(wish) !== key) return 'replaced'
    return wish.held ? 'held' : 'go'
  }

  #stillStands(tombstone: Tombstone): boolean {
    if (this.#deps.isStopping()) return false
    const { wish, tombstones } = this.#deps.wishes.current(this.#id)
    return tombstones.some(({ id }) => id === tombstone.id) && !isContradicted(tombstone, wish)
  }

  /** A removal of its own: nothing of the deployment is wished, or the workloads no longer use what goes. */
  #mayRemove({ wish }: Wished, tombstone: Tombstone): boolean {
    if (this.#done.get(tombstone.id)?.state === 'DONE') return false
    // Whether its workloads still use the service is known only once the registry has said what is wished.
    if (wish === null) return tombstone.service === null || this.#deps.wishes.snapshotAt() !== null
    if (isContradicted(tombstone, wish) || tombstone.operation === wish.operation) return false
    return [...(this.#track?.steps.values() ?? [])].every(
      ({ declaration, doneAtMs }) => declaration.subject.type !== 'component' || doneAtMs !== null,
    )
  }

  #reportTombstone(id: string, track: Track): void {
    const steps = [...track.steps.values()].filter(
      ({ target }) => target.type === 'removal' && target.tombstone.id === id,
    )
    const isDone = steps.every(({ doneAtMs }) => doneAtMs !== null)
    const state = isDone ? 'DONE' : 'TAKEN'
    const before = this.#done.get(id)?.state
    if (before === state || before === 'DONE') return
    const report: TombstoneReport = {
      type: 'tombstone',
      id,
      state,
      at: this.#deps.clock.now().toISOString(),
      retained: isDone ? steps.flatMap(({ status }) => status.retained ?? []) : [],
    }
    this.#done.set(id, report)
    this.#deps.reporter.report(report)
  }

  #reportStatus(track: Track, notices: readonly string[]): void {
    const status = statusOf(track, { wasReady: this.#wasReady, notices })
    if (this.#status === null && isUnjudged(track, status)) return
    this.#wasReady ||= status.health === 'READY'
    const content = JSON.stringify(status)
    const observedAt = this.#deps.clock.now().toISOString()
    const isNew = content !== this.#statusContent
    const since = this.#status?.health === status.health ? this.#status.since : observedAt
    this.#status = { type: 'status', deployment: this.#id, ...status, since, observedAt }
    this.#statusContent = content
    if (isNew) this.#deps.reporter.report(this.#status)
  }

  /** What is no longer wished, and removals that the registry knows to be done, are forgotten. */
  #forget({ wish, tombstones }: Wished): void {
    if (wish === null) this.#track = null
    for (const memory of [this.#removals, this.#done])
      for (const id of memory.keys()) if (!tombstones.some((one) => one.id === id)) memory.delete(id)
  }

  #steps(): readonly StepTrack[] {
    return this.#tracks().flatMap(({ steps }) => [...steps.values()])
  }

  #tracks(): readonly Track[] {
    return [...(this.#track === null ? [] : [this.#track]), ...this.#removals.values()]
  }

  #ref() {
    const ref = parseDeploymentId(this.#id)
    if (ref === null) throw new Error(`${this.#id} is no id of a deployment`)
    return ref
  }
}

/**
 * A program that starts anew has not seen all of a deployment that was settled before: what was said last stands until
 * it has, or until it sees trouble.
 */
function isUnjudged(track: Track, { health }: Status): boolean {
  const isQuiet = [...track.steps.values()].every(({ problem: trouble }) => trouble === null)
  return track.isSettled && track.gate === null && health === 'PROGRESSING' && isQuiet
}

function lookAgain(step: StepTrack): void {
  step.doneAtMs = null
  step.notBeforeMs = 0
}

function refusal({ service }: Tombstone): string {
  return service === null
    ? 'The removal of this deployment is not carried out, because it is wished.'
    : `The removal of the service "${service}" is not carried out, because the deployment wishes it.`
}

function earliest(nexts: readonly Next[]): Next {
  const times = nexts.flatMap((next) => next?.afterMs ?? [])
  return times.length === 0 ? null : { afterMs: Math.min(...times) }
}
