import type { ColumnType, Generated, JSONColumnType, Kysely, Selectable } from 'kysely'
import type { ClusterProfile, ObjectRef, Proof, StatusReport } from '@operations-manager/schema/link/messages.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { TokenDocumentModel, TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { StepState } from '@operations-manager/schema/steps/step.ts'
import type { EventChange } from './event-change.ts'
import type { Actor, OperationState, SaveState, TargetState, WaitingFor } from './operation-state.ts'

/** A column that is written once. */
type Fixed<T> = ColumnType<T, T, never>
/** A column that the database makes. */
type Made<T> = ColumnType<T, never, never>
/** A nullable column that may be left out when a row is made. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>
/** A nullable JSON column that may be left out when a row is made. */
type OptionalJson<T> = ColumnType<T | null, string | null | undefined, string | null>

/** The same, for what never changes. */
type FixedOptionalJson<T> = ColumnType<T | null, string | null, never>

type InstallationTable = { only: Generated<true>; id: Fixed<string>; createdAt: Generated<Date> }

type ProjectTable = {
  name: Fixed<string>
  displayName: string
  /** The commit whose file `file` is: the last one that validated. */
  revision: string
  file: string
  state: 'VALID' | 'INVALID' | 'DELETED'
  /** Of a hand commit that does not validate, whose wishes were not taken. */
  invalidRevision: Optional<string>
  invalidFile: Optional<string>
  problems: JSONColumnType<Problem[]>
  createdAt: Generated<Date>
  updatedAt: Date
  deletedAt: Optional<Date>
}

type ProjectMemberTable = { project: string; email: string; role: string }

type DeploymentTable = {
  /** The derived global id. */
  id: Fixed<string>
  project: Fixed<string>
  name: Fixed<string>
  cluster: Fixed<string>
  /** False once it is removed from the file; the row stays until the cluster reports the removal done. */
  wished: Generated<boolean>
  spec: JSONColumnType<DeploymentSpec>
  generation: string
  revision: string
  /** The newest operation that wants this generation. */
  operation: Optional<string>
  held: Generated<boolean>
  restarts: JSONColumnType<Record<string, string>>
  reissue: JSONColumnType<Record<string, string>>
  retained: JSONColumnType<Record<string, 'RESTORE' | 'DISCARD'>>
  status: OptionalJson<StatusReport>
  statusAt: Optional<Date>
  createdAt: Generated<Date>
  updatedAt: Date
}

type GenerationTable = {
  deployment: Fixed<string>
  generation: Fixed<string>
  spec: JSONColumnType<DeploymentSpec>
  revision: string
  at: Generated<Date>
}

type ClusterTable = {
  name: Fixed<string>
  /** `ClusterADeployment`; unique, so that `a-1` and `a1` cannot both exist. */
  typeName: Fixed<string>
  /** Where its subgraph answers: `https://…`, or `link:` through the registry. */
  address: string
  /** Which projects may use it; null is all. */
  projects: OptionalJson<string[]>
  state: 'NEVER_SEEN' | 'CONNECTED' | 'AWAY' | 'INCOMPATIBLE' | 'REMOVED'
  draining: Generated<boolean>
  contractVersion: Optional<number>
  profile: OptionalJson<ClusterProfile>
  joinTokenHash: Optional<string>
  joinTokenExpiresAt: Optional<Date>
  publicKey: Optional<string>
  lastSeenAt: Optional<Date>
  /** Marked things of no wished deployment, as last reported. */
  orphaned: ColumnType<ObjectRef[], string | undefined, string>
  orphanedAt: Optional<Date>
  registeredAt: Generated<Date>
  removedAt: Optional<Date>
}

type LinkTable = { cluster: string; replica: string; address: string; since: Date; seenAt: Date }

type OperationTable = {
  id: Fixed<string>
  kind: Fixed<string>
  project: Fixed<string | null>
  requestedBy: ColumnType<Actor, string, never>
  requestedAt: ColumnType<Date, Date | undefined, never>
  /** What was asked, without secrets: enough to make the edit again after a crash, and to show. */
  request: ColumnType<Record<string, unknown>, string, never>
  retryOf: ColumnType<string | null, string | null | undefined, never>
  saveState: SaveState
  savedAt: Optional<Date>
  /** The commit, or the revision that an operation without a commit belongs to. */
  revision: Optional<string>
  /** Derived by `deriveOperationState`; stored for filters. */
  state: OperationState
  startedAt: Optional<Date>
  finishedAt: Optional<Date>
  /** Of the operation as a whole, such as a commit that could not be made. */
  problems: JSONColumnType<Problem[]>
  waitingFor: OptionalJson<WaitingFor>
}

