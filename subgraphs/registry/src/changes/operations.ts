import type { Access } from '../access/access.ts'
import { recordIn } from '../audit/attempt.ts'
import { wishesState } from '../audit/states.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { topLevel } from '../domains/errors.ts'
import { readDeployments } from '../store/deployments.ts'
import { newOperationId } from '../store/operation-id.ts'
import { readOperation, type OperationView } from '../store/operations.ts'
import { readProject } from '../store/projects.ts'
import { cancelOperation, retryOperation, type RetryResult } from '../store/requests.ts'
import { write, type Write } from '../store/write.ts'
import { actorOf, callerId, signedIn } from './actor.ts'
import type { ChangeDependencies } from './commit.ts'
import { nameOf, requireReach } from './reach.ts'
import { submitChange } from './submit.ts'
import { answered, refusedWith, type Submitted } from './submitted.ts'

/** A wish about an operation. */
export type About = {
  readonly access: Access
  /** The stored id; null for an id that names no operation. */
  readonly operation: string | null
  readonly expectedRevision: string | null
  readonly idempotencyKey: string | null
  readonly confirm: string | null
  readonly retained: 'RESTORE' | 'DISCARD' | null
  readonly dryRun: boolean
}

type Found = { readonly view: OperationView; readonly project: string; readonly subject: string }

/** Holds an operation's generations where they are still open. */
export async function stopOperation(deps: ChangeDependencies, about: About): Promise<Submitted> {
  const found = await find(deps, about)
  if ('problems' in found) return refusedWith('', found.problems)
  const { view, project } = found
  if (about.dryRun) return refusedWith(project, [])
  const operation = view.operation.id
  const result = await write(deps.db, async (tx) => {
    const before = await wishesOf(tx, view)
    const outcome = await cancelOperation(tx, operation)
    if (outcome.type === 'cancelled') {
      const states = { before, after: await wishesOf(tx, view) }
      recordIn(tx, about.access.attempt, { project, operation, ...states })
    }
    return outcome
  })
  if (result.type === 'cancelled') return { ...refusedWith(project, []), operation }
  return refusedWith(project, [
    wrongState('It has ended, is not saved yet, or only removes what was confirmed; there is nothing to stop.'),
  ])
}

/** Makes the failed and cancelled targets of an operation again, as a new operation. */
export async function repeatOperation(deps: ChangeDependencies, about: About): Promise<Submitted> {
  const found = await find(deps, about)
  if ('problems' in found) return refusedWith('', found.problems)
  const { view, project, subject } = found
  const { access, idempotencyKey } = about
  if (about.dryRun) return refusedWith(project, [])
  const requestedBy = actorOf(signedIn(access))
  const operation = view.operation.id
  const key =
    idempotencyKey === null ? null : { caller: subject, key: idempotencyKey, inputHash: `retryOperation ${operation}` }
  const result = await write(deps.db, async (tx) => {
    const before = await wishesOf(tx, view)
    const outcome = await retryOperation(tx, { operation, id: newOperationId(), requestedBy, idempotencyKey: key })
    if (outcome.type === 'retried') {
      const states = { before, after: await wishesOf(tx, view) }
      const facts = { project, operation: outcome.operation, ...states, detail: { retryOf: operation } }
      recordIn(tx, access.attempt, facts)
    }
    return outcome
  })
  return shownRetry(project, result)
}

async function wishesOf(tx: Write, { targets }: OperationView): Promise<string | null> {
  const ids = targets.map(({ deployment }) => deployment)
  return wishesState(await readDeployments(tx.db, ids))
}

function shownRetry(project: string, result: RetryResult): Submitted {
  switch (result.type) {
    case 'retried':
      return { ...refusedWith(project, []), operation: result.operation }
    case 'known':
    case 'reused':
      return answered(project, result, result.operation)
    case 'nothing':
      return refusedWith(project, [wrongState('None of its targets failed or was cancelled.')])
    case 'outdated':
      return refusedWith(project, [
        wrongState('Its deployments have newer wishes, so this one is not what anybody wants now.'),
      ])
    case 'unknown':
      return refusedWith(project, [noOperation])
  }
}

/** Undoes the change of an operation with a new commit, while nothing came after it. */
export async function undoOperation(deps: ChangeDependencies, about: About): Promise<Submitted> {
  const found = await find(deps, about)
  if ('problems' in found) return refusedWith('', found.problems)
  const { view, project } = found
  const { revision, saveState } = view.operation
  const committed = revision === null || saveState !== 'SAVED' ? null : await deps.history.read(project, revision)
  if (committed === null || committed.operationTrailer !== view.operation.id) {
    return refusedWith(project, [wrongState('It has no saved change of the project file.')])
  }
  const parent = committed.parent === null ? null : await deps.history.read(project, committed.parent)
  const { access, expectedRevision, confirm, retained, idempotencyKey, dryRun } = about
  const input = { operation: view.operation.id, from: committed.file, to: parent?.file ?? null }
  const request = { kind: 'REVERT_OPERATION' as const, project, input, expectedRevision, confirm, retained }
  return submitChange(deps, { access, request, idempotencyKey, dryRun })
}

/** The operation, if the caller may act on it. */
async function find(
  deps: ChangeDependencies,
  { access, operation: id }: About,
): Promise<Found | { readonly problems: readonly Problem[] }> {
  const caller = signedIn(access)
  const view = id === null ? null : await readOperation(deps.db, id)
  const name = view?.operation.project ?? null
  const project = name === null ? null : await readProject(deps.db, name)
  if (view === null || project === null || !access.to('read', project).allowed) return { problems: [noOperation] }
  const decision = access.to('deploy', project)
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  requireReach(
    access,
    view.targets.map(({ deployment }) => nameOf(deployment)),
  )
  return { view, project: project.name, subject: callerId(caller) }
}

const noOperation = problem('NOT_FOUND', 'There is no operation of this id that you may see.', { path: ['operation'] })

function wrongState(message: string): Problem {
  return problem('STATE_WRONG', message, { path: ['operation'] })
}
