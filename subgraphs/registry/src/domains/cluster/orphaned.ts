import type { OrphanedInput, ResolversTypes } from '@operations-manager/schema/generated/registry.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { LinkPayload, ObjectRef } from '@operations-manager/schema/link/messages.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { recordIn, type Attempt } from '../../audit/attempt.ts'
import type { Context } from '../../context.ts'
import { ClusterAway, ClusterCannotAnswer, problemCodeOf } from '../../link/errors.ts'
import { only } from '../../link/requests.ts'
import { forgetOrphan, readCluster } from '../../store/clusters.ts'
import { readDeployment } from '../../store/deployments.ts'
import { putRetained } from '../../store/removals.ts'
import { write, type Write } from '../../store/write.ts'
import { operatorOf } from './changes.ts'

type Payload = Awaited<Exclude<ResolversTypes['ClusterPayload'], Promise<unknown>>>
type Done = Extract<LinkPayload<'orphan'>, { outcome: 'DONE' }>
type Action = 'adopt' | 'remove'
type Asked = { readonly action: Action; readonly cluster: string; readonly object: ObjectRef }

/** Has a cluster remove or keep what nobody wishes. Whether it may is for the cluster to see, which looks anew. */
export async function actOnOrphaned(context: Context, action: Action, input: OrphanedInput): Promise<Payload> {
  const { clientMutationId = null } = input
  const refused = (one: Problem): Payload => ({ cluster: null, problems: [one], clientMutationId })
  const attempt = operatorOf(context)
  const { app } = context
  const { backend, kind, name, namespace = null } = input.object
  const known = await readCluster(app.db, input.cluster)
  if (known === null || known.state === 'REMOVED')
    return refused(problem('NOT_FOUND', `There is no cluster "${input.cluster}".`, { path: ['cluster'] }))
  if (input.confirm !== name) return refused(unconfirmed(action, name))
  const asked: Asked = { action, cluster: known.name, object: { backend, kind, name, namespace } }
  const answer = await ask(context, asked)
  await write(app.db, async (tx) => {
    const project = 'outcome' in answer ? await keep(tx, asked, answer) : null
    audit(tx, asked, answer, { attempt, project })
  })
  if ('code' in answer) return refused(answer)
  const row = await readCluster(app.db, known.name)
  return { cluster: { name: known.name, row }, problems: [], clientMutationId }
}

function unconfirmed(action: Action, name: string): Problem {
  const what =
    action === 'remove'
      ? 'This removes the object for good, with all that it holds'
      : 'This takes the object out of use and keeps it as retained data'
  const message = `${what}. Send its name as confirmation.`
  return problem('CONFIRMATION_WRONG', message, { path: ['confirm'], validValues: [name] })
}

async function ask({ app }: Context, { action, cluster, object }: Asked): Promise<Done | Problem> {
  // Whoever asked may leave: what the cluster did is recorded all the same. The link keeps the time limit.
  const signal = new AbortController().signal
  try {
    const answer = await only(app.askCluster(cluster, { type: 'orphan', action, object }, signal))
    return answer.outcome === 'DONE' ? answer : answer.problem
  } catch (error) {
    if (error instanceof ClusterAway) {
      const message = `The cluster "${cluster}" cannot be reached. Ask again when it is back, and look first at what it then lists.`
      return problem('CLUSTER_UNREACHABLE', message, { path: ['cluster'], retry: 'LATER' })
    }
    if (error instanceof ClusterCannotAnswer) return problem(problemCodeOf(error), error.message, { path: ['object'] })
    throw error
  }
}

/** Gives the project as the registry knows it: a cluster is trusted only about itself. */
async function keep(
  tx: Write,
  { cluster, object }: Asked,
  { project, deployment, retained }: Done,
): Promise<string | null> {
  await forgetOrphan(tx, cluster, object)
  const row = deployment === null ? null : await readDeployment(tx.db, deploymentId({ cluster, project, deployment }))
  if (row === null) return null
  for (const { service, type, name, until } of retained)
    await putRetained(tx, { deployment: row.id, service, project, cluster, type, name, until: new Date(until) })
  return row.project
}

/** Refusals too: of an answer that broke off nobody knows how far the cluster came. */
function audit(
  tx: Write,
  { cluster, object }: Asked,
  answer: Done | Problem,
  { attempt, project }: { readonly attempt: Attempt; readonly project: string | null },
): void {
  const detail = { ...object, outcome: 'code' in answer ? answer.code : answer.outcome }
  const refused = 'code' in answer ? ({ result: 'REFUSED', problems: [answer.code] } as const) : {}
  recordIn(tx, attempt, { project, cluster, detail, ...refused })
}