type TargetTable = {
  operation: Fixed<string>
  deployment: Fixed<string>
  generation: string
  state: TargetState
  waitingFor: OptionalJson<WaitingFor>
  problems: JSONColumnType<Problem[]>
  supersededBy: Optional<string>
  takenAt: Optional<Date>
  startedAt: Optional<Date>
  finishedAt: Optional<Date>
}

type StepTable = {
  operation: Fixed<string>
  deployment: Fixed<string>
  /** `production/orders/role`. */
  step: Fixed<string>
  generation: string
  /** Place in the graph as first told; steps are listed by it. */
  position: Generated<number>
  title: string
  needs: JSONColumnType<string[]>
  weight: number
  attempt: number
  state: StepState
  startedAt: Optional<Date>
  finishedAt: Optional<Date>
  at: Date
  message: string
  problem: OptionalJson<Problem>
  proofs: JSONColumnType<Proof[]>
}

type EventTable = {
  /** In commit order; a decimal text. */
  cursor: ColumnType<string, never, never>
  at: Fixed<Date>
  project: Fixed<string | null>
  operation: Fixed<string | null>
  deployment: Fixed<string | null>
  cluster: Fixed<string | null>
  change: ColumnType<EventChange, string, never>
  /** What makes a reported event the same one, however often it is reported. */
  dedupe: Fixed<string | null>
}

/** Below this cursor a scope (see `floorScope`) has lost events to retention. */
type EventFloorTable = { scope: string; cursor: string }

type IdempotencyKeyTable = {
  caller: Fixed<string>
  key: Fixed<string>
  inputHash: Fixed<string>
  operation: Fixed<string>
  expiresAt: Date
}

type TombstoneTable = {
  id: Fixed<string>
  cluster: Fixed<string>
  deployment: Fixed<string>
  service: Fixed<string | null>
  /** A retry takes it over. */
  operation: string
  confirmedBy: Fixed<string>
  confirmedAt: Fixed<Date>
  deletion: JSONColumnType<Record<string, 'retain' | 'delete'>>
  purge: Fixed<boolean>
  state: 'WISHED' | 'TAKEN' | 'DONE'
  doneAt: Optional<Date>
}

type HeldRemovalTable = {
  id: Fixed<string>
  project: Fixed<string>
  /** null: the whole project file is gone. */
  deployment: Fixed<string | null>
  service: Fixed<string | null>
  revision: Fixed<string>
  author: Fixed<string>
  heldAt: Generated<Date>
  /** Set when it is confirmed, or when the removed part came back. */
  endedAt: Optional<Date>
  endedBy: Optional<'CONFIRMED' | 'RETURNED'>
}

type RetainedDataTable = {
  deployment: Fixed<string>
  service: Fixed<string>
  project: Fixed<string>
  cluster: Fixed<string>
  type: string
  /** The name in the backend. */
  name: string
  until: Date
}

type SupergraphTable = {
  version: Fixed<string>
  sdl: Fixed<string>
  clusters: ColumnType<string[], string, never>
  /** Order of making; the newest is the present one. */
  number: Generated<number>
  createdAt: Generated<Date>
}

type RepositoryTable = {
  branch: Fixed<string>
  /** The last head whose project files became wishes. */
  acceptedHead: Optional<string>
  /** The head that does not continue the accepted one; set while the repository is held. */
  heldHead: Optional<string>
  heldReason: OptionalJson<HeldReason>
  heldAt: Optional<Date>
  /** A held head that an operator accepted and that is not yet read. */
  approvedHead: Optional<string>
}

/** Why the repository is held. */
export type HeldReason =
  | { readonly type: 'rewritten'; readonly acceptedHead: string }
  | { readonly type: 'vanished'; readonly projects: readonly string[] }
  | { readonly type: 'emptied'; readonly acceptedHead: string }

type AccessTokenTable = {
  id: Fixed<string>
  hash: Fixed<string>
  name: Fixed<string>
  kind: Fixed<'PERSONAL' | 'PROJECT' | 'CI'>
  /** The first characters of the token, to find it again. */
  prefix: Fixed<string>
  /** null: a token of the person, for every project of theirs. */
  project: Fixed<string | null>
  scopes: ColumnType<TokenScopeWord[], string, never>
  /** Patterns of deployments; null: all. */
  deployments: FixedOptionalJson<string[]>
  /** The only documents that it may send; null: any. */
  documents: FixedOptionalJson<TokenDocumentModel[]>
  /** The rule that gave it; null where a person made it. */
  rule: Fixed<string | null>
  maker: ColumnType<Actor, string, never>
  /** The maker's address, lower case: the token can never do more than this person. */
  createdBy: Fixed<string>
  createdAt: Generated<Date>
  expiresAt: Fixed<Date>
  lastUsedAt: Optional<Date>
  revokedAt: Optional<Date>
}

