import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { changeWish, readDeployments } from './deployments.ts'
import type { IdempotencyKey } from './idempotency.ts'
import { deriveStates, recordOperation } from './operations.ts'
import { isFinal, type Actor } from './operation-state.ts'
import { json, type OperationRow, type TargetRow, type TombstoneRow } from './tables.ts'
import type { Write } from './write.ts'

export type CancelResult =
  | { readonly type: 'cancelled'; readonly deployments: readonly string[] }
  /** Not yet in the branch, finished, or only removals, which were confirmed and are not called back. */
  | { readonly type: 'not-open' }
  | { readonly type: 'unknown' }

/**
 * Holds the operation's generation in every deployment that is still open. What no cluster took is cancelled at once;
 * a cluster that took it stops at the next step boundary and says so itself.
 */
export async function cancelOperation(write: Write, id: string): Promise<CancelResult> {
  const operation = await lockRow(write, id)
  if (operation === null) return { type: 'unknown' }
  const { targets, removals } = await readParts(write, id)
  const open = targets.filter((target) => !isFinal(target.state) && !removals.has(target.deployment))
  if (operation.saveState !== 'SAVED' || open.length === 0) return { type: 'not-open' }
  for (const target of open) {
    const isTaken = target.state !== 'SAVED'
    const waitingFor = { on: 'cluster', message: 'Cancelled. It stops at the next step boundary.', problem: null }
    await write.db
      .updateTable('targets')
      .set(
        isTaken
          ? { waitingFor: json(waitingFor) }
          : { state: 'CANCELLED', waitingFor: null, problems: json([]), finishedAt: write.now },
      )
      .where('operation', '=', id)
      .where('deployment', '=', target.deployment)
      .execute()
    emitTarget(
      write,
      isTaken ? { ...target, waitingFor } : { ...target, state: 'CANCELLED', waitingFor: null, problems: [] },
    )
  }
  await deriveStates(write, [id])
  // Only where the wish still is this operation's: a newer one is not held by cancelling an older.
  const wishes = await readDeployments(
    write.db,
    open.map((target) => target.deployment),
  )
  for (const wish of wishes.toSorted(byId)) {
    if (wish.operation === id) await changeWish(write, wish.id, { held: true })
  }
  return { type: 'cancelled', deployments: open.map((target) => target.deployment) }
}

export type Retry = {
  /** The operation to try again. */
  readonly operation: string
  /** Id of the new one, from `newOperationId()`. */
  readonly id: string
  readonly requestedBy: Actor
  readonly idempotencyKey: IdempotencyKey | null
}

export type RetryResult =
  | { readonly type: 'retried'; readonly operation: string; readonly deployments: readonly string[] }
  /** The key was used: this is the operation, or another input has it. */
  | { readonly type: 'known'; readonly operation: string }
  | { readonly type: 'reused'; readonly operation: string }
  /** Nothing failed or was cancelled, or the commit itself could not be made. */
  | { readonly type: 'nothing' }
  /** The deployments have newer wishes, so the old generation is not what anybody wants now. */
  | { readonly type: 'outdated'; readonly deployments: readonly string[] }
  | { readonly type: 'unknown' }

/** A new operation over the failed and cancelled targets, with the same generations; a held wish is let go. */
export async function retryOperation(write: Write, retry: Retry): Promise<RetryResult> {
  const operation = await lockRow(write, retry.operation)
  if (operation === null) return { type: 'unknown' }
  const { targets, removals } = await readParts(write, retry.operation)
  const failed = targets.filter((target) => target.state === 'FAILED' || target.state === 'CANCELLED')
  if (operation.saveState !== 'SAVED' || failed.length === 0) return { type: 'nothing' }
  const wishes = new Map(
    (
      await readDeployments(
        write.db,
        failed.map((target) => target.deployment),
      )
    ).map((wish) => [wish.id, wish]),
  )
  const present = failed.filter(({ deployment, generation }) => {
    const wish = wishes.get(deployment)
    return removals.has(deployment) || (wish?.wished === true && wish.generation === generation)
  })
  if (present.length === 0) return { type: 'outdated', deployments: failed.map((target) => target.deployment) }
  const claim = await recordOperation(write, {
    id: retry.id,
    kind: operation.kind,
    project: operation.project,
    requestedBy: retry.requestedBy,
    request: operation.request,
    retryOf: retry.operation,
    saving: { revision: operation.revision },
    targets: present.map(({ deployment, generation }) => ({ deployment, generation, steps: [] })),
    idempotencyKey: retry.idempotencyKey,
  })
  if (claim.type !== 'new') return claim
  for (const { deployment } of present.toSorted(byDeployment)) {
    await renewWish(write, deployment, removals.get(deployment) ?? [], retry.id)
  }
  return { type: 'retried', operation: retry.id, deployments: present.map((target) => target.deployment) }
}

async function renewWish(
  write: Write,
  deployment: string,
  removals: readonly TombstoneRow[],
  operation: string,
): Promise<void> {
  await changeWish(write, deployment, { operation, held: false })
  for (const { id, cluster, service } of removals) {
    await write.db.updateTable('tombstones').set({ operation }).where('id', '=', id).execute()
    const project = parseDeploymentId(deployment)?.project ?? null
    write.emit({ project, deployment, cluster, operation }, { type: 'removal', service, state: 'WISHED' })
  }
}

async function lockRow(write: Write, id: string): Promise<OperationRow | null> {
  const row = await write.db.selectFrom('operations').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? null
}

/** The targets, and the removals of whole deployments and services that are still on their way, by deployment. */
async function readParts(
  write: Write,
  id: string,
): Promise<{ targets: readonly TargetRow[]; removals: ReadonlyMap<string, readonly TombstoneRow[]> }> {
  const targets = await write.db
    .selectFrom('targets')
    .selectAll()
    .where('operation', '=', id)
    .orderBy('deployment')
    .execute()
  const removals = await write.db
    .selectFrom('tombstones')
    .selectAll()
    .where('operation', '=', id)
    .where('state', '<>', 'DONE')
    .execute()
  return { targets, removals: Map.groupBy(removals, (removal) => removal.deployment) }
}

function emitTarget(write: Write, target: TargetRow): void {
  const { operation, deployment, generation, state, waitingFor, problems, supersededBy } = target
  const project = parseDeploymentId(deployment)?.project ?? null
  write.emit(
    { project, operation, deployment },
    { type: 'target', generation, state, waitingFor, problems, supersededBy },
  )
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}

function byDeployment(a: { deployment: string }, b: { deployment: string }): number {
  return a.deployment < b.deployment ? -1 : 1
}
