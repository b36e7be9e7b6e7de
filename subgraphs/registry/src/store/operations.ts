import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { StepDeclaration } from '@operations-manager/schema/steps/step.ts'
import { claimKey, type Claim, type IdempotencyKey } from './idempotency.ts'
import {
  deriveOperationState,
  isFinished,
  type Actor,
  type OperationState,
  type WaitingFor,
} from './operation-state.ts'
import { json, type Db, type OperationRow, type StepRow, type TargetRow } from './tables.ts'
import { inChunks, type Write } from './write.ts'

/** One deployment that an operation touches. */
export type NewTarget = {
  readonly deployment: string
  readonly generation: string
  /** The graph of steps where it is already known, so that progress has a total before the cluster answers. */
  readonly steps: readonly StepDeclaration[]
}

export type NewOperation = {
  /** From `newOperationId()`. */
  readonly id: string
  readonly kind: string
  readonly project: string | null
  readonly requestedBy: Actor
  /** What was asked, without secrets. */
  readonly request: Record<string, unknown>
  readonly retryOf: string | null
  /** `commit`: it is RECORDED until `markSaved`. Otherwise it is saved at once, at this revision. */
  readonly saving: 'commit' | { readonly revision: string | null }
  readonly targets: readonly NewTarget[]
  readonly idempotencyKey: IdempotencyKey | null
}

/** Records the intent, its key and its targets. Writes nothing where the key is already bound. */
export async function recordOperation(write: Write, operation: NewOperation): Promise<Claim> {
  if (operation.idempotencyKey !== null) {
    const claim = await claimKey(write, operation.idempotencyKey, operation.id)
    if (claim.type !== 'new') return claim
  }
  const isSaved = operation.saving !== 'commit'
  const saveState = isSaved ? 'SAVED' : 'PENDING'
  const states = operation.targets.map(() => 'SAVED' as const)
  const revision = operation.saving === 'commit' ? null : operation.saving.revision
  const state = deriveOperationState(saveState, states)
  await write.db
    .insertInto('operations')
    .values({
      id: operation.id,
      kind: operation.kind,
      project: operation.project,
      requestedBy: json(operation.requestedBy),
      requestedAt: write.now,
      request: json(operation.request),
      retryOf: operation.retryOf,
      saveState,
      savedAt: isSaved ? write.now : null,
      revision,
      state,
      finishedAt: isFinished(saveState, states) ? write.now : null,
      problems: json([]),
    })
    .execute()
  await insertTargets(write, operation.id, operation.targets)
  write.emit(
    { project: operation.project, operation: operation.id },
    { type: 'operation', state, revision, problems: [] },
  )
  return { type: 'new' }
}

/**
 * The commit is in the branch. `targets` replaces those of the intent (the edit may have been made again on a newer
 * head, with other generations). Calling it twice changes nothing.
 */
export async function markSaved(
  write: Write,
  saved: { readonly operation: string; readonly revision: string; readonly targets: readonly NewTarget[] },
): Promise<void> {
  const row = await lockOperation(write, saved.operation)
  if (row.saveState === 'SAVED') return
  await write.db.deleteFrom('targets').where('operation', '=', saved.operation).execute()
  await insertTargets(write, saved.operation, saved.targets)
  await write.db
    .updateTable('operations')
    .set({ saveState: 'SAVED', savedAt: write.now, revision: saved.revision, waitingFor: null, problems: json([]) })
    .where('id', '=', saved.operation)
    .execute()
  await deriveStates(write, [saved.operation])
}

/** The commit finally cannot be made. A saved operation stays saved. */
export async function markUnsaved(
  write: Write,
  failed: { readonly operation: string; readonly problems: readonly Problem[] },
): Promise<void> {
  const row = await lockOperation(write, failed.operation)
  if (row.saveState !== 'PENDING') return
  await write.db
    .updateTable('operations')
    .set({ saveState: 'FAILED', waitingFor: null, problems: json(failed.problems) })
    .where('id', '=', failed.operation)
    .execute()
  await deriveStates(write, [failed.operation])
}

/** Says why a recorded operation is not saved yet (repository away, held, a removal to confirm), or clears it. */
export async function setOperationWaiting(
  write: Write,
  operation: string,
  waitingFor: WaitingFor | null,
): Promise<void> {
  const row = await write.db
    .updateTable('operations')
    .set({ waitingFor: waitingFor === null ? null : json(waitingFor) })
    .where('id', '=', operation)
    .where('saveState', '=', 'PENDING')
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return
  const place = { project: row.project, operation }
  write.emit(place, { type: 'operation', state: row.state, revision: row.revision, problems: row.problems })
}

