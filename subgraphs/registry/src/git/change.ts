import type { Author } from './edit.ts'

/** One project file that one commit changed, as the watch reads it. */
export type RepositoryChange = {
  readonly project: string
  /** The text before and after; null: there is none. */
  readonly before: string | null
  readonly after: string | null
  readonly commit: string
  readonly author: Author
  readonly at: Date
  readonly message: string
  /** Whether the commit's signature was checked against the configured signers. */
  readonly verified: boolean
  /** The `Operation:` trailer. A copied commit carries it too: compare `commit` with the operation's revision. */
  readonly operationTrailer: string | null
}

/** What the watch found since the accepted head. */
export type RepositoryChanges = {
  /** null at the very first reading: every file is given as new. */
  readonly from: string | null
  readonly to: string
  /** In the order of the branch. */
  readonly changes: readonly RepositoryChange[]
}
