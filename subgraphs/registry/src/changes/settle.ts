import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { endWish, changeWish, putWish } from '../store/deployments.ts'
import type { NewTarget } from '../store/operations.ts'
import { markProjectDeleted, putProject } from '../store/projects.ts'
import { endHeldRemoval, forgetRetained, putTombstone, readHeldRemovals } from '../store/removals.ts'
import type { Write } from '../store/write.ts'
import { touching, type TargetPlan } from './plan.ts'
import { retainedFor } from './refusals.ts'
import type { World } from './world.ts'

/** What became of a project in one commit, to be made the wishes. */
export type Settlement = {
  readonly project: string
  readonly operation: string
  readonly revision: string
  /** The whole file after the commit; null if the commit removed it. */
  readonly text: string | null
  readonly file: ProjectFile | null
  readonly plans: readonly TargetPlan[]
  readonly world: World
  readonly retained: 'RESTORE' | 'DISCARD' | null
  /** Who confirmed what goes; null where removals are held instead. */
  readonly confirmedBy: string | null
}

/** The targets of an operation that makes these plans true. */
export function targetsOf(plans: readonly TargetPlan[]): readonly NewTarget[] {
  return touching(plans).map(({ id, generation, steps }) => ({ deployment: id, generation, steps }))
}

/** Makes a commit's file the wishes: index, wishes, and tombstones for what goes. Part of one transaction. */
export async function settle(write: Write, settlement: Settlement): Promise<void> {
  const { project, file, text, revision, plans } = settlement
  if (file !== null && text !== null) {
    const { displayName, members } = file
    await putProject(write, { name: project, displayName, revision, file: text, members })
  }
  for (const plan of plans) await settlePlan(write, settlement, plan)
  if (file === null && settlement.confirmedBy !== null) await markProjectDeleted(write, project, revision)
  await endReturned(write, settlement)
}

async function settlePlan(write: Write, settlement: Settlement, plan: TargetPlan): Promise<void> {
  const { operation, revision, project } = settlement
  if (plan.effect === 'REMOVED') {
    if (settlement.confirmedBy === null) return
    await endWish(write, plan.id, operation)
    const deletion = Object.fromEntries(
      Object.entries(plan.spec.services).map(([name, service]) => [name, service.deletion]),
    )
    await entomb(write, settlement, plan, null, deletion)
    return
  }
  if (plan.effect !== 'UNCHANGED') {
    const { id, name, cluster, spec, generation } = plan
    await putWish(write, { id, project, name, cluster, spec, generation, revision, operation })
    await bringBack(write, settlement, plan)
  }
  if (settlement.confirmedBy === null) return
  for (const [service, deletion] of Object.entries(plan.removedServices)) {
    await entomb(write, settlement, plan, service, { [service]: deletion })
  }
}

async function entomb(
  write: Write,
  { project, operation, confirmedBy }: Settlement,
  { id, cluster }: TargetPlan,
  service: string | null,
  deletion: Readonly<Record<string, 'retain' | 'delete'>>,
): Promise<void> {
  const confirmed = confirmedBy ?? ''
  await putTombstone(write, {
    cluster,
    project,
    deployment: id,
    service,
    operation,
    confirmedBy: confirmed,
    deletion,
    purge: false,
  })
}

/** Tells the cluster what becomes of data that is kept under the name of a service that comes new. */
async function bringBack(write: Write, { retained, world }: Settlement, plan: TargetPlan): Promise<void> {
  const rows = retainedFor(plan, world)
  if (retained === null || rows.length === 0) return
  await changeWish(write, plan.id, { retained: Object.fromEntries(rows.map(({ service }) => [service, retained])) })
  for (const { service } of rows) await forgetRetained(write, plan.id, service)
}

/** A held removal ends when what was removed is in the file again. */
async function endReturned(write: Write, { project, file, plans }: Settlement): Promise<void> {
  const held = (await readHeldRemovals(write.db, [project])).get(project) ?? []
  for (const { id, deployment, service } of held) {
    const plan = plans.find((each) => each.id === deployment && each.effect !== 'REMOVED')
    const isBack =
      deployment === null
        ? file !== null
        : plan !== undefined && (service === null || Object.hasOwn(plan.spec.services, service))
    if (isBack) await endHeldRemoval(write, id, 'RETURNED')
  }
}
