import type { DeploymentEventReport, StatusReport, StepReport } from '@operations-manager/schema/link/messages.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { OperationState, TargetState, WaitingFor } from './operation-state.ts'
import type { ClusterRow, HeldReason, ProjectRow } from './tables.ts'

/** What an event says: one small fact. Its place (project, operation, deployment, cluster) stands beside it. */
export type EventChange =
  | {
      readonly type: 'operation'
      readonly state: OperationState
      readonly revision: string | null
      readonly problems: readonly Problem[]
    }
  | {
      readonly type: 'target'
      readonly generation: string
      readonly state: TargetState
      readonly waitingFor: WaitingFor | null
      readonly problems: readonly Problem[]
      readonly supersededBy: string | null
    }
  | ({ readonly type: 'step' } & Omit<StepReport, 'type' | 'operation' | 'deployment'>)
  | { readonly type: 'status'; readonly status: Pick<StatusReport, 'generation' | 'health' | 'headline' | 'since'> }
  | {
      readonly type: 'deployment'
      readonly id: string
      readonly kind: DeploymentEventReport['kind']
      readonly message: string
    }
  | { readonly type: 'project'; readonly state: ProjectRow['state']; readonly revision: string }
  | {
      readonly type: 'removal'
      readonly service: string | null
      readonly state: 'HELD' | 'RETURNED' | 'WISHED' | 'TAKEN' | 'DONE'
    }
  | { readonly type: 'retained'; readonly service: string }
  | {
      readonly type: 'cluster'
      readonly state: ClusterRow['state']
      readonly draining: boolean
      readonly profileChanged: boolean
    }
  | { readonly type: 'orphans'; readonly count: number }
  | { readonly type: 'repository'; readonly state: 'HELD' | 'ACCEPTED'; readonly reason: HeldReason | null }
  | { readonly type: 'supergraph'; readonly version: string }
  /** Only for who follows the audit trail: this record was added. */
  | { readonly type: 'audit'; readonly number: number }
  /** Only for the feed of one cluster, which the link reads: look at this deployment's wish or tombstones again. */
  | { readonly type: 'wish' }

/** Where an event belongs. Every event that concerns a project names it. */
export type EventPlace = {
  readonly project: string | null
  readonly operation: string | null
  readonly deployment: string | null
  readonly cluster: string | null
}

export type NewEvent = EventPlace & {
  readonly at: Date
  readonly change: EventChange
  /** Set for what is reported from outside: an event with the same text is stored once. */
  readonly dedupe: string | null
}

/** An event as it is stored. `cursor` is opaque to clients and follows commit order. */
export type StoredEvent = EventPlace & { readonly cursor: string; readonly at: Date; readonly change: EventChange }
