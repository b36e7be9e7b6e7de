import type { Report, Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'

/** What is wished of one deployment now. No wish and no tombstone: leave it alone, it is orphaned. */
export type Wished = {
  readonly wish: Wish | null
  /** Removals that are not yet reported done: of the whole deployment (`service: null`) or of single services. */
  readonly tombstones: readonly Tombstone[]
}

/** Where wishes come from; the only place that knows how they travel is `wishes/`. */
export type WishSource = {
  /** The newest accepted wish and the open tombstones of one deployment. Never waits for anything outside. */
  current(deployment: string): Wished
  /** Ids of all deployments that have a wish or an open tombstone. */
  all(): readonly string[]
  /** Calls back with the id of each deployment whose wish or tombstones changed; answers how to stop it. */
  onChange(listener: (deployment: string) => void): () => void
}

/** Where reports go. `report` returns at once: keeping and sending is the reporter's part. */
export type Reporter = { report(report: Report): void }
