import { sql } from 'kysely'
import { attemptBy, recordIn } from '../audit/attempt.ts'
import { fileState } from '../audit/states.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { EditView, Writer } from '../git/edit.ts'
import { RepositoryHeld, RepositoryUnavailable } from '../git/errors.ts'
import type { History } from '../git/history.ts'
import type { AskCluster } from '../link/requests.ts'
import { lockKey } from '../store/locks.ts'
import type { Actor } from '../store/operation-state.ts'
import { markSaved, markUnsaved, setOperationWaiting } from '../store/operations.ts'
import type { Db } from '../store/tables.ts'
import { write, type Write } from '../store/write.ts'
import { authorOf } from './actor.ts'
import { staleProblem } from './conflict.ts'
import { describeChange } from './describe.ts'
import { evaluate, type EvaluateContext, type Evaluation } from './evaluate.ts'
import { noMemberRights } from '../access/member-rights.ts'
import { planTargets } from './plan.ts'
import type { ChangeRequest } from './request.ts'
import { memberProblems } from './rights.ts'
import { settle, targetsOf } from './settle.ts'
import { knownRevision, knownText, readWorld } from './world.ts'

/** What every change needs, handed in by main. */
export type ChangeDependencies = EvaluateContext & {
  readonly db: Db
  readonly writer: Writer
  readonly history: History
  readonly branch: string
  /** Under this key values of secrets are compared; whoever reads the database alone cannot guess them. */
  readonly fingerprintKey: Secret
  readonly log: Log
  /** Asks a cluster over its link. */
  readonly askCluster: AskCluster
  /** Reads the branch now; resolves when everything in it is taken in. */
  readonly readBranch: () => Promise<void>
}

/** An operation whose intent is recorded and whose commit is to be made. */
export type Intent = { readonly id: string; readonly request: ChangeRequest; readonly requestedBy: Actor }

/** How the trail calls the second half of a change: what was asked for is in the branch now, or finally is not. */
const saving = 'saveChange'

type Refusal = { readonly type: 'problems'; readonly problems: readonly Problem[] } | { readonly type: 'same' }

/**
 * Makes the commit of a recorded operation and settles it. Gives what was wrong on the head it met; empty if it is
 * committed, or waits for the repository.
 */
export async function commitOperation(deps: ChangeDependencies, intent: Intent): Promise<readonly Problem[]> {
  const { request } = intent
  let made: Evaluation | null = null
  try {
    const result = await deps.writer.write<Refusal>(request.project, async (view) => {
      const evaluation = await evaluateOn(deps, request, view)
      if (evaluation.problems.length > 0) {
        return { type: 'refuse', refusal: { type: 'problems', problems: evaluation.problems } }
      }
      if (evaluation.after === evaluation.before) return { type: 'refuse', refusal: { type: 'same' } }
      made = evaluation
      const changes = [{ project: request.project, file: evaluation.after }]
      const author = authorOf(intent.requestedBy)
      return {
        type: 'commit',
        commit: { changes, author, message: describeChange(request), operation: intent.id, at: new Date() },
      }
    })
    if (result.type === 'committed') {
      await settleInOrder(deps, intent, { commit: result.commit, evaluation: made })
      return []
    }
    if (result.type === 'refused' && result.refusal.type === 'same') {
      await settleUnchanged(deps, intent)
      return []
    }
    const problems =
      result.type === 'refused' && result.refusal.type === 'problems'
        ? result.refusal.problems
        : [busyProblem(result.head)]
    await write(deps.db, (tx) => endUnsaved(tx, intent, problems))
    return problems
  } catch (error) {
    return waitOrRefuse(deps, intent, error)
  }
}

/** The edit on a newer head: the whole result is judged again. */
async function evaluateOn(deps: ChangeDependencies, request: ChangeRequest, view: EditView): Promise<Evaluation> {
  const text = await view.readFile(request.project)
  const world = await readWorld(deps.db, request.project)
  const evaluated = evaluate(request, text, world, deps)
  const members = memberProblems(deps, request.memberRights ?? noMemberRights, evaluated, world.project)
  const evaluation = { ...evaluated, problems: [...members, ...evaluated.problems] }
  const isSeen =
    request.expectedRevision === null ||
    (knownRevision(world) === request.expectedRevision && knownText(world) === text)
  if (isSeen) return evaluation
  return { ...evaluation, problems: [await staleProblem(deps, request, { revision: view.head, text })] }
}

