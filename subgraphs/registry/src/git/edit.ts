/** Who wrote a commit, as Git records it. */
export type Author = { readonly name: string; readonly email: string }

/** A project file to write, or (null) to take away. */
export type FileChange = { readonly project: string; readonly file: string | null }

/** One commit to make. */
export type NewCommit = {
  readonly changes: readonly FileChange[]
  readonly author: Author
  /** First line and text; trailers in it are taken out, so nobody can pretend to be an operation. */
  readonly message: string
  /** The operation's id, for the trailer. */
  readonly operation: string
  readonly at: Date
}

/** The branch as an edit sees it. Two edits of one project never share a push, so this is what its file really is. */
export type EditView = {
  /** The head that the edit is made on; other projects' commits of the same push may come between. */
  readonly head: string
  /** The project's file there; null: there is none. */
  readFile(project: string): Promise<string | null>
}

/** What an edit makes of the branch. `refuse` makes no commit and hands its value to the caller. */
export type EditResult<Refusal> =
  | { readonly type: 'commit'; readonly commit: NewCommit }
  | { readonly type: 'refuse'; readonly refusal: Refusal }

/**
 * An edit, made again from the start on each newer head. It may be called several times and changes nothing itself.
 */
export type Edit<Refusal> = (view: EditView) => Promise<EditResult<Refusal>>

export type WriteResult<Refusal> =
  | { readonly type: 'committed'; readonly commit: string; readonly parent: string }
  | { readonly type: 'refused'; readonly refusal: Refusal; readonly head: string }
  /** The branch moved on more often than an edit is tried again. */
  | { readonly type: 'conflict'; readonly head: string }

/** Writes edits to the branch, one commit each. Throws `RepositoryUnavailable` or `RepositoryHeld`. */
export type Writer = {
  /** The edit may change only the file of this project. */
  write<Refusal>(project: string, edit: Edit<Refusal>): Promise<WriteResult<Refusal>>
  /** Finishes what waits and takes nothing new. */
  close(): Promise<void>
}
