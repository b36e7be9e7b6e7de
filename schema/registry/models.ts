import type { ClusterProfile, ObjectRef, Proof, StatusReport } from '../link/messages.ts'
import type { ProjectFile } from '../project-file/model.ts'
import type { Problem } from '../problems/problem.ts'
import type { LocalText } from '../services/service-type.ts'
import type { DeploymentSpec } from '../spec/deployment-spec.ts'
import type { StepState } from '../steps/step.ts'

/**
 * What the registry hands to the resolvers of a type, where that is not the type's own fields: what is stored, from
 * which the fields are computed when they are asked for. The generated resolver types refer to these.
 */

export type ActorModel =
  | { readonly type: 'person'; readonly subject: string; readonly email: string | null; readonly name: string }
  | { readonly type: 'token'; readonly token: string; readonly name: string; readonly createdBy: string }
  | { readonly type: 'commit'; readonly email: string; readonly name: string; readonly verified: boolean }
  | { readonly type: 'platform' }
  | { readonly type: 'cluster'; readonly cluster: string }
  | { readonly type: 'anonymous' }

export type TokenScopeWord = 'read' | 'deploy' | 'operate' | 'admin'

export type AccessTokenModel = {
  readonly id: string
  readonly kind: 'PERSONAL' | 'PROJECT' | 'CI'
  readonly name: string
  readonly prefix: string
  readonly project: string | null
  readonly scopes: readonly TokenScopeWord[]
  readonly deployments: readonly string[] | null
  readonly documents: readonly TokenDocumentModel[] | null
  readonly maker: ActorModel
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

export type TokenDocumentModel = {
  readonly hash: string
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

export type TokenRuleModel = {
  readonly project: string
  readonly name: string
  readonly issuer: string
  readonly claims: readonly { readonly name: string; readonly pattern: string }[]
  readonly scopes: readonly TokenScopeWord[]
  readonly deployments: readonly string[] | null
  readonly lifetimeSeconds: number
  readonly maker: ActorModel
  readonly createdBy: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** What else is asked of the caller is worked out from their rights. */
export type ViewerModel = { readonly name: string }

export type WaitingModel = {
  readonly on: string
  readonly message: string
  readonly problem: Problem | null
  readonly since?: Date | null
}

export type ProjectModel = {
  readonly name: string
  readonly displayName: string
  readonly revision: string
  readonly file: string
  readonly state: 'VALID' | 'INVALID' | 'DELETED'
  readonly invalidRevision: string | null
  readonly problems: readonly Problem[]
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly deletedAt: Date | null
}

/** With the project, whose other members decide what may be done with this one. */
export type MemberModel = ProjectFile['members'][number] & { readonly of: ProjectModel }

export type RevisionModel = { readonly project: string; readonly id: string }

export type DeploymentModel = {
  readonly id: string
  readonly project: string
  readonly name: string
  readonly cluster: string
  readonly wished: boolean
  readonly spec: DeploymentSpec
  readonly generation: string
  readonly revision: string
  readonly operation: string | null
  readonly held: boolean
  readonly status: StatusReport | null
}

export type OperationModel = {
  readonly id: string
  readonly kind: string
  readonly project: string | null
  readonly requestedBy: ActorModel
  readonly requestedAt: Date
  readonly retryOf: string | null
  readonly saveState: 'PENDING' | 'SAVED' | 'FAILED'
  readonly revision: string | null
  readonly state: 'RECORDED' | 'SAVED' | 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'SUPERSEDED'
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly problems: readonly Problem[]
  readonly waitingFor: WaitingModel | null
}

export type TargetModel = {
  readonly operation: string
  readonly deployment: string
  readonly generation: string
  readonly state: 'SAVED' | 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'SUPERSEDED'
  readonly waitingFor: WaitingModel | null
  readonly problems: readonly Problem[]
  readonly supersededBy: string | null
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

export type StepModel = {
  readonly step: string
  readonly deployment: string
  readonly title: string
  readonly needs: readonly string[]
  readonly weight: number
  readonly attempt: number
  readonly state: StepState
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly message: string
  readonly problem: Problem | null
  readonly proofs: readonly Proof[]
}

/** `row` is null for a name that nobody registered. */
export type ClusterModel = {
  readonly name: string
  readonly row: {
    readonly address: string
    readonly projects: readonly string[] | null
    readonly state: 'NEVER_SEEN' | 'CONNECTED' | 'AWAY' | 'INCOMPATIBLE' | 'REMOVED'
    readonly draining: boolean
    readonly profile: ClusterProfile | null
    readonly lastSeenAt: Date | null
    readonly orphaned: readonly ObjectRef[]
  } | null
}

/** The operation of a removal is looked up when it is asked for. */
export type RemovalModel = {
  readonly operation: string
  readonly service: string | null
  readonly confirmedBy: string
  readonly confirmedAt: Date
  readonly state: 'WISHED' | 'TAKEN' | 'DONE'
}

export type ServiceVariableModel = {
  readonly name: string
  readonly description: LocalText
  readonly isSecret: boolean
  readonly furtherNames: readonly string[]
}

export type ServiceTypeModel = {
  readonly name: string
  readonly title: LocalText
  readonly description: LocalText
  readonly settings: unknown
  readonly variables: readonly ServiceVariableModel[]
  readonly keepsData: boolean
  readonly isMounted: boolean
  readonly example: string
  readonly availability: readonly {
    readonly cluster: string
    readonly limits: readonly { readonly name: string; readonly maximum: number }[]
    readonly choices: readonly { readonly name: string; readonly values: readonly string[] }[]
  }[]
}

/** An audit record in its place, with its hash and the text that it is over. */
export type AuditRecordModel = {
  readonly record: {
    readonly number: number
    readonly previous: string
    readonly at: string
    readonly actor: ActorModel
    readonly token: string | null
    readonly action: string
    readonly project: string | null
    readonly deployment: string | null
    readonly cluster: string | null
    readonly operation: string | null
    readonly result: 'ACCEPTED' | 'REFUSED' | 'DENIED' | 'FAILED'
    readonly problems: readonly string[]
    readonly before: string | null
    readonly after: string | null
    readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
    readonly times: number
    readonly requestId: string | null
    readonly source: {
      readonly address: string | null
      readonly transport: 'http' | 'sse' | 'websocket' | 'link'
      readonly userAgent: string | null
    } | null
  }
  readonly hash: string
  readonly content: string
}
