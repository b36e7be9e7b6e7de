import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Tombstone, Wish, WishMessage } from '@operations-manager/schema/link/messages.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { pause } from '@operations-manager/runtime/timing/pause.ts'
import type { Keeper } from './keeper.ts'
import {
  afterSnapshot,
  afterTombstone,
  afterTombstoneGone,
  afterUnwished,
  afterWish,
  asKept,
  isOurs,
  isSettled,
  type WishRecord,
} from './wish-record.ts'
import type { StoredWishes, WishStore } from './wish-store.ts'

/** What the engine works from, for one deployment. */
export type DeploymentWishes = {
  readonly id: string
  /** What to make true; `null`: leave the deployment alone, whatever is there. */
  readonly wish: Wish | null
  /** The newest wish ever accepted, also when it no longer stands: it tells a removal what there was. */
  readonly last: Wish | null
  /** Confirmed removals that are not yet known to be done. */
  readonly tombstones: readonly Tombstone[]
}

/** The wishes of this cluster as the engine reads them: always at hand, whether the registry can be reached or not. */
export type Wishes = {
  current(id: string): DeploymentWishes
  /** Every deployment with a wish, a removal, or a wish that no longer stands. */
  all(): readonly DeploymentWishes[]
  /** When the registry last told everything; `null`: never, so nobody may be called unwished or orphaned yet. */
  snapshotAt(): string | null
  /** Called after wishes or removals of these deployments changed and were kept. Answers how to stop listening. */
  onChange(listener: (ids: readonly string[]) => void): () => void
  /** Called after each whole snapshot, so at each connection: report the present state of everything again. */
  onSnapshot(listener: () => void): () => void
}

type Deps = {
  readonly cluster: string
  readonly store: WishStore
  readonly stored: StoredWishes
  readonly keeper: Keeper
  readonly log: Log
  /** How long a new wish waits to be kept before it is worked on all the same. */
  readonly keepMs?: number
  readonly now?: () => Date
}

type Snapshot = {
  readonly wishes: readonly Wish[]
  readonly tombstones: readonly Tombstone[]
  readonly untouched: ReadonlySet<string>
}

