import type { Log } from '@operations-manager/runtime/log/log.ts'
import { readRepositoryState } from '../store/repository-state.ts'
import type { Db } from '../store/tables.ts'
import { withLock } from './branch-lock.ts'
import type { Edit, EditResult, NewCommit, Writer, WriteResult } from './edit.ts'
import { RepositoryHeld, RepositoryUnavailable } from './errors.ts'
import { judgeHead } from './judge.ts'
import type { Repository } from './repository.ts'

export type WriterOptions = {
  readonly repository: Repository
  readonly db: Db
  readonly log: Log
  /** How often an edit is made again on a newer head before it is a conflict. */
  readonly tries?: number
}

/** An edit that waits, whatever it refuses with. */
type Waiting = {
  readonly project: string
  readonly edit: Edit<unknown>
  readonly resolve: (result: WriteResult<unknown>) => void
  readonly reject: (error: unknown) => void
}

/** What became of an edit on one head. */
type Made = { readonly waiting: Waiting; readonly result: EditResult<unknown> }

const batchSize = 50

/**
 * The one writer of this process. Edits that come while it is busy wait and go together: one commit each, one push.
 * Two edits of one project never share a push, so each sees the file that it changes.
 */
export function createWriter(options: WriterOptions): Writer {
  const { repository, db, log } = options
  const waiting: Waiting[] = []
  let working: Promise<void> | null = null
  let isClosed = false
  const guard = createGuard(repository, db)

  async function workAll(): Promise<void> {
    try {
      while (waiting.length > 0) {
        const batch = takeBatch(waiting)
        try {
          await withLock(db, `writer:${repository.branch}`, log, () => writeBatch(options, guard, batch))
        } catch (error) {
          for (const edit of batch) edit.reject(error)
        }
      }
    } finally {
      // In the same breath as the last look at the queue, so that no edit comes between and waits for ever.
      working = null
    }
  }

  return {
    write: <Refusal>(project: string, edit: Edit<Refusal>): Promise<WriteResult<Refusal>> => {
      if (isClosed) return Promise.reject(new RepositoryUnavailable('broken', 'The program is stopping.'))
      const { promise, resolve, reject } = Promise.withResolvers<WriteResult<Refusal>>()
      // What an edit refuses with comes back to the one who gave it, so the types belong together.
      waiting.push({ project, edit, resolve: resolve as Waiting['resolve'], reject })
      working ??= workAll()
      return promise
    },
    close: async () => {
      isClosed = true
      await working
    },
  }
}

async function writeBatch(options: WriterOptions, guard: Guard, batch: readonly Waiting[]): Promise<void> {
  try {
    await attempt(options, guard, batch)
  } catch (error) {
    const isRejected = error instanceof RepositoryUnavailable && error.reason === 'rejected'
    if (!isRejected || batch.length === 1) throw error
    // The remote refuses the whole push; one commit must not keep the others out.
    for (const edit of batch) await attempt(options, guard, [edit]).catch(edit.reject)
  }
}

/** Makes the edits on the head and commits them; again on the newer head when the branch moved meanwhile. */
async function attempt(options: WriterOptions, guard: Guard, batch: readonly Waiting[]): Promise<void> {
  const { repository, tries = 5 } = options
  for (let number = 1; ; number += 1) {
    const head = await guard.readHead(number > 1)
    const made = await makeEdits(repository, batch, head)
    const commits = made.flatMap(({ result }) => (result.type === 'commit' ? [result.commit] : []))
    const written =
      commits.length === 0 ? ({ type: 'committed', commits: [] } as const) : await repository.commit(commits, head)
    if (written.type === 'committed') {
      guard.wrote(head, written.commits.at(-1) ?? head)
      settle(made, written.commits, head)
      return
    }
    if (number === tries) {
      const current = (await repository.refresh()) ?? head
      for (const { waiting } of made) waiting.resolve({ type: 'conflict', head: current })
      return
    }
    await jitter(number)
  }
}

/** The longest waiting edits, at most one of each project. */
function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  const batch = new Map<string, Waiting>()
  const rest: Waiting[] = []
  for (const edit of waiting.splice(0)) {
    if (batch.has(edit.project) || batch.size === batchSize) rest.push(edit)
    else batch.set(edit.project, edit)
  }
  waiting.push(...rest)
  return [...batch.values()]
}

/** Makes each edit on this head. One that fails ends for its caller alone. */
async function makeEdits(repository: Repository, batch: readonly Waiting[], head: string): Promise<readonly Made[]> {
  const view = { head, readFile: (project: string) => repository.readFile(project, head) }
  const made = await Promise.all(
    batch.map(async (waiting): Promise<Made | null> => {
      try {
        const result = await waiting.edit(view)
        if (result.type === 'commit') refuseOthers(waiting.project, result.commit)
        return { waiting, result }
      } catch (error) {
        waiting.reject(error)
        return null
      }
    }),
  )
  return made.filter((edit) => edit !== null)
}

function refuseOthers(project: string, commit: NewCommit): void {
  const other = commit.changes.find((change) => change.project !== project)
  if (other !== undefined) throw new Error(`an edit of project ${project} may not change ${other.project}`)
}

function settle(made: readonly Made[], commits: readonly string[], head: string): void {
  let parent = head
  let index = 0
  for (const { waiting, result } of made) {
    if (result.type === 'refuse') {
      waiting.resolve({ type: 'refused', refusal: result.refusal, head })
      continue
    }
    const commit = commits[index] ?? head
    waiting.resolve({ type: 'committed', commit, parent })
    parent = commit
    index += 1
  }
}

type Guard = {
  /** The head to write upon. Throws `RepositoryHeld` when it does not continue what was accepted. */
  readHead(isMoved: boolean): Promise<string>
  wrote(from: string, to: string): void
}

/** Judges each head that is new to this process before anything is built upon it. */
function createGuard(repository: Repository, db: Db): Guard {
  let good: string | null = null
  return {
    readHead: async (isMoved) => {
      const state = await readRepositoryState(db, repository.branch)
      const known = isMoved ? await repository.refresh() : await repository.readHead()
      const head = known ?? (state.acceptedHead === null ? await firstHead(repository) : null)
      if (head !== null && head === good && state.heldHead === null) return head
      const verdict = await judgeHead(repository, db, state, head)
      if (verdict.type === 'held') throw new RepositoryHeld(verdict.head, verdict.reason)
      if (head === null) throw new RepositoryUnavailable('broken', 'The projects branch does not exist.')
      // A hold that ends, or an approved head, is first read by the watch: it accepts, and then we write.
      if (state.heldHead !== null && state.heldReason !== null && verdict.type !== 'same') {
        throw new RepositoryHeld(state.heldHead, state.heldReason)
      }
      good = head
      return head
    },
    wrote: (from, to) => {
      if (good === from) good = to
    },
  }
}

/** Before anything was accepted: the branch as the remote has it, or its first commit. */
async function firstHead(repository: Repository): Promise<string> {
  return (await repository.refresh()) ?? repository.initialise()
}

function jitter(attempt: number): Promise<void> {
  const ms = Math.random() * Math.min(1_000, 20 * 2 ** attempt)
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
