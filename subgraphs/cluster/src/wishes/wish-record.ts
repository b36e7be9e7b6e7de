import { z } from 'zod'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'

/** What this cluster was last told about one deployment. It is kept until an explicit removal is done, never less. */
export const WishRecord = z.object({
  /** Global id of the deployment. */
  id: z.string(),
  /** The newest accepted wish, also when it no longer stands: a removal needs to know what there was. */
  last: Wish.nullable(),
  /** False: nobody wishes it any more and nobody confirmed a removal, so it is left alone (orphaned). */
  wished: z.boolean(),
  tombstones: z.array(Tombstone),
})
export type WishRecord = z.infer<typeof WishRecord>

export type WishRecords = ReadonlyMap<string, WishRecord>

/** The records that a whole snapshot changes. What it does not name is marked as unwished; nothing is removed. */
export function afterSnapshot(
  records: WishRecords,
  wishes: readonly Wish[],
  tombstones: readonly Tombstone[],
): readonly WishRecord[] {
  const wished = new Map(wishes.map((wish) => [wish.id, wish]))
  const stones = Map.groupBy(tombstones, (tombstone) => tombstone.deployment)
  const ids = new Set([...records.keys(), ...wished.keys(), ...stones.keys()])
  return [...ids].flatMap((id) => {
    const before = records.get(id)
    const wish = wished.get(id)
    const after: WishRecord = {
      id,
      last: wish ?? before?.last ?? null,
      wished: wish !== undefined,
      tombstones: (stones.get(id) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    }
    return sameRecord(before, after) ? [] : [after]
  })
}

/** The record with a new wish. */
export function afterWish(records: WishRecords, wish: Wish): readonly WishRecord[] {
  const before = records.get(wish.id)
  return changed(before, { ...(before ?? empty(wish.id)), last: wish, wished: true })
}

/** The record without its wish: left alone from now on. */
export function afterUnwished(records: WishRecords, id: string): readonly WishRecord[] {
  const before = records.get(id)
  return before === undefined ? [] : changed(before, { ...before, wished: false })
}

/** The record with one more confirmed removal, or with the newer form of one it has. */
export function afterTombstone(records: WishRecords, tombstone: Tombstone): readonly WishRecord[] {
  const before = records.get(tombstone.deployment)
  const others = (before?.tombstones ?? []).filter(({ id }) => id !== tombstone.id)
  const tombstones = [...others, tombstone].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return changed(before, { ...(before ?? empty(tombstone.deployment)), tombstones })
}

/** The record without that removal. */
export function afterTombstoneGone(records: WishRecords, tombstone: string): readonly WishRecord[] {
  const before = [...records.values()].find(({ tombstones }) => tombstones.some(({ id }) => id === tombstone))
  if (before === undefined) return []
  return [{ ...before, tombstones: before.tombstones.filter(({ id }) => id !== tombstone) }]
}

/**
 * A record as it was kept, for a program that starts with it. Attempts that were stored when it was kept are not the last
 * ones: counted on from there, a step that has ended since would be told as running once more. From the first one on, the
 * registry takes them for attempts that it knows.
 */
export function asKept({ last, tombstones, ...record }: WishRecord): WishRecord {
  return {
    ...record,
    last: last === null ? null : { ...last, attempts: {} },
    tombstones: tombstones.map((tombstone) => ({ ...tombstone, attempts: {} })),
  }
}

/** Whether a record holds nothing worth keeping: removed as a whole, and not wished. */
export function isSettled(record: WishRecord, removed: boolean): boolean {
  return removed && !record.wished && record.tombstones.length === 0
}

/** Whether a wish is consistent and for this cluster: a wish for another cluster is never made true here. */
export function isOurs(cluster: string, wish: Wish): boolean {
  const ref = parseDeploymentId(wish.id)
  const { spec } = wish
  return (
    ref?.cluster === cluster &&
    spec.cluster === cluster &&
    spec.project === ref.project &&
    spec.deployment === ref.deployment
  )
}

function empty(id: string): WishRecord {
  return { id, last: null, wished: false, tombstones: [] }
}

function changed(before: WishRecord | undefined, after: WishRecord): readonly WishRecord[] {
  return sameRecord(before, after) ? [] : [after]
}

function sameRecord(a: WishRecord | undefined, b: WishRecord): boolean {
  return a !== undefined && canonical(a) === canonical(b)
}

/** JSON with sorted keys, so the order in which a store gave them back is no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