type TokenSettingsTable = { project: Fixed<string>; maximumDays: number }

type TokenRuleTable = {
  project: Fixed<string>
  name: Fixed<string>
  issuer: string
  claims: JSONColumnType<{ readonly name: string; readonly pattern: string }[]>
  scopes: JSONColumnType<TokenScopeWord[]>
  deployments: OptionalJson<string[]>
  lifetimeSeconds: number
  maker: JSONColumnType<Actor>
  createdBy: string
  createdAt: Date
  lastUsedAt: Optional<Date>
}

/** Identities that were exchanged: each is good for one token. */
type UsedIdentityTable = { issuer: Fixed<string>; id: Fixed<string>; expiresAt: Fixed<Date> }

/** HMACs of the values of secrets that passed through the registry, by the envelope they are sealed in. */
type SecretFingerprintTable = { project: Fixed<string>; key: Fixed<string>; envelopeHash: string; fingerprint: string }

type SignInTable = { email: Fixed<string>; issuer: Fixed<string>; subject: Fixed<string>; boundAt: Generated<Date> }

/** The chain of what was done: `content` is a record's canonical JSON, and what is searched by is made from it. */
type AuditTable = {
  number: ColumnType<string, number, never>
  content: Fixed<string>
  hash: Fixed<string>
  at: Made<string>
  action: Made<string>
  result: Made<string>
  project: Made<string | null>
  deployment: Made<string | null>
  cluster: Made<string | null>
  operation: Made<string | null>
  who: Made<string | null>
  subject: Made<string | null>
}

/** Up to which record a project's name belonged to an earlier project. */
type AuditFloorTable = { project: string; number: string }

/** Every table of the registry's database; names are camelCase here and snake_case there. */
export type Tables = {
  installation: InstallationTable
  projects: ProjectTable
  projectMembers: ProjectMemberTable
  deployments: DeploymentTable
  generations: GenerationTable
  clusters: ClusterTable
  links: LinkTable
  operations: OperationTable
  targets: TargetTable
  steps: StepTable
  events: EventTable
  eventFloors: EventFloorTable
  idempotencyKeys: IdempotencyKeyTable
  tombstones: TombstoneTable
  heldRemovals: HeldRemovalTable
  retainedData: RetainedDataTable
  supergraphs: SupergraphTable
  repositories: RepositoryTable
  accessTokens: AccessTokenTable
  tokenSettings: TokenSettingsTable
  tokenRules: TokenRuleTable
  usedIdentities: UsedIdentityTable
  signIns: SignInTable
  secretFingerprints: SecretFingerprintTable
  audit: AuditTable
  auditFloors: AuditFloorTable
}

/** The pool, or a transaction in it: what every reading function takes. */
export type Db = Kysely<Tables>

export type ProjectRow = Selectable<ProjectTable>
export type DeploymentRow = Selectable<DeploymentTable>
export type ClusterRow = Selectable<ClusterTable>
export type LinkRow = Selectable<LinkTable>
export type OperationRow = Selectable<OperationTable>
export type TargetRow = Selectable<TargetTable>
export type StepRow = Selectable<StepTable>
export type TombstoneRow = Selectable<TombstoneTable>
export type HeldRemovalRow = Selectable<HeldRemovalTable>
export type RetainedDataRow = Selectable<RetainedDataTable>
export type SupergraphRow = Selectable<SupergraphTable>
export type RepositoryRow = Selectable<RepositoryTable>
export type AccessTokenRow = Selectable<AccessTokenTable>
export type SignInRow = Selectable<SignInTable>
export type TokenRuleRow = Selectable<TokenRuleTable>

/**
 * A value for a JSON column. (Without this the driver would write an array as an SQL array.) What PostgreSQL cannot
 * hold in a text is replaced: it may come from outside, and must not keep what stands around it from being stored.
 */
export function json(value: unknown): string {
  return JSON.stringify(value).replaceAll(unstorable, String.raw`$1\ufffd`)
}

/** NUL and half a surrogate pair, as JSON escapes them: after an even number of backslashes, also in keys. */
const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g

/** The text with what PostgreSQL cannot hold (NUL, half a surrogate pair) replaced by a sign that says so. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD')
}
