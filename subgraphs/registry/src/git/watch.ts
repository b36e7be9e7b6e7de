import type { Log } from '@operations-manager/runtime/log/log.ts'
import { acceptHead, holdRepository, readRepositoryState } from '../store/repository-state.ts'
import type { Db, RepositoryRow } from '../store/tables.ts'
import { write } from '../store/write.ts'
import { ifFree } from './branch-lock.ts'
import type { RepositoryChange, RepositoryChanges } from './change.ts'
import { readChanges, type FileDiff } from './changes.ts'
import { RepositoryUnavailable } from './errors.ts'
import { readCommit } from './history.ts'
import { judgeHead } from './judge.ts'
import { noCommit } from './paths.ts'
import type { Repository } from './repository.ts'

export type WatchOptions = {
  readonly repository: Repository
  readonly db: Db
  readonly log: Log
  readonly intervalMs: number
  readonly allowedSignersFile?: string | null
  /**
   * Takes what the branch says since the accepted head, our own commits included. When it returns, `to` is the accepted
   * head; when it throws, the same changes come again. So it may be called twice with them, and must not mind.
   */
  readonly onChanges: (changes: RepositoryChanges) => Promise<void>
}

export type Watch = {
  /** Looks now; for a webhook, and for tests. Resolves when what there is has been taken in (or failed, with a log). */
  poke(): Promise<void>
  close(): Promise<void>
}

/** How many changes are read and handed over at once. */
const chunkSize = 200

const hourMs = 60 * 60 * 1000

/** Reads the branch every so often, and packs the repository once a day. Of all replicas one reads at a time. */
export function startWatch(options: WatchOptions): Watch {
  const { repository, db, log } = options
  let looking: Promise<void> | null = null
  let isWanted = false
  let isClosed = false
  let failures = 0

  async function lookAll(): Promise<void> {
    for (;;) {
      if (!isWanted) {
        looking = null
        return
      }
      isWanted = false
      try {
        const taken = await ifFree(db, `watch:${repository.branch}`, log, () => lookOnce(options))
        if (taken === 'more' && !isClosed) isWanted = true
        failures = 0
      } catch (error) {
        failures += 1
        // The first failure of a series is for operators, the rest only repeats it.
        const level = failures === 1 ? 'warn' : 'debug'
        log[level]({ err: error }, 'cannot take in the projects branch now; looking again later')
      }
    }
  }

  function poke(): Promise<void> {
    if (isClosed) return Promise.resolve()
    isWanted = true
    looking ??= lookAll()
    return looking
  }

  const timer = setInterval(() => void poke(), options.intervalMs)
  const maintenance = startMaintenance(repository, log)
  void poke()
  return {
    poke,
    close: async () => {
      isClosed = true
      isWanted = false
      clearInterval(timer)
      maintenance.stop()
      await looking
    },
  }
}

/** Packs the repository an hour after the start and then once a day, beside everything else. */
function startMaintenance(repository: Repository, log: Log): { stop(): void } {
  const maintain = (): void => {
    repository.maintain().catch((error: unknown) => log.warn({ err: error }, 'cannot pack the projects repository'))
    timer = setTimeout(maintain, 24 * hourMs)
  }
  let timer = setTimeout(maintain, hourMs)
  return { stop: () => clearTimeout(timer) }
}

/** One look at the branch. `more`: there was too much for one time. */
async function lookOnce(options: WatchOptions): Promise<'done' | 'more'> {
  const { repository, db, log } = options
  const { state, head } = await findHead(repository, await readRepositoryState(db, repository.branch))
  const verdict = await judgeHead(repository, db, state, head)
  switch (verdict.type) {
    case 'held':
      if (state.heldHead !== verdict.head) {
        log.warn(
          { head: verdict.head, reason: verdict.reason },
          'the projects repository is held until an operator accepts its head',
        )
      }
      await write(db, (write) => holdRepository(write, repository.branch, verdict.head, verdict.reason))
      return 'done'
    case 'same':
      // Perhaps it was held meanwhile and the branch came back by itself.
      if (state.heldHead !== null && head !== null) await accept(options, state, head)
      return 'done'
    case 'first':
    case 'replaced': {
      if (head === null) throw new RepositoryUnavailable('broken', 'The projects branch does not exist.')
      await options.onChanges({ from: null, to: head, changes: await readAll(repository, head) })
      await accept(options, state, head)
      return 'done'
    }
    case 'continues': {
      if (head === null) throw new RepositoryUnavailable('broken', 'The projects branch does not exist.')
      const part = firstChunk(verdict.diffs, head)
      const changes = await readChanges(repository, part.diffs, options.allowedSignersFile ?? null)
      await options.onChanges({ from: state.acceptedHead, to: part.to, changes })
      await accept(options, state, part.to)
      return part.to === head ? 'done' : 'more'
    }
    default:
      return verdict satisfies never
  }
}

async function accept({ db, repository }: WatchOptions, state: RepositoryRow, to: string): Promise<void> {
  await write(db, (write) => acceptHead(write, repository.branch, { from: state.acceptedHead, to }))
}

/**
 * The head of the branch. Where there is no branch it is started, if nothing was ever accepted, or if an operator
 * accepted that it is empty: then its first commit is what was approved.
 */
async function findHead(
  repository: Repository,
  state: RepositoryRow,
): Promise<{ state: RepositoryRow; head: string | null }> {
  const head = await repository.refresh()
  if (head !== null) return { state, head }
  if (state.acceptedHead === null) return { state, head: await repository.initialise() }
  if (state.approvedHead !== noCommit) return { state, head: null }
  const first = await repository.initialise()
  return { state: { ...state, approvedHead: first }, head: first }
}

/** Whole commits only; a head that an operator approved is one step and is never divided. */
function firstChunk(diffs: readonly FileDiff[], head: string): { diffs: readonly FileDiff[]; to: string } {
  const last = diffs[chunkSize - 1]
  const next = diffs.findIndex((diff, index) => index >= chunkSize && diff.commit !== last?.commit)
  return last === undefined || next < 0 ? { diffs, to: head } : { diffs: diffs.slice(0, next), to: last.commit }
}

/** Every project file as if it were new: the first look, or a repository that took the place of another. */
async function readAll(repository: Repository, head: string): Promise<readonly RepositoryChange[]> {
  const { author, at, message } = await readCommit(repository, head)
  const files = await repository.listFiles(head)
  const changes: RepositoryChange[] = []
  for (const project of files.keys()) {
    const after = await repository.readFile(project, head)
    changes.push({
      project,
      before: null,
      after,
      commit: head,
      author,
      at,
      message,
      verified: false,
      operationTrailer: null,
    })
  }
  return changes
}
