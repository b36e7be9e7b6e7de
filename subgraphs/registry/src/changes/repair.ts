import type { Log } from '@operations-manager/runtime/log/log.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { ifFree } from '../git/branch-lock.ts'
import { RepositoryUnavailable } from '../git/errors.ts'
import type { Repository } from '../git/repository.ts'
import { findOperationCommits } from '../git/trailers.ts'
import { listUnsaved } from '../store/operations.ts'
import type { OperationRow } from '../store/tables.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { write } from '../store/write.ts'
import { commitOperation, endUnsaved, type ChangeDependencies } from './commit.ts'
import { isEditKind } from './kinds.ts'
import { ChangeRequest } from './request.ts'

export type RepairOptions = {
  readonly deps: ChangeDependencies
  readonly repository: Repository
  readonly intervalMs: number
  /** Younger ones are on their way in some replica. */
  readonly minimumAgeMs: number
}

/**
 * Looks after operations that are recorded and not saved: their program was killed between intent and commit, or the
 * repository was away. What is in the branch is settled from there; everything else is committed again.
 */
export function startRepair(options: RepairOptions): { now(): Promise<void>; stop(): Promise<void> } {
  let running: Promise<void> | null = null
  const now = (): Promise<void> =>
    (running ??= repairAll(options).finally(() => {
      running = null
    }))
  const timer = setInterval(() => void now(), options.intervalMs)
  void now()
  return {
    now,
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

async function repairAll({ deps, repository, minimumAgeMs }: RepairOptions): Promise<void> {
  const { db, log } = deps
  try {
    await ifFree(db, 'job:repair', log, async () => {
      const waiting = (await listUnsaved(db, new Date())).filter((row) => isInterrupted(row, minimumAgeMs))
      const [oldest] = waiting
      if (oldest === undefined) return
      await repository.refresh()
      const ids = waiting.map(({ id }) => id)
      const found = await findOperationCommits(repository, ids, oldest.requestedAt)
      // The reader of the branch settles commits in their order; it only has to look.
      if (found.size > 0) await deps.readBranch()
      for (const row of waiting) if (!found.has(row.id)) await commitAgain(deps, row)
    })
  } catch (error) {
    logOnce(log, error)
  }
}

// What says that it waits is in nobody's hands; anything else may be on its way in some replica while it is young.
function isInterrupted({ kind, waitingFor, requestedAt }: OperationRow, minimumAgeMs: number): boolean {
  return isEditKind(kind) && (waitingFor !== null || Date.now() - requestedAt.getTime() >= minimumAgeMs)
}

async function commitAgain(deps: ChangeDependencies, row: OperationRow): Promise<void> {
  const parsed = ChangeRequest.safeParse(row.request)
  if (!parsed.success) {
    const broken = problem('INTERNAL', 'What was asked cannot be read any more. Send the change again.')
    const { id, requestedBy } = row
    const request = { project: row.project ?? '' }
    await write(deps.db, (tx) => endUnsaved(tx, { id, request, requestedBy }, [broken]))
    return
  }
  deps.log.info({ operation: row.id, kind: row.kind, project: row.project }, 'commits a recorded operation again')
  await commitOperation(deps, { id: row.id, request: parsed.data, requestedBy: row.requestedBy })
}

// Away is normal and comes again with the next look; anything else is for people.
function logOnce(log: Log, error: unknown): void {
  const isAway = error instanceof RepositoryUnavailable || error instanceof StoreUnavailable
  log[isAway ? 'debug' : 'error']({ err: error }, 'could not look after unsaved operations; looking again later')
}
