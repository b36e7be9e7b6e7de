import type { Access } from '../access/access.ts'
import { recordIn } from '../audit/attempt.ts'
import { wishesState } from '../audit/states.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { StepDeclaration } from '@operations-manager/schema/steps/step.ts'
import { removalGraph } from '@operations-manager/schema/steps/removal.ts'
import { topLevel } from '../domains/errors.ts'
import { changeWish, endWish, readDeployments } from '../store/deployments.ts'
import { newOperationId } from '../store/operation-id.ts'
import { recordOperation } from '../store/operations.ts'
import { markProjectDeleted } from '../store/projects.ts'
import { endHeldRemoval, putTombstone } from '../store/removals.ts'
import type { Db, DeploymentRow, HeldRemovalRow } from '../store/tables.ts'
import { write, type Write } from '../store/write.ts'
import { actorOf, callerId, signedIn } from './actor.ts'
import { notFound } from './authorise.ts'
import { lockProject, type ChangeDependencies } from './commit.ts'
import { keyOfRequest, knownRequest } from './known-request.ts'
import { answered, refusedWith, type Submitted } from './submitted.ts'
import { nameOf, requireReach } from './reach.ts'
import { readWorld, type World } from './world.ts'

export type Confirmation = {
  readonly access: Access
  readonly project: string
  readonly removal: string
  readonly confirm: string | null
  readonly idempotencyKey: string | null
  readonly dryRun: boolean
}

/** What a held removal takes away, and what to name to confirm it. */
export function describeHeldRemoval(row: Pick<HeldRemovalRow, 'project' | 'deployment' | 'service' | 'author'>): {
  readonly what: string[]
  readonly confirm: string
} {
  const deployment = row.deployment === null ? null : (parseDeploymentId(row.deployment)?.deployment ?? row.deployment)
  if (deployment === null) {
    return { what: [`${row.author} removed the whole project ${row.project}.`], confirm: row.project }
  }
  if (row.service === null)
    return { what: [`${row.author} removed the deployment ${deployment}.`], confirm: deployment }
  return {
    what: [`${row.author} removed the service "${row.service}", which ${deployment} has.`],
    confirm: row.service,
  }
}

/** What one deployment loses: all of it, or one service. */
type Loss = {
  readonly row: DeploymentRow
  readonly service: string | null
  readonly deletion: Readonly<Record<string, 'retain' | 'delete'>>
  readonly steps: readonly StepDeclaration[]
}

/** Lets a removal happen that was made by hand: from now on it is a removal like any other. */
export async function confirmRemoval(deps: ChangeDependencies, confirmation: Confirmation): Promise<Submitted> {
  const { access, project, removal, confirm, idempotencyKey, dryRun } = confirmation
  const caller = signedIn(access)
  const world = await readWorld(deps.db, project)
  if (world.project === null || !access.to('read', world.project).allowed) return refusedWith(project, [notFound()])
  const decision = access.to('removeData', world.project)
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  const wanted = world.held.find(({ id }) => id === removal)
  if (wanted !== undefined) requireReach(access, [wanted.deployment === null ? null : nameOf(wanted.deployment)])
  if (dryRun) return refusedWith(project, refusalsOf(world, confirmation))
  const key = keyOfRequest(callerId(caller), idempotencyKey, { kind: 'CONFIRM_REMOVAL', project, removal, confirm })
  return write(deps.db, async (tx) => {
    await lockProject(tx, project)
    const known = await knownRequest(tx.db, project, key)
    if (known !== null) return known
    const now = await readWorld(tx.db, project)
    const problems = refusalsOf(now, confirmation)
    if (problems.length > 0) return refusedWith(project, problems)
    const held = await endHeldRemoval(tx, removal, 'CONFIRMED')
    if (held === null) return refusedWith(project, [noRemoval])
    const losses = await lossesOf(tx.db, deps, held, now)
    const id = newOperationId()
    const claim = await recordOperation(tx, {
      id,
      kind: 'CONFIRM_REMOVAL',
      project,
      requestedBy: actorOf(caller),
      request: { removal, deployment: held.deployment, service: held.service },
      retryOf: null,
      saving: { revision: held.revision },
      targets: losses.map(({ row, steps }) => ({ deployment: row.id, generation: row.generation, steps })),
      idempotencyKey: key,
    })
    for (const loss of losses) await remove(tx, loss, { project, operation: id, confirmedBy: caller.name })
    if (held.deployment === null) await markProjectDeleted(tx, project, held.revision)
    const rows = await readDeployments(
      tx.db,
      losses.map(({ row }) => row.id),
    )
    recordIn(tx, access.attempt, {
      project,
      deployment: held.deployment === null ? null : (parseDeploymentId(held.deployment)?.deployment ?? null),
      operation: id,
      before: wishesState(losses.map(({ row }) => row)),
      after: wishesState(rows),
      detail: { removal, revision: held.revision, ...(held.service === null ? {} : { service: held.service }) },
    })
    return answered(project, claim, id)
  })
}

function refusalsOf(world: World, { removal, confirm }: Confirmation): readonly Problem[] {
  const held = world.held.find(({ id }) => id === removal)
  if (held === undefined) return [noRemoval]
  const { what, confirm: wanted } = describeHeldRemoval(held)
  if (confirm === wanted) return []
  const message = `${what.join(' ')} Send \`confirm: "${wanted}"\` to let it happen.`
  return [problem('CONFIRMATION_WRONG', message, { path: ['confirm'], validValues: [wanted] })]
}

const noRemoval = problem('NOT_FOUND', 'No removal of this id waits for a confirmation.', { path: ['removal'] })

async function lossesOf(
  db: Db,
  { catalogue }: ChangeDependencies,
  { deployment, service }: HeldRemovalRow,
  world: World,
): Promise<readonly Loss[]> {
  const rows = world.deployments.filter((row) => row.wished && (deployment === null || row.id === deployment))
  if (service === null) {
    return rows.map((row) => {
      const deletion = Object.fromEntries(
        Object.entries(row.spec.services).map(([name, each]) => [name, each.deletion]),
      )
      return { row, service: null, deletion, steps: removalGraph(row.spec, catalogue, null) }
    })
  }
  return Promise.all(
    rows.map(async (row) => {
      const spec = (await lastSpecWith(db, row.id, service)) ?? row.spec
      const fate = spec.services[service]?.deletion ?? 'retain'
      return { row, service, deletion: { [service]: fate }, steps: removalGraph(spec, catalogue, service) }
    }),
  )
}

/** The newest spec of a deployment that still had the service: it says what becomes of the data. */
async function lastSpecWith(db: Db, deployment: string, service: string): Promise<DeploymentRow['spec'] | null> {
  const rows = await db
    .selectFrom('generations')
    .select('spec')
    .where('deployment', '=', deployment)
    .orderBy('at', 'desc')
    .execute()
  return rows.find(({ spec }) => Object.hasOwn(spec.services, service))?.spec ?? null
}

async function remove(
  tx: Write,
  { row, service, deletion }: Loss,
  by: { readonly project: string; readonly operation: string; readonly confirmedBy: string },
): Promise<void> {
  if (service === null) await endWish(tx, row.id, by.operation)
  else await changeWish(tx, row.id, { operation: by.operation })
  await putTombstone(tx, { ...by, cluster: row.cluster, deployment: row.id, service, deletion, purge: false })
}
