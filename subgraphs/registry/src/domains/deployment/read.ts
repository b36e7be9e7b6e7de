import type { Context } from '../../context.ts'
import type { DeploymentRow } from '../../store/tables.ts'
import { visibleProject } from '../visibility.ts'

/** The deployments of a project: the wished ones and those whose removal is still on its way. */
export async function deploymentModels(context: Context, project: string): Promise<readonly DeploymentRow[]> {
  return context.load.deploymentsOf.load(project)
}

/** A deployment by its global id, if the caller may see its project. */
export async function visibleDeployment(context: Context, id: string): Promise<DeploymentRow | null> {
  const row = await context.load.deployment.load(id)
  if (row === null) return null
  return (await visibleProject(context, row.project)) === null ? null : row
}