type Committed = { readonly commit: string; readonly evaluation: Evaluation | null }

/**
 * Settles a commit at once where everything before it in this project is settled. Otherwise (another replica is on its
 * way, or a hand commit came first) the reader of the branch does it, in the order of the branch.
 */
async function settleInOrder(
  deps: ChangeDependencies,
  intent: Intent,
  { commit, evaluation }: Committed,
): Promise<void> {
  const { project } = intent.request
  const isDone = await write(deps.db, async (tx) => {
    await lockProject(tx, project)
    const world = await readWorld(tx.db, project)
    if (evaluation === null || knownText(world) !== evaluation.before) return false
    await settleOperation(tx, deps, intent, { commit, text: evaluation.after })
    return true
  })
  if (!isDone) await deps.readBranch()
}

/** Makes the commit of an operation the wishes and marks it saved. Part of a transaction that holds the project's lock. */
export async function settleOperation(
  tx: Write,
  context: EvaluateContext,
  { id, request, requestedBy }: Intent,
  { commit, text }: { readonly commit: string; readonly text: string | null },
): Promise<void> {
  const { project } = request
  const world = await readWorld(tx.db, project)
  const file = text === null ? null : context.files.read(text).file
  const plans = planTargets(file, world, context)
  await markSaved(tx, { operation: id, revision: commit, targets: targetsOf(plans) })
  const { name } = authorOf(requestedBy)
  const { retained } = request
  recordIn(tx, attemptBy(requestedBy, saving), {
    project,
    operation: id,
    before: fileState(knownText(world)),
    after: fileState(text),
    detail: { revision: commit },
  })
  await settle(tx, { project, operation: id, revision: commit, text, file, plans, world, retained, confirmedBy: name })
}

/** One change of a project at a time, over all replicas. */
export async function lockProject(tx: Write, project: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey(`job:project:${project}`)})`.execute(tx.db)
}

/** The commit finally cannot be made; the trail says so under whoever asked for the change. */
export async function endUnsaved(
  tx: Write,
  { id, request, requestedBy }: Pick<Intent, 'id' | 'requestedBy'> & { readonly request: { readonly project: string } },
  problems: readonly Problem[],
): Promise<void> {
  await markUnsaved(tx, { operation: id, problems })
  const codes = [...new Set(problems.map(({ code }) => code))]
  const facts = { project: request.project, operation: id, result: 'REFUSED', problems: codes } as const
  recordIn(tx, attemptBy(requestedBy, saving), facts)
}

/** Somebody else made the same change meanwhile, so there is nothing left to commit. */
async function settleUnchanged(deps: ChangeDependencies, { id, request, requestedBy }: Intent): Promise<void> {
  await write(deps.db, async (tx) => {
    const world = await readWorld(tx.db, request.project)
    const revision = knownRevision(world) ?? ''
    await markSaved(tx, { operation: id, revision, targets: [] })
    const state = fileState(knownText(world))
    const facts = { project: request.project, operation: id, before: state, after: state, detail: { revision } }
    recordIn(tx, attemptBy(requestedBy, saving), facts)
  })
}

async function waitOrRefuse(deps: ChangeDependencies, intent: Intent, error: unknown): Promise<readonly Problem[]> {
  if (error instanceof RepositoryUnavailable) {
    const waits = problem(
      'REPOSITORY_UNAVAILABLE',
      `${error.message} The change is recorded and is committed as soon as that is possible.`,
    )
    await write(deps.db, (tx) =>
      setOperationWaiting(tx, intent.id, { on: 'repository', message: waits.message, problem: waits }),
    )
    deps.log.warn({ err: error, operation: intent.id }, 'an operation waits for the projects repository')
    return []
  }
  if (error instanceof RepositoryHeld) {
    const held = problem('REPOSITORY_HELD', `${error.message} Nothing was changed.`)
    await write(deps.db, (tx) => endUnsaved(tx, intent, [held]))
    return [held]
  }
  throw error
}

function busyProblem(head: string): Problem {
  const message = 'The projects repository changed too often to write to it. Send the change again.'
  return problem('CONFLICT', message, { details: { currentRevision: head, differences: [] } })
}
