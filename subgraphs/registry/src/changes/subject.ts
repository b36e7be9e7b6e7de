import type { TargetPlan } from './plan.ts'
import type { ChangeRequest } from './request.ts'

/** What a caller names to confirm that data goes: the one thing that goes, or the project where there are several. */
export function subjectOf(
  request: Pick<ChangeRequest, 'kind' | 'project' | 'input'>,
  plans: readonly TargetPlan[],
): string {
  if (request.kind === 'REMOVE_SERVICE') return String(request.input['service'])
  if (request.kind === 'REMOVE_DEPLOYMENT') return String(request.input['deployment'])
  if (request.kind === 'DELETE_PROJECT') return request.project
  const deployments = plans.filter(({ effect }) => effect === 'REMOVED').map(({ name }) => name)
  const services = plans.flatMap(({ removedServices }) => Object.keys(removedServices))
  const names = new Set([...deployments, ...services])
  const [only] = names
  return names.size === 1 && only !== undefined ? only : request.project
}
