import type { EventBox } from './event-box.ts'
import type { WishRecord } from './wish-record.ts'

/** What was read back at start. */
export type StoredWishes = {
  readonly records: readonly WishRecord[]
  readonly boxes: readonly EventBox[]
  /** When the registry last told everything; null: never, so nothing is known about what is wished. */
  readonly snapshotAt: string | null
}

/**
 * Keeps accepted wishes and undelivered events inside the cluster, so a restart goes on without the registry.
 * `load` is called once at start, before anything is reconciled, and throws where it cannot read: not readable is
 * not empty. The others are called one after the other for one deployment, and may be called again with the same.
 */
export type WishStore = {
  load(): Promise<StoredWishes>
  saveRecord(record: WishRecord): Promise<void>
  /** Called only after a confirmed removal was done and acknowledged. */
  removeRecord(id: string): Promise<void>
  /** An empty box is removed. */
  saveBox(box: EventBox): Promise<void>
  saveSnapshotAt(at: string): Promise<void>
}
