import { isDeepStrictEqual } from 'node:util'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { deploymentId, type DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { LinkPayload, ObjectRef, RetainedReport, Tombstone } from '@operations-manager/schema/link/messages.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Remedy } from '@operations-manager/schema/problems/remedy.ts'
import { Stalled } from './outcome.ts'
import { outcomeOf } from './outcome-of.ts'
import type { RemovalStep } from './plan-tracks.ts'
import { restoreOrPurge } from './service-remedies.ts'
import type { WishSource } from './source.ts'
import type { StepFactory } from './step.ts'
import { describeObject, isAccountedFor, type Inventory, type MarkedObject } from './sweep.ts'

export type OrphanDeps = {
  readonly cluster: string
  readonly wishes: WishSource
  /** Whether the registry told everything since it can be reached: older wishes may lack what is wished by now. */
  readonly areWishesNew: () => boolean
  readonly inventories: readonly Inventory[]
  /** The steps that end an instance of one service type, of which no more than the name is known. */
  readonly removed: (tombstone: Tombstone, type: string) => readonly RemovalStep[]
  readonly factories: readonly StepFactory[]
  readonly now: () => Date
  readonly newId: () => string
  readonly log: Log
  /** Called after something was done: what is orphaned has to be looked at and told again. */
  readonly changed: (deployment: string | null) => void
}

export type OrphanAction = 'remove' | 'adopt'
export type OrphanAnswer = LinkPayload<'orphan'>

/**
 * Removes what nobody wishes, or keeps its data as retained. Nothing that the asker says about the object is trusted:
 * mark and wishes are looked at now, and whatever is wished, retained or somebody else's is refused and left alone.
 */
export async function actOnOrphan(
  deps: OrphanDeps,
  action: OrphanAction,
  object: ObjectRef,
  signal: AbortSignal,
): Promise<OrphanAnswer> {
  try {
    const { inventory, marked } = await findOrphan(deps, object)
    deps.log.warn({ action, object }, 'an operator acts on what nobody wishes')
    const retained = action === 'adopt' ? await adopt(deps, inventory, marked) : []
    if (action === 'remove') await inventory.remove(marked, signal)
    deps.changed(marked.deployment === null ? null : deploymentId(refOf(deps, marked, marked.deployment)))
    return { outcome: 'DONE', project: marked.project, deployment: marked.deployment, retained: [...retained] }
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal === null) throw error
    return { outcome: 'REFUSED', problem: refusal }
  }
}

/** A look at a backend that failed, or a refusal; `null` for what is a mistake of ours. */
function refusalIn(error: unknown): Problem | null {
  const outcome = outcomeOf(error)
  if (outcome?.type === 'stalled') return outcome.problem
  if (outcome?.type !== 'waiting') return null
  return outcome.problem ?? again(`The cluster has to wait for ${outcome.on}.`)
}

type Found = { readonly inventory: Inventory; readonly marked: MarkedObject }

async function findOrphan(deps: OrphanDeps, object: ObjectRef): Promise<Found> {
  const { cluster, wishes, inventories } = deps
  const found = await findMarked(inventories, object)
  // What carries no mark of ours, or another's, is answered as what does not exist.
  if (found === null) throw refused('NOT_FOUND', `There is no ${describeObject(object)} of this installation here.`)
  const { project, deployment, service, retainedUntil } = found.marked
  if (retainedUntil !== null) {
    throw refused(
      'STATE_WRONG',
      `The ${describeObject(object)} is no orphan: a removal keeps it until ${retainedUntil}. Bring it back or remove it for good as retained data.`,
      deployment === null || service === null ? [] : restoreOrPurge({ project, deployment, service }),
    )
  }
  if (!deps.areWishesNew()) throw new Stalled(again('The cluster was not told yet what is wished now.'))
  // The last look before the act, so that a wish which came while the backends were listed still counts.
  if (isAccountedFor(found.marked, wishes, cluster)) {
    throw refused(
      'STATE_WRONG',
      `The ${describeObject(object)} is no orphan: it is wished, or on its way out, in ${placeOf(found.marked)}. Change it there.`,
    )
  }
  return found
}

