import { checkAgainstClusters } from '@operations-manager/schema/project-file/check-cluster.ts'
import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import type { ProjectModel } from '@operations-manager/schema/registry/models.ts'
import type { Context } from '../../context.ts'
import { clusterViews } from '../../changes/cluster-views.ts'
import { deploymentModels } from '../deployment/read.ts'

/** What is worth knowing about a project: its file's notices, those of its clusters, and wishes that wait. */
export async function noticesOf(context: Context, project: ProjectModel): Promise<readonly Notice[]> {
  const { catalogue, files } = context.app
  const { file, notices } = files.read(project.file)
  if (file === null || project.state === 'DELETED') return notices
  const clusters = await context.load.clusters()
  const views = clusterViews(clusters, project.name)
  const checked = checkAgainstClusters(file, { previous: file, clusters: views, catalogue })
  const waiting = (await deploymentModels(context, project.name)).flatMap((deployment): Notice[] => {
    if (!deployment.wished || clusters.get(deployment.cluster)?.state !== 'AWAY') return []
    if (deployment.status?.generation === deployment.generation) return []
    const message = `The last change of ${deployment.name} waits until the cluster ${deployment.cluster} is back.`
    return [{ code: 'WISH_WAITING', message, path: ['deployments', deployment.name], line: null, column: null }]
  })
  return [...notices, ...checked.notices, ...waiting]
}
