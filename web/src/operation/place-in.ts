import type { OperationViewFragment } from '../../generated/graph.ts'
import type { ProblemPlace } from '../problems/way-of.ts'

/** Where a problem of an operation was met; null if its project is gone, so that nothing can be mended. */
export function placeIn({ id, project }: OperationViewFragment, deployment?: string): ProblemPlace | null {
  return project === null ? null : { project: project.name, deployment, operation: id }
}
