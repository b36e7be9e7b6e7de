import { createHash } from 'node:crypto'
import type { WishMessage } from '@operations-manager/schema/link/messages.ts'
import type { Feeds } from '../store/feed.ts'
import { FeedEnded } from '../store/feed-reader.ts'
import type { Db } from '../store/tables.ts'
import { readSnapshot, readStanding, type Standing } from './wish-source.ts'

const wishesInPart = 100

/**
 * What one connection is told: everything, then what differs from what it was told last. The feed is opened before
 * anything is read, so no change falls between; a change that was in the snapshot already differs in nothing.
 */
export async function* wishStream(
  db: Db,
  feeds: Feeds,
  cluster: string,
  signal: AbortSignal,
): AsyncGenerator<WishMessage> {
  while (!signal.aborted) {
    const feed = await feeds.open({ type: 'cluster', name: cluster }, null)
    const close = (): void => feed.close()
    signal.addEventListener('abort', close, { once: true })
    try {
      const told = new Told()
      const snapshot = await readSnapshot(db, cluster)
      told.all(snapshot)
      yield* inParts(snapshot)
      for await (const { deployment, change } of feed) {
        if (deployment === null || (change.type !== 'wish' && change.type !== 'removal')) continue
        yield* told.differences(deployment, await readStanding(db, cluster, deployment))
      }
      return
    } catch (error) {
      // More changed than this connection could take in: it is told everything again.
      if (!(error instanceof FeedEnded && error.reason === 'BEHIND')) throw error
    } finally {
      signal.removeEventListener('abort', close)
      feed.close()
    }
  }
}

function* inParts({ wishes, tombstones }: Standing): Generator<WishMessage> {
  for (let start = 0; start + wishesInPart < wishes.length; start += wishesInPart) {
    yield { type: 'snapshot', wishes: wishes.slice(start, start + wishesInPart), tombstones: [], more: true }
  }
  const rest = wishes.length === 0 ? 0 : Math.floor((wishes.length - 1) / wishesInPart) * wishesInPart
  yield { type: 'snapshot', wishes: wishes.slice(rest), tombstones: [...tombstones], more: false }
}

/** What this connection knows, as fingerprints. */
class Told {
  readonly #wishes = new Map<string, string>()
  readonly #tombstones = new Map<string, Map<string, string>>()

  all({ wishes, tombstones }: Standing): void {
    for (const wish of wishes) this.#wishes.set(wish.id, fingerprint(wish))
    for (const [deployment, stones] of Map.groupBy(tombstones, (stone) => stone.deployment)) {
      this.#tombstones.set(deployment, new Map(stones.map((stone) => [stone.id, fingerprint(stone)])))
    }
  }

  /** Removals first: a deployment that was removed and is wished again is told so in that order. */
  *differences(deployment: string, { wishes, tombstones }: Standing): Generator<WishMessage> {
    const known = this.#tombstones.get(deployment) ?? new Map<string, string>()
    const present = new Map(tombstones.map((stone) => [stone.id, fingerprint(stone)]))
    for (const tombstone of tombstones) {
      if (known.get(tombstone.id) !== present.get(tombstone.id)) yield { type: 'tombstone', tombstone }
    }
    const wish = wishes[0]
    const before = this.#wishes.get(deployment)
    if (wish === undefined) {
      if (before !== undefined) yield { type: 'unwished', id: deployment }
      this.#wishes.delete(deployment)
    } else {
      const now = fingerprint(wish)
      if (before !== now) yield { type: 'wish', wish }
      this.#wishes.set(deployment, now)
    }
    for (const id of known.keys()) if (!present.has(id)) yield { type: 'tombstone-gone', id }
    if (present.size > 0) this.#tombstones.set(deployment, present)
    else this.#tombstones.delete(deployment)
  }
}

/** Rows come with their columns in one order and jsonb with its keys in one order, so equal things print equally. */
function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
