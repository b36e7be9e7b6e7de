import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { TargetModel, WaitingModel } from '@operations-manager/schema/registry/models.ts'
import type { Context } from '../../context.ts'
import { isFinal } from '../../store/operation-state.ts'
import type { OperationView } from '../../store/operations.ts'
import type { ClusterRow } from '../../store/tables.ts'

/** What an operation waits for: itself for its commit, else the first target that waits. */
export async function operationWaiting(
  context: Context,
  { operation, targets }: OperationView,
): Promise<WaitingModel | null> {
  if (operation.waitingFor !== null) return operation.waitingFor
  if (operation.saveState === 'FAILED') return null
  const waiting = await Promise.all(targets.map((target) => targetWaiting(context, target)))
  return waiting.find((one) => one !== null) ?? null
}

/** What a target waits for: its cluster while that is away, else what the cluster said last. */
export async function targetWaiting(
  context: Context,
  target: Pick<TargetModel, 'state' | 'deployment' | 'waitingFor'>,
): Promise<WaitingModel | null> {
  if (isFinal(target.state)) return null
  const name = parseDeploymentId(target.deployment)?.cluster ?? ''
  const cluster = (await context.load.clusters()).get(name) ?? null
  return waitingForCluster(name, cluster) ?? target.waitingFor
}

/** Why nothing can happen in a cluster just now; null if it is connected. */
export function waitingForCluster(
  name: string,
  cluster: Pick<ClusterRow, 'state' | 'lastSeenAt'> | null,
): WaitingModel | null {
  const why = awayProblem(name, cluster?.state ?? 'REMOVED')
  return why === null ? null : { on: 'cluster', message: why.message, problem: why, since: cluster?.lastSeenAt ?? null }
}

const later = 'The change is kept and is made there as soon as that is possible.'

function awayProblem(name: string, state: ClusterRow['state']): Problem | null {
  switch (state) {
    case 'CONNECTED':
      return null
    case 'AWAY':
      return problem('CLUSTER_UNREACHABLE', `The cluster ${name} does not answer. ${later}`)
    case 'NEVER_SEEN':
      return problem('CLUSTER_UNREACHABLE', `The cluster ${name} is registered and has never connected. ${later}`)
    case 'INCOMPATIBLE':
      return problem(
        'CLUSTER_INCOMPATIBLE',
        `The backend of the cluster ${name} has to be brought up to date. ${later}`,
      )
    case 'REMOVED':
      return problem('CLUSTER_UNKNOWN', `The cluster ${name} is not registered. ${later}`)
    default:
      return state satisfies never
  }
}
