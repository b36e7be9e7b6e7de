import type { Report, Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'

/** What is wished of one deployment now. No wish and no tombstone: leave it alone. */
export type Wished = {
  readonly id: string
  readonly wish: Wish | null
  /** The newest wish ever accepted, also when it no longer stands: it tells a removal what there was. */
  readonly last: Wish | null
  /** Removals that are not yet known to be done: of the whole deployment (`service: null`) or of single services. */
  readonly tombstones: readonly Tombstone[]
}

/** Where wishes come from; how they travel is the part of `wishes/`. Nothing here waits for anything outside. */
export type WishSource = {
  current(deployment: string): Wished
  /** Every deployment with a wish, a removal, or a wish that no longer stands. */
  all(): readonly Wished[]
  /** When the registry last told everything; `null`: never, so nobody may be called orphaned yet. */
  snapshotAt(): string | null
  onChange(listener: (deployments: readonly string[]) => void): () => void
  /** At each connection: the present state of everything has to be reported again. */
  onSnapshot(listener: () => void): () => void
}

/** Where reports go. It returns at once: keeping and sending is the reporter's part. */
export type Reporter = { report(report: Report): void }
