import { createHash } from 'node:crypto'
import type { Access } from '../access/access.ts'
import { recordIn, type Facts } from '../audit/attempt.ts'
import { fileState } from '../audit/states.ts'
import { namedIn } from '../audit/target.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { canonicalJson } from '@operations-manager/schema/resolve/canonical-json.ts'
import { readIdempotencyKey } from '../store/idempotency-reading.ts'
import type { IdempotencyKey } from '../store/idempotency.ts'
import { newOperationId } from '../store/operation-id.ts'
import { readOperation, recordOperation } from '../store/operations.ts'
import { readRepositoryState } from '../store/repository-state.ts'
import { write } from '../store/write.ts'
import { actorOf, callerId, signedIn } from './actor.ts'
import { authorise } from './authorise.ts'
import { commitOperation, type ChangeDependencies } from './commit.ts'
import { staleProblem } from './conflict.ts'
import { evaluate, type Evaluation } from './evaluate.ts'
import { hostProblems } from './hosts.ts'
import type { ChangeRequest } from './request.ts'
import { resealFor } from './reseal.ts'
import { memberRightsOf, rightsProblems } from './rights.ts'
import { targetsOf } from './settle.ts'
import { answered, refusedWith, type Submitted } from './submitted.ts'
import { knownRevision, knownText, readWorld, type World } from './world.ts'

export type { Submitted } from './submitted.ts'

export type Submission = {
  readonly access: Access
  readonly request: ChangeRequest
  /** null: none was given. */
  readonly idempotencyKey: string | null
  /** Stands for the whole input where that may not be stored, such as the value of a secret. */
  readonly inputHash?: string
  readonly dryRun: boolean
}

/** The way of a change, the same for every mutation of a project file: judge, record the intent, commit, settle. */
export async function submitChange(deps: ChangeDependencies, submission: Submission): Promise<Submitted> {
  const { access, request } = submission
  const caller = signedIn(access)
  const world = await readWorld(deps.db, request.project)
  const refusal = authorise(access, request.kind, world.project)
  if (refusal !== null) return refusedWith(request.project, [refusal])
  const key = keyOf(callerId(caller), submission)
  const known = key === null || submission.dryRun ? null : await readIdempotencyKey(deps.db, key)
  if (known !== null) return repeated(deps, request.project, known)
  const judged = await judge(deps, access, request, world)
  if (judged.problems.length > 0 || submission.dryRun || judged.after === judged.before)
    return shown(request, judged, null)
  const before = judged.before === null ? null : deps.files.read(judged.before).file
  const { resealed, notices } = await resealFor(deps.askCluster, before, judged, world)
  const memberRights = world.project === null ? undefined : memberRightsOf(access, world.project)
  const whole = { ...submission, request: { ...request, resealed, ...(memberRights && { memberRights }) } }
  const answer = await record(deps, { submission: whole, world, judged, key })
  return { ...answer, notices: [...answer.notices, ...notices] }
}

/** Judges a request by what is stored, without changing anything. */
export async function judge(
  deps: ChangeDependencies,
  access: Access,
  request: ChangeRequest,
  world: World,
): Promise<Evaluation> {
  const text = knownText(world)
  const evaluation = evaluate(request, text, world, deps)
  const extra = [...rightsProblems(deps, access, evaluation, world), ...(await hostProblems(deps.db, evaluation))]
  const revision = knownRevision(world)
  if (request.expectedRevision !== null && request.expectedRevision !== revision) {
    extra.push(await staleProblem(deps, request, { revision, text }))
  }
  return { ...evaluation, problems: [...extra, ...evaluation.problems] }
}

type Recording = {
  readonly submission: Submission
  readonly world: World
  readonly judged: Evaluation
  readonly key: IdempotencyKey | null
}

async function record(deps: ChangeDependencies, { submission, world, judged, key }: Recording): Promise<Submitted> {
  const { access, request } = submission
  const state = await readRepositoryState(deps.db, deps.branch)
  if (state.heldHead !== null) return shown(request, { ...judged, problems: [heldProblem] }, null)
  const id = newOperationId()
  const requestedBy = actorOf(signedIn(access))
  const claim = await write(deps.db, async (tx) => {
    const claimed = await recordOperation(tx, {
      id,
      kind: request.kind,
      project: request.project,
      requestedBy,
      request,
      retryOf: null,
      saving: 'commit',
      targets: targetsOf(judged.plans),
      idempotencyKey: key,
    })
    if (claimed.type === 'new') recordIn(tx, access.attempt, { operation: id, ...factsOf(request, world, judged) })
    return claimed
  })
  if (claim.type !== 'new') return repeated(deps, request.project, claim)
  const problems = await commitOperation(deps, { id, request, requestedBy })
  return shown(request, { ...judged, problems }, id)
}

/** What the trail says of a change: what it is about, and the file before and after, as it is known now. */
function factsOf(request: ChangeRequest, world: World, { before, after }: Evaluation): Facts {
  const { project, deployment, detail } = namedIn('', { input: { ...request.input, project: request.project } })
  const revision = knownRevision(world)
  const states = { before: fileState(before), after: fileState(after) }
  return { project, deployment, ...states, detail: { ...detail, ...(revision === null ? {} : { revision }) } }
}

/** Why nothing is committed while an operator has to look at the repository. */
export const heldProblem = problem(
  'REPOSITORY_HELD',
  'The projects repository is held: its head does not continue what was accepted. A platform operator has to accept it first; nothing was changed.',
)

function shown(request: ChangeRequest, judged: Evaluation, operation: string | null): Submitted {
  const { problems, notices, before, after, plans } = judged
  return { project: request.project, operation, problems, notices, before, after, targets: plans }
}

/** What the first one under this key became; where it could not be committed, with the reasons that it was given. */
async function repeated(
  { db }: Pick<ChangeDependencies, 'db'>,
  project: string,
  claim: Parameters<typeof answered>[1],
): Promise<Submitted> {
  const answer = answered(project, claim, '')
  const first = answer.operation === null ? null : await readOperation(db, answer.operation)
  return first?.operation.saveState === 'FAILED' ? { ...answer, problems: first.operation.problems } : answer
}

function keyOf(caller: string, { request, idempotencyKey, inputHash }: Submission): IdempotencyKey | null {
  if (idempotencyKey === null) return null
  const { expectedRevision: _, ...covered } = request
  const text = inputHash ?? canonicalJson(JSON.parse(JSON.stringify(covered)))
  return { caller, key: idempotencyKey, inputHash: createHash('sha256').update(text).digest('hex') }
}