async function findMarked(inventories: readonly Inventory[], object: ObjectRef): Promise<Found | null> {
  for (const inventory of inventories.filter(({ backend }) => backend === object.backend)) {
    const marked = (await inventory.list()).find((one) => isDeepStrictEqual(one.object, object))
    if (marked !== undefined) return { inventory, marked }
  }
  return null
}

/**
 * Puts the service instance that the object is the data of under retention, by the same steps as a removal that
 * retains: nothing uses it any more, and its project can bring it back or remove it for good.
 */
async function adopt(deps: OrphanDeps, { data }: Inventory, marked: MarkedObject): Promise<readonly RetainedReport[]> {
  const { object, deployment, service, project } = marked
  if (data === null || data.kind !== object.kind || deployment === null || service === null) {
    throw refused(
      'STATE_WRONG',
      `A ${object.kind} holds no data of a service and cannot be kept by itself. Wish ${placeOf(marked)} again, which takes it up as it is, or remove it.`,
    )
  }
  const ref = refOf(deps, marked, deployment)
  if (deps.wishes.current(deploymentId(ref)).wish === null) {
    throw refused(
      'STATE_WRONG',
      `Nobody wishes ${placeOf(marked)}, so there is nothing that could keep the ${describeObject(object)}. Put the deployment back into its project, which takes up everything that carries its mark as it is, or remove it.`,
      [{ title: 'Put the deployment back', mutation: 'putDeployment', input: { project, deployment } }],
    )
  }
  return retain(deps, ref, service, data.type)
}

async function retain(
  deps: OrphanDeps,
  ref: DeploymentRef,
  service: string,
  type: string,
): Promise<readonly RetainedReport[]> {
  const tombstone: Tombstone = {
    id: deps.newId(),
    deployment: deploymentId(ref),
    service,
    operation: '',
    confirmedBy: '',
    confirmedAt: deps.now().toISOString(),
    deletion: { [service]: 'retain' },
    purge: false,
    attempts: {},
  }
  const retained: RetainedReport[] = []
  for (const { declaration, spec } of inOrderOfNeeds(deps.removed(tombstone, type))) {
    const target = { type: 'removal', ref, tombstone, spec } as const
    const step = deps.factories
      .map((factory) => factory(declaration.subject, target, { now: deps.now, attempt: 1 }))
      .find((one) => one !== null)
    const result = await step?.run()
    if (result === undefined) throw new Error(`no part of this cluster makes ${declaration.key}`)
    retained.push(...(result.status.retained ?? []))
    const { outcome } = result
    if (outcome.type === 'ready') continue
    const known = outcome.type === 'progressing' ? null : outcome.problem
    throw new Stalled(known ?? again(`"${declaration.title}" is not done yet.`))
  }
  return retained
}

/** Each after all that it needs; what is left has a need outside of these, which is nobody's here. */
function inOrderOfNeeds(steps: readonly RemovalStep[]): readonly RemovalStep[] {
  const keys = new Set(steps.map(({ declaration }) => declaration.key))
  const ordered: RemovalStep[] = []
  const done = new Set<string>()
  while (ordered.length < steps.length) {
    const next = steps.filter(
      ({ declaration: { key, needs } }) => !done.has(key) && needs.every((need) => done.has(need) || !keys.has(need)),
    )
    if (next.length === 0) throw new Error('the steps of a removal need each other in a circle')
    for (const step of next) done.add(step.declaration.key)
    ordered.push(...next)
  }
  return ordered
}

function refOf({ cluster }: OrphanDeps, { project }: MarkedObject, deployment: string): DeploymentRef {
  return { cluster, project, deployment }
}

function placeOf({ project, deployment, service }: MarkedObject): string {
  if (deployment === null) return `the project "${project}"`
  const place = `the deployment "${deployment}" of "${project}"`
  return service === null ? place : `the service "${service}" of ${place}`
}

function refused(code: 'NOT_FOUND' | 'STATE_WRONG', message: string, remedies: readonly Remedy[] = []): Stalled {
  return new Stalled(problem(code, message, { path: ['object'], remedies }))
}

function again(what: string): Problem {
  return problem('STATE_WRONG', `${what} Ask again in a moment.`, { path: ['object'], retry: 'LATER' })
}