/** Brings the stored state of these operations in line with their targets, with an event for each that changed. */
export async function deriveStates(write: Write, operations: readonly string[]): Promise<void> {
  // In one order everywhere, so that two transactions never wait for each other in a circle.
  for (const id of [...new Set(operations)].sort()) {
    const row = await lockOperation(write, id)
    const targets = await write.db
      .selectFrom('targets')
      .select(['state', 'startedAt'])
      .where('operation', '=', id)
      .execute()
    const states = targets.map((target) => target.state)
    const state = deriveOperationState(row.saveState, states)
    const isStarted = targets.some((target) => target.startedAt !== null)
    const finishedAt = isFinished(row.saveState, states) ? (row.finishedAt ?? write.now) : null
    if (
      state === row.state &&
      finishedAt?.getTime() === row.finishedAt?.getTime() &&
      isStarted === (row.startedAt !== null)
    ) {
      continue
    }
    const startedAt = isStarted ? (row.startedAt ?? write.now) : null
    await write.db.updateTable('operations').set({ state, startedAt, finishedAt }).where('id', '=', id).execute()
    const place = { project: row.project, operation: id }
    write.emit(place, { type: 'operation', state, revision: row.revision, problems: row.problems })
  }
}

/** An operation with all its targets and the present state of their steps. */
export type OperationView = {
  readonly operation: OperationRow
  readonly targets: readonly TargetRow[]
  readonly steps: readonly StepRow[]
}

export async function readOperation(db: Db, id: string): Promise<OperationView | null> {
  const [view] = await readOperations(db, [id])
  return view ?? null
}

/** Those of the given operations that exist, in the given order. Three queries, however many. */
export async function readOperations(db: Db, ids: readonly string[]): Promise<readonly OperationView[]> {
  if (ids.length === 0) return []
  const [operations, targets, steps] = await Promise.all([
    db.selectFrom('operations').selectAll().where('id', 'in', ids).execute(),
    db.selectFrom('targets').selectAll().where('operation', 'in', ids).orderBy('deployment').execute(),
    db.selectFrom('steps').selectAll().where('operation', 'in', ids).orderBy('position').execute(),
  ])
  const targetsOf = Map.groupBy(targets, (target) => target.operation)
  const stepsOf = Map.groupBy(steps, (step) => step.operation)
  const rows = new Map(operations.map((operation) => [operation.id, operation]))
  return ids.flatMap((id) => {
    const operation = rows.get(id)
    return operation === undefined
      ? []
      : [{ operation, targets: targetsOf.get(id) ?? [], steps: stepsOf.get(id) ?? [] }]
  })
}

export type OperationFilter = {
  readonly project?: string
  readonly deployment?: string
  readonly states?: readonly OperationState[]
}

/** The newest first. `after` is the id of the last one of the page before. */
export async function listOperations(
  db: Db,
  filter: OperationFilter,
  page: { readonly first: number; readonly after: string | null },
): Promise<{ readonly rows: readonly OperationRow[]; readonly hasNextPage: boolean }> {
  let query = db
    .selectFrom('operations')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.first + 1)
  if (filter.project !== undefined) query = query.where('project', '=', filter.project)
  if (filter.states !== undefined) query = query.where('state', 'in', filter.states)
  if (page.after !== null) query = query.where('id', '<', page.after)
  const { deployment } = filter
  if (deployment !== undefined) {
    query = query.where('id', 'in', (inner) =>
      inner.selectFrom('targets').select('operation').where('deployment', '=', deployment),
    )
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, page.first), hasNextPage: rows.length > page.first }
}

/** Operations whose commit is not known to be in the branch, the oldest first: what to repair at start. */
export async function listUnsaved(db: Db, requestedBefore: Date): Promise<readonly OperationRow[]> {
  return db
    .selectFrom('operations')
    .selectAll()
    .where('saveState', '=', 'PENDING')
    .where('requestedAt', '<', requestedBefore)
    .orderBy('requestedAt')
    .orderBy('id')
    .execute()
}

async function lockOperation(write: Write, id: string): Promise<OperationRow> {
  return write.db.selectFrom('operations').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

async function insertTargets(write: Write, operation: string, targets: readonly NewTarget[]): Promise<void> {
  if (targets.length === 0) return
  await write.db
    .insertInto('targets')
    .values(
      targets.map(({ deployment, generation }) => ({
        operation,
        deployment,
        generation,
        state: 'SAVED' as const,
        problems: json([]),
      })),
    )
    .execute()
  const steps = targets.flatMap(({ deployment, generation, steps }) =>
    steps.map((step) => ({
      operation,
      deployment,
      generation,
      step: step.key,
      title: step.title,
      needs: json(step.needs),
      weight: step.weight,
      attempt: 0,
      state: 'PENDING' as const,
      at: write.now,
      message: '',
      proofs: json([]),
    })),
  )
  for (const chunk of inChunks(steps)) await write.db.insertInto('steps').values(chunk).execute()
}
