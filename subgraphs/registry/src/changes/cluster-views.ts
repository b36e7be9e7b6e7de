import type { ClusterView } from '@operations-manager/schema/project-file/check-cluster.ts'
import type { ClusterRow } from '../store/tables.ts'

/** The clusters as a project sees them: which it may use, and what they offer. */
export function clusterViews(
  clusters: ReadonlyMap<string, Pick<ClusterRow, 'state' | 'projects' | 'draining' | 'profile'>>,
  project: string,
): ReadonlyMap<string, ClusterView> {
  return new Map(
    [...clusters].map(([name, row]) => {
      const isOpen = row.projects === null || row.projects.includes(project)
      const available = row.state !== 'REMOVED' && isOpen
      return [name, { profile: row.profile, available, draining: row.draining }]
    }),
  )
}
