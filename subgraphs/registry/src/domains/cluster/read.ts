import type { ClusterModel } from '@operations-manager/schema/registry/models.ts'
import type { Context } from '../../context.ts'
import type { ClusterRow } from '../../store/tables.ts'

/** A cluster by its name, also one that was removed or that nobody registered. */
export async function clusterModel(context: Context, name: string): Promise<ClusterModel> {
  const clusters = await context.load.clusters()
  return { name, row: clusters.get(name) ?? null }
}

/** True if the caller may see the cluster: open to all, open to one of their projects, or for operators. */
export function canSeeCluster(context: Context, row: ClusterRow): boolean {
  if (context.access.isOperator) return true
  if (context.access.caller.type === 'anonymous' || row.state === 'REMOVED') return false
  return row.projects === null || row.projects.some((project) => context.access.roles.has(project))
}

/** A cluster that the caller may see; null otherwise. */
export async function visibleCluster(context: Context, name: string): Promise<ClusterModel | null> {
  const row = (await context.load.clusters()).get(name)
  return row !== undefined && canSeeCluster(context, row) ? { name, row } : null
}

/** The clusters that the caller may see, those that were removed left out. */
export async function visibleClusters(context: Context): Promise<ClusterModel[]> {
  const rows = [...(await context.load.clusters()).values()]
  return rows
    .filter((row) => row.state !== 'REMOVED' && canSeeCluster(context, row))
    .map((row) => ({ name: row.name, row }))
}
