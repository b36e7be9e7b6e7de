import { attemptBy, recordIn } from '../audit/attempt.ts'
import { fileState } from '../audit/states.ts'
import type { RepositoryChange, RepositoryChanges } from '../git/change.ts'
import type { Actor } from '../store/operation-state.ts'
import { newOperationId } from '../store/operation-id.ts'
import { markUnsaved, recordOperation } from '../store/operations.ts'
import { putInvalidProject } from '../store/projects.ts'
import { holdRemoval } from '../store/removals.ts'
import type { Db, OperationRow } from '../store/tables.ts'
import { write, type Write } from '../store/write.ts'
import type { ChangeDependencies } from './commit.ts'
import { lockProject, settleOperation } from './commit.ts'
import { planTargets, type TargetPlan } from './plan.ts'
import { ChangeRequest } from './request.ts'
import { settle, targetsOf } from './settle.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { knownText, readWorld, type World } from './world.ts'

/**
 * Takes in what the branch says, commit by commit in its order: the commits of our operations where they are not
 * settled yet (another replica stopped between commit and settling), and those that somebody made by hand.
 */
export async function takeIn(deps: ChangeDependencies, { changes }: RepositoryChanges): Promise<void> {
  for (const change of changes) {
    await write(deps.db, async (tx) => {
      await lockProject(tx, change.project)
      await takeInOne(tx, deps, change)
    })
  }
}

async function takeInOne(tx: Write, deps: ChangeDependencies, change: RepositoryChange): Promise<void> {
  const operation = change.operationTrailer === null ? null : await readRow(tx.db, change.operationTrailer)
  if (operation !== null && operation.project === change.project) {
    // A copied commit carries the trailer too, and then of an operation that is somewhere else.
    if (operation.revision === change.commit) return
    const request = ChangeRequest.safeParse(operation.request)
    if (operation.saveState === 'PENDING' && request.success) {
      const intent = { id: operation.id, request: request.data, requestedBy: operation.requestedBy }
      await settleOperation(tx, deps, intent, { commit: change.commit, text: change.after })
      return
    }
  }
  await takeInByHand(tx, deps, change)
}

async function takeInByHand(tx: Write, deps: ChangeDependencies, change: RepositoryChange): Promise<void> {
  const world = await readWorld(tx.db, change.project)
  if (knownText(world) === change.after) return
  const problems = problemsOf(deps, change)
  const operation =
    problems.length > 0 ? await refuseByHand(tx, change, problems) : await acceptByHand(tx, deps, change, world)
  audit(tx, change, { operation, problems, before: knownText(world) })
}

function problemsOf({ files }: ChangeDependencies, { after, project }: RepositoryChange): readonly Problem[] {
  if (after === null) return []
  const reading = files.reading(after)
  if (!reading.ok) return reading.problems
  if (reading.file.name === project) return []
  const message = `The file projects/${project}.yaml names the project "${reading.file.name}". Give the file that name, or correct the name in it.`
  return [problem('NAME_INVALID', message, { path: ['name'], validValues: [project] })]
}

/** The last good file and its wishes stay; project and operation show what is wrong. */
async function refuseByHand(tx: Write, change: RepositoryChange, problems: readonly Problem[]): Promise<string> {
  const { project, commit, after } = change
  const id = await recordByHand(tx, change, { saving: 'commit', plans: [] })
  await markUnsaved(tx, { operation: id, problems })
  await putInvalidProject(tx, { name: project, revision: commit, file: after ?? '', problems })
  return id
}

async function acceptByHand(
  tx: Write,
  deps: ChangeDependencies,
  change: RepositoryChange,
  world: World,
): Promise<string> {
  const { project, commit, after: text } = change
  const file = text === null ? null : deps.files.read(text).file
  const plans = planTargets(file, world, deps)
  const kept = plans.filter(({ effect }) => effect !== 'REMOVED')
  const operation = await recordByHand(tx, change, { saving: { revision: commit }, plans: kept })
  if (file === null) await holdRemoval(tx, heldOf(change, null, null))
  else
    await settle(tx, {
      project,
      operation,
      revision: commit,
      text,
      file,
      plans: kept,
      world,
      retained: null,
      confirmedBy: null,
    })
  await holdRemovals(tx, change, file === null ? [] : plans)
  return operation
}

/** Whatever a hand commit takes away that exists in a cluster waits for somebody to confirm it. */
async function holdRemovals(tx: Write, change: RepositoryChange, plans: readonly TargetPlan[]): Promise<void> {
  for (const plan of plans) {
    if (plan.effect === 'REMOVED') await holdRemoval(tx, heldOf(change, plan.id, null))
    for (const service of Object.keys(plan.removedServices)) {
      await holdRemoval(tx, heldOf(change, plan.id, service))
    }
  }
}

function heldOf({ project, commit, author }: RepositoryChange, deployment: string | null, service: string | null) {
  return { project, deployment, service, revision: commit, author: `${author.name} <${author.email}>` }
}

async function recordByHand(
  tx: Write,
  change: RepositoryChange,
  {
    saving,
    plans,
  }: { readonly saving: 'commit' | { readonly revision: string }; readonly plans: readonly TargetPlan[] },
): Promise<string> {
  const id = newOperationId()
  await recordOperation(tx, {
    id,
    kind: 'HAND_COMMIT',
    project: change.project,
    requestedBy: actorOfChange(change),
    request: { commit: change.commit, message: change.message },
    retryOf: null,
    saving,
    targets: targetsOf(plans),
    idempotencyKey: null,
  })
  return id
}

function actorOfChange({ author, verified }: RepositoryChange): Actor {
  return { type: 'commit', email: author.email, name: author.name, verified }
}

function audit(
  tx: Write,
  change: RepositoryChange,
  about: { readonly operation: string; readonly problems: readonly Problem[]; readonly before: string | null },
): void {
  const { project, commit, verified, after } = change
  const codes = [...new Set(about.problems.map(({ code }) => code))]
  recordIn(tx, attemptBy(actorOfChange(change), 'handCommit'), {
    project,
    operation: about.operation,
    result: codes.length > 0 ? 'REFUSED' : 'ACCEPTED',
    problems: codes,
    before: fileState(about.before),
    after: fileState(after),
    detail: { commit, verified },
  })
}

async function readRow(db: Db, id: string): Promise<OperationRow | null> {
  const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}
