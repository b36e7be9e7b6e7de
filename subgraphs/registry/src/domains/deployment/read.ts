import type { Context } from '../../context.ts'
import type { DeploymentRow } from '../../store/tables.ts'
import { visibleProject } from '../visibility.ts'

/** The deployments of a project that the caller may see: wished ones, and those whose removal is on its way. */
export async function deploymentModels(context: Context, project: string): Promise<readonly DeploymentRow[]> {
  const rows = await context.load.deploymentsOf.load(project)
  return rows.filter(({ name }) => context.access.reachesDeployment(name))
}

/** A deployment by its global id, if the caller may see its project. */
export async function visibleDeployment(context: Context, id: string): Promise<DeploymentRow | null> {
  const row = await context.load.deployment.load(id)
  if (row === null || !context.access.reachesDeployment(row.name)) return null
  return (await visibleProject(context, row.project)) === null ? null : row
}
