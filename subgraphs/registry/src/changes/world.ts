import type {
  ClusterRow,
  Db,
  DeploymentRow,
  HeldRemovalRow,
  ProjectRow,
  RetainedDataRow,
  TombstoneRow,
} from '../store/tables.ts'
import { readClusters } from '../store/clusters.ts'
import { readDeploymentsOf } from '../store/deployments.ts'
import { readProject } from '../store/projects.ts'
import { readHeldRemovals, readRetained, readTombstonesOf } from '../store/removals.ts'

/** What is stored about a project and its surroundings when a change of it is judged. */
export type World = {
  readonly project: ProjectRow | null
  readonly deployments: readonly DeploymentRow[]
  readonly clusters: ReadonlyMap<string, ClusterRow>
  readonly retained: readonly RetainedDataRow[]
  /** Removals on their way, by deployment. */
  readonly tombstones: ReadonlyMap<string, readonly TombstoneRow[]>
  /** Removals that a hand commit made and that nobody has confirmed. */
  readonly held: readonly HeldRemovalRow[]
}

export async function readWorld(db: Db, project: string): Promise<World> {
  const [row, deploymentsOf, clusters, retained, held] = await Promise.all([
    readProject(db, project),
    readDeploymentsOf(db, [project]),
    readClusters(db),
    readRetained(db, [project]),
    readHeldRemovals(db, [project]),
  ])
  const deployments = deploymentsOf.get(project) ?? []
  return {
    project: row,
    deployments,
    clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
    retained: retained.get(project) ?? [],
    held: held.get(project) ?? [],
    tombstones: await readTombstonesOf(
      db,
      deployments.map((deployment) => deployment.id),
    ),
  }
}

/** The text of the project's file in the branch, as far as it was read; null if there is none. */
export function knownText({ project, held }: Pick<World, 'project' | 'held'>): string | null {
  if (project === null || project.state === 'DELETED' || held.some(({ deployment }) => deployment === null)) return null
  return project.state === 'INVALID' ? project.invalidFile : project.file
}

/** The commit that `knownText` is of. */
export function knownRevision({ project, held }: Pick<World, 'project' | 'held'>): string | null {
  if (project === null || knownText({ project, held }) === null) return null
  return project.state === 'INVALID' ? project.invalidRevision : project.revision
}