/** Takes in what the registry says, keeps it in the cluster first, and then tells the engine. */
export class WishBook implements Wishes {
  readonly #records: Map<string, WishRecord>
  readonly #changeListeners = new Set<(ids: readonly string[]) => void>()
  readonly #snapshotListeners = new Set<() => void>()
  readonly #deps: Deps
  /** What each removal that we were told of takes, until it is acknowledged as done. */
  readonly #scopes = new Map<string, Pick<Tombstone, 'deployment' | 'service'>>()
  #snapshotAt: string | null
  #turn: Promise<void> = Promise.resolve()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#records = new Map(deps.stored.records.map((record) => [record.id, asKept(record)]))
    this.#snapshotAt = deps.stored.snapshotAt
    this.#remember(deps.stored.records)
  }

  current(id: string): DeploymentWishes {
    const record = this.#records.get(id)
    return record === undefined ? { id, wish: null, last: null, tombstones: [] } : toWishes(record)
  }

  all(): readonly DeploymentWishes[] {
    return [...this.#records.values()].map(toWishes)
  }

  snapshotAt(): string | null {
    return this.#snapshotAt
  }

  onChange(listener: (ids: readonly string[]) => void): () => void {
    this.#changeListeners.add(listener)
    return () => this.#changeListeners.delete(listener)
  }

  onSnapshot(listener: () => void): () => void {
    this.#snapshotListeners.add(listener)
    return () => this.#snapshotListeners.delete(listener)
  }

  /**
   * A reader for one connection; parts of a snapshot never mix with those of another. Messages go in one by one.
   * `unread`: deployments of which a snapshot says what this backend cannot read; they stay as they are.
   */
  receiver(): (message: WishMessage, unread?: readonly string[]) => Promise<void> {
    let wishes: Wish[] = []
    let tombstones: Tombstone[] = []
    let untouched: string[] = []
    return async (message, unread = []) => {
      if (message.type !== 'snapshot') return this.#inTurn(() => this.#change(message))
      wishes.push(...message.wishes)
      tombstones.push(...message.tombstones)
      untouched.push(...unread)
      if (message.more === true) return
      const whole = { wishes, tombstones, untouched: new Set(untouched) }
      wishes = []
      tombstones = []
      untouched = []
      await this.#inTurn(() => this.#snapshot(whole))
    }
  }

  /** Asks the engine to report every present state once more, as after a snapshot. */
  tellAgain(): void {
    for (const listener of this.#snapshotListeners) listener()
  }

  /** The registry acknowledged that this removal is done; what was kept for it goes. */
  removalAcknowledged(tombstone: string): Promise<void> {
    return this.#inTurn(async () => {
      const scope = this.#scopes.get(tombstone)
      if (scope === undefined) return
      this.#scopes.delete(tombstone)
      // The registry may have said first that the tombstone is gone: then the record has it no more.
      const [without = this.#records.get(scope.deployment)] = afterTombstoneGone(this.#records, tombstone)
      if (without !== undefined) await this.#keep([without], scope.service === null)
    })
  }

  /** One change at a time, in the order in which they came, also those of two connections. */
  #inTurn(change: () => Promise<void> | undefined): Promise<void> {
    this.#turn = this.#turn.then(change, change)
    return this.#turn
  }

  async #snapshot({ wishes, tombstones, untouched }: Snapshot): Promise<void> {
    const ours = wishes.filter((wish) => this.#accepts(wish))
    const stones = tombstones.filter((tombstone) => this.#acceptsRemoval(tombstone))
    const changed = afterSnapshot(this.#records, ours, stones).filter(({ id }) => !untouched.has(id))
    await this.#keep(changed, false)
    const at = (this.#deps.now?.() ?? new Date()).toISOString()
    this.#snapshotAt = at
    await this.#within(this.#deps.keeper.put('snapshot', () => this.#deps.store.saveSnapshotAt(at)))
    this.tellAgain()
  }

  async #change(message: Exclude<WishMessage, { type: 'snapshot' }>): Promise<void> {
    switch (message.type) {
      case 'wish':
        return this.#accepts(message.wish) ? this.#keep(afterWish(this.#records, message.wish), false) : undefined
      case 'unwished':
        return this.#keep(afterUnwished(this.#records, message.id), false)
      case 'tombstone':
        return this.#acceptsRemoval(message.tombstone)
          ? this.#keep(afterTombstone(this.#records, message.tombstone), false)
          : undefined
      case 'tombstone-gone':
        return this.#keep(afterTombstoneGone(this.#records, message.id), false)
      default:
        return message satisfies never
    }
  }

  /** Kept first: after a crash an older wish must not be made true again. Only then the engine hears of it. */
  async #keep(records: readonly WishRecord[], removed: boolean): Promise<void> {
    if (records.length === 0) return
    this.#remember(records)
    const { keeper, store } = this.#deps
    const kept = records.map((record) =>
      keeper.put(`wish ${record.id}`, () =>
        isSettled(record, removed) ? store.removeRecord(record.id) : store.saveRecord(record),
      ),
    )
    await this.#within(Promise.all(kept))
    for (const record of records) {
      if (isSettled(record, removed)) this.#records.delete(record.id)
      else this.#records.set(record.id, record)
    }
    const ids = records.map(({ id }) => id)
    for (const listener of this.#changeListeners) listener(ids)
  }

  #remember(records: readonly WishRecord[]): void {
    for (const { id, deployment, service } of records.flatMap(({ tombstones }) => tombstones)) {
      this.#scopes.set(id, { deployment, service })
    }
  }

  /** A Kubernetes API that is away must not keep a wish from the other backends for ever. */
  async #within(kept: Promise<unknown>): Promise<void> {
    const late = new AbortController()
    await Promise.race([kept, pause(this.#deps.keepMs ?? 5_000, late.signal)])
    late.abort()
  }

  #accepts(wish: Wish): boolean {
    if (isOurs(this.#deps.cluster, wish)) return true
    this.#deps.log.error({ deployment: wish.id }, 'refused a wish that is not for this cluster')
    return false
  }

  #acceptsRemoval({ id, deployment }: Tombstone): boolean {
    if (parseDeploymentId(deployment)?.cluster === this.#deps.cluster) return true
    this.#deps.log.error({ tombstone: id, deployment }, 'refused a removal that is not for this cluster')
    return false
  }
}

function toWishes({ id, last, wished, tombstones }: WishRecord): DeploymentWishes {
  return { id, wish: wished ? last : null, last, tombstones }
}
