import type { Access } from '../access/access.ts'
import { recordIn } from '../audit/attempt.ts'
import { wishesState } from '../audit/states.ts'
import type { ProjectPermission } from '../access/table.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import { topLevel } from '../domains/errors.ts'
import { changeWish, readDeployments, type WishRequest } from '../store/deployments.ts'
import { newOperationId } from '../store/operation-id.ts'
import { recordOperation } from '../store/operations.ts'
import { forgetRetained, putTombstone } from '../store/removals.ts'
import type { DeploymentRow, RetainedDataRow } from '../store/tables.ts'
import { write, type Write } from '../store/write.ts'
import { actorOf, callerId, signedIn } from './actor.ts'
import { notFound } from './authorise.ts'
import { lockProject, type ChangeDependencies } from './commit.ts'
import { keyOfRequest, knownRequest } from './known-request.ts'
import { answered, refusedWith, type Submitted } from './submitted.ts'
import { requireReach } from './reach.ts'
import { readWorld, type World } from './world.ts'

export type DirectKind =
  | 'REFRESH_DEPLOYMENT'
  | 'RESTART_COMPONENT'
  | 'RESTORE_RETAINED'
  | 'PURGE_RETAINED'
  | 'REISSUE_CREDENTIALS'

/** Something asked of one deployment that changes no file. */
export type Direct = {
  readonly access: Access
  readonly kind: DirectKind
  readonly project: string
  readonly deployment: string
  readonly component: string | null
  readonly service: string | null
  readonly confirm: string | null
  readonly idempotencyKey: string | null
  readonly dryRun: boolean
}

const permissions: Readonly<Record<DirectKind, ProjectPermission>> = {
  REFRESH_DEPLOYMENT: 'deploy',
  RESTART_COMPONENT: 'deploy',
  RESTORE_RETAINED: 'removeData',
  PURGE_RETAINED: 'removeData',
  REISSUE_CREDENTIALS: 'removeData',
}

/** Asks the cluster of a deployment for something, as an operation of its own. */
export async function requestDirectly(deps: ChangeDependencies, direct: Direct): Promise<Submitted> {
  const { access, kind, project } = direct
  const caller = signedIn(access)
  const world = await readWorld(deps.db, project)
  if (world.project === null || !access.to('read', world.project).allowed) return refusedWith(project, [notFound()])
  const decision = access.to(permissions[kind], world.project)
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  requireReach(access, [direct.deployment])
  if (direct.dryRun) return refusedWith(project, refusalsOf(direct, world))
  const key = keyOfRequest(callerId(caller), direct.idempotencyKey, requestOf(direct))
  const requestedBy = actorOf(caller)
  return write(deps.db, async (tx) => {
    // Retained data may be purged and brought back at once: the second is judged by what the first left.
    await lockProject(tx, project)
    const known = await knownRequest(tx.db, project, key)
    if (known !== null) return known
    const now = await readWorld(tx.db, project)
    const problems = refusalsOf(direct, now)
    if (problems.length > 0) return refusedWith(project, problems)
    const place = placeOf(direct, now)
    const id = newOperationId()
    const claim = await recordOperation(tx, {
      id,
      kind,
      project,
      requestedBy,
      request: requestOf(direct),
      retryOf: null,
      saving: { revision: now.project?.revision ?? null },
      targets: [
        {
          deployment: place.id,
          generation: place.generation,
          steps: place.row === null || kind === 'PURGE_RETAINED' ? [] : stepGraph(place.row.spec, deps.catalogue),
        },
      ],
      idempotencyKey: key,
    })
    if (claim.type !== 'new') return answered(project, claim, id)
    await ask(tx, direct, { ...place, operation: id, by: caller.name })
    const wish = await readDeployments(tx.db, [place.id])
    const states = { before: wishesState(place.row === null ? [] : [place.row]), after: wishesState(wish) }
    const { component, service, deployment } = direct
    const detail = { ...(component === null ? {} : { component }), ...(service === null ? {} : { service }) }
    recordIn(tx, access.attempt, { project, deployment, cluster: place.cluster, operation: id, ...states, detail })
    return answered(project, claim, id)
  })
}

function requestOf({ kind, project, deployment, component, service, confirm, dryRun }: Direct) {
  return { kind, project, deployment, component, service, confirm, dryRun }
}

type Place = {
  readonly id: string
  readonly cluster: string
  readonly row: DeploymentRow | null
  readonly retained: RetainedDataRow | null
  readonly generation: string
}

