import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { ResetSignInInput, ResolversTypes } from '@operations-manager/schema/generated/registry.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { openText } from '@operations-manager/schema/sealing/envelope.ts'
import { recordIn } from '../../audit/attempt.ts'
import type { Context } from '../../context.ts'
import { ClusterAway, ClusterCannotAnswer, problemCodeOf } from '../../link/errors.ts'
import { only } from '../../link/requests.ts'
import { write } from '../../store/write.ts'
import type { DeploymentRow } from '../../store/tables.ts'
import { topLevel } from '../errors.ts'
import { visibleProject } from '../visibility.ts'

type Payload = Awaited<Exclude<ResolversTypes['ResetSignInPayload'], Promise<unknown>>>

type Answer = { readonly temporaryPassword: string; readonly username: string }

const timeoutMs = 30_000

/** Asks a cluster for a temporary password, sealed for a key of this one request; it is answered and stored nowhere. */
export async function resetSignIn(context: Context, input: ResetSignInInput): Promise<Payload> {
  const { clientMutationId = null } = input
  const refused = (...problems: Problem[]): Payload => ({
    temporaryPassword: null,
    username: null,
    problems,
    clientMutationId,
  })
  const { access, app } = context
  const project = await visibleProject(context, input.project)
  if (project === null)
    return refused(problem('NOT_FOUND', 'There is no project of this name that you may see.', { path: ['project'] }))
  const decision = access.to('own', project)
  if (!decision.allowed) throw topLevel('FORBIDDEN', 'This is for owners of the project.')
  const rows = await context.load.deploymentsOf.load(project.name)
  const deployment = rows.find((row) => row.name === input.deployment && row.wished)
  if (deployment === undefined)
    return refused(problem('NOT_FOUND', `There is no deployment "${input.deployment}".`, { path: ['deployment'] }))
  // Before it is asked for, so that no password is given out without a trace. A cluster that does not answer leaves a
  // trace of the attempt all the same.
  const { name, cluster } = deployment
  const facts = { project: project.name, deployment: name, cluster, detail: { email: input.email } }
  await write(app.db, (tx) => Promise.resolve(recordIn(tx, access.attempt, facts)))
  const answer = await ask(context, deployment, input.email)
  if ('code' in answer) return refused(answer)
  return { ...answer, problems: [], clientMutationId }
}

async function ask({ app }: Context, { cluster, id }: DeploymentRow, email: string): Promise<Answer | Problem> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  const question = { type: 'reset-sign-in', deployment: id, email, recipient } as const
  try {
    const { envelope, username } = await only(app.askCluster(cluster, question, AbortSignal.timeout(timeoutMs)))
    return { temporaryPassword: await openText(envelope, identity), username }
  } catch (error) {
    if (error instanceof ClusterAway) return problem('CLUSTER_UNREACHABLE', error.message)
    if (error instanceof ClusterCannotAnswer) return problem(problemCodeOf(error), error.message)
    throw error
  }
}
