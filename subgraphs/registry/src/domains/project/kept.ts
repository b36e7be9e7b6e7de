import type { HeldRemoval } from '@operations-manager/schema/generated/registry.ts'
import type { ProjectModel } from '@operations-manager/schema/registry/models.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Context } from '../../context.ts'
import { describeHeldRemoval } from '../../changes/held-removal.ts'

/** What was removed from a project and is kept. */
export async function retainedOf(context: Context, project: string) {
  const rows = await context.load.retained.load(project)
  return rows.map((row) => ({
    cluster: row.cluster,
    deployment: nameOfDeployment(row.deployment),
    service: row.service,
    type: row.type,
    name: row.name,
    until: row.until,
  }))
}

/** Removals that a hand commit made and that wait for somebody to confirm them. */
export async function heldRemovalsOf(context: Context, project: ProjectModel): Promise<HeldRemoval[]> {
  const rows = await context.load.heldRemovals.load(project.name)
  return rows.map((row) => ({
    id: row.id,
    at: row.heldAt,
    revision: row.revision,
    deployment: row.deployment === null ? null : nameOfDeployment(row.deployment),
    service: row.service,
    ...describeHeldRemoval(row),
  }))
}

function nameOfDeployment(id: string): string {
  return parseDeploymentId(id)?.deployment ?? id
}