function placeOf({ project, deployment, service }: Direct, world: World): Place {
  const row = world.deployments.find((each) => each.name === deployment && each.wished) ?? null
  const retained = world.retained.find((each) => each.service === service && nameIn(each, project, deployment)) ?? null
  const id = row?.id ?? retained?.deployment ?? ''
  return { id, row, retained, cluster: row?.cluster ?? retained?.cluster ?? '', generation: row?.generation ?? '' }
}

function nameIn({ deployment, cluster }: RetainedDataRow, project: string, name: string): boolean {
  return deployment === deploymentId({ cluster, project, deployment: name })
}

function refusalsOf(direct: Direct, world: World): readonly Problem[] {
  const { kind, deployment, component, service, confirm } = direct
  const { row, retained } = placeOf(direct, world)
  if (kind === 'PURGE_RETAINED' || kind === 'RESTORE_RETAINED') {
    const problems = retainedRefusals(direct, world, retained)
    if (problems.length > 0 || kind === 'PURGE_RETAINED') return problems
  }
  if (row === null)
    return [problem('NOT_FOUND', `The project has no deployment "${deployment}".`, { path: ['deployment'] })]
  if (kind === 'RESTART_COMPONENT' && !(component !== null && Object.hasOwn(row.spec.components, component))) {
    const validValues = Object.keys(row.spec.components)
    return [
      problem('NOT_FOUND', `No component "${component}" runs in ${deployment}.`, { path: ['component'], validValues }),
    ]
  }
  if (kind !== 'RESTORE_RETAINED' && kind !== 'REISSUE_CREDENTIALS') return []
  if (!(service !== null && Object.hasOwn(row.spec.services, service))) {
    const message = `The service "${service}" is not in the file. Add it again with \`retained: RESTORE\`.`
    const { project } = direct
    const input = { project, ...(service !== null && { service }), retained: 'RESTORE' } as const
    const remedies = [{ title: 'Add the service again', mutation: 'putService', input } as const]
    return [problem('STATE_WRONG', message, { path: ['service'], remedies })]
  }
  return kind === 'REISSUE_CREDENTIALS' ? unconfirmed(service, confirm, 'makes the present credentials useless') : []
}

function retainedRefusals(
  { kind, deployment, service, confirm }: Direct,
  world: World,
  retained: RetainedDataRow | null,
): readonly Problem[] {
  if (retained === null)
    return [problem('NOT_FOUND', `Nothing of "${service}" in ${deployment} is retained.`, { path: ['service'] })]
  if (kind === 'PURGE_RETAINED') return unconfirmed(service ?? '', confirm, 'removes the retained data for good')
  if (!isLeaving(world, retained)) return []
  const message = `The retained data of "${service}" in ${deployment} is being removed for good, as somebody confirmed; it cannot be brought back.`
  return [problem('STATE_WRONG', message, { path: ['service'] })]
}

function isLeaving({ tombstones }: World, { deployment, service }: RetainedDataRow): boolean {
  return tombstones.get(deployment)?.some((each) => each.purge && each.service === service) === true
}

function unconfirmed(name: string, confirm: string | null, what: string): readonly Problem[] {
  if (confirm === name) return []
  const message = `This ${what}. Send \`confirm: "${name}"\` to do it.`
  return [problem('CONFIRMATION_WRONG', message, { path: ['confirm'], validValues: [name] })]
}

async function ask(
  tx: Write,
  direct: Direct,
  place: Place & { readonly operation: string; readonly by: string },
): Promise<void> {
  const { kind, component, service, project } = direct
  const { id, operation, cluster } = place
  if (kind === 'PURGE_RETAINED') {
    const purge = {
      cluster,
      project,
      deployment: id,
      service,
      operation,
      confirmedBy: place.by,
      deletion: {},
      purge: true,
    }
    await putTombstone(tx, purge)
    return
  }
  await changeWish(tx, id, { operation, ...wishOf(kind, component, service, operation, tx.now) })
  if (kind === 'RESTORE_RETAINED' && service !== null) await forgetRetained(tx, id, service)
}

function wishOf(
  kind: Exclude<DirectKind, 'PURGE_RETAINED'>,
  component: string | null,
  service: string | null,
  operation: string,
  now: Date,
): WishRequest {
  switch (kind) {
    case 'REFRESH_DEPLOYMENT':
      return {}
    case 'RESTART_COMPONENT':
      return component === null ? {} : { restarts: { [component]: now.toISOString() } }
    case 'RESTORE_RETAINED':
      return service === null ? {} : { retained: { [service]: 'RESTORE' } }
    case 'REISSUE_CREDENTIALS':
      return service === null ? {} : { reissue: { [service]: operation } }
  }
}
