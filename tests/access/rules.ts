import type { Caller } from './callers.ts'

/** Who may see a field. Each rule names its callers once more; the product's own table is what is tested. */
export const rules = {
  /** Whoever signed in, whatever they are a member of. */
  signedIn: ['stranger', 'unverified', 'viewer', 'developer', 'admin', 'owner', 'operator', 'auditor', 'readToken'],
  /** Whoever may read the project. */
  read: ['viewer', 'developer', 'admin', 'owner', 'operator', 'readToken'],
  deploy: ['developer', 'admin', 'owner', 'operator'],
  edit: ['developer', 'admin', 'owner', 'operator'],
  setSecrets: ['developer', 'admin', 'owner', 'operator'],
  removeData: ['admin', 'owner', 'operator'],
  manageMembers: ['admin', 'owner', 'operator'],
  manageTokens: ['admin', 'owner', 'operator'],
  own: ['owner', 'operator'],
  /** The trail of a project, or of the installation. */
  readAudit: ['admin', 'owner', 'operator', 'auditor'],
  readWholeAudit: ['operator', 'auditor'],
  operate: ['operator'],
  toldOrDeploy: ['stranger', 'unverified', 'auditor', 'developer', 'admin', 'owner', 'operator'],
  // Nobody makes tokens without a verified address, wherever.
  toldOrManageTokens: ['stranger', 'auditor', 'admin', 'owner', 'operator'],
  aToken: ['readToken'],
  toldOrOwn: ['stranger', 'unverified', 'auditor', 'owner', 'operator'],
} as const satisfies Record<string, readonly Caller[]>
export type Rule = keyof typeof rules

/** One rule for all fields of a type, and those that differ. */
type TypeRule = { readonly all: Rule; readonly [field: string]: Rule }

const deployment: TypeRule = { all: 'read' }
const problem: TypeRule = { all: 'signedIn' }

/**
 * Who may see which field: the whole public graph, type by type. A type that is not here, and a field named here that
 * the graph does not have, is a mistake that the walk names. Root fields stand in the registry's table of root fields.
 */
export const table: Readonly<Record<string, TypeRule>> = {
  // What belongs to a project.
  Project: {
    all: 'read',
    audit: 'manageTokens',
    tokens: 'manageTokens',
    tokenRules: 'manageTokens',
    tokenSettings: 'manageTokens',
  },
  ProjectConnection: { all: 'signedIn' },
  ProjectEdge: { all: 'read' },
  ProjectPermissions: { all: 'read' },
  Member: { all: 'read' },
  MemberPermissions: { all: 'read' },
  Component: { all: 'read' },
  Port: { all: 'read' },
  Publication: { all: 'read' },
  Variable: { all: 'read' },
  Autoscale: { all: 'read' },
  Resources: { all: 'read' },
  Health: { all: 'read' },
  Binding: { all: 'read' },
  VariableAlias: { all: 'read' },
  Service: { all: 'read' },
  SecretRecipient: { all: 'read' },
  SecretState: { all: 'read' },
  ImageRegistry: { all: 'read' },
  RetainedData: { all: 'read' },
  HeldRemoval: { all: 'read' },
  RevisionConnection: { all: 'read' },
  RevisionEdge: { all: 'read' },
  Revision: { all: 'read' },

  // What runs of it.
  ClusterADeployment: deployment,
  ClusterBDeployment: deployment,
  DetachedDeployment: deployment,
  DeploymentStatus: { all: 'read' },
  DeployedComponent: { all: 'read' },
  Address: { all: 'read' },
  Removal: { all: 'read' },
  DeploymentLive: { all: 'read' },
  Workload: { all: 'read' },
  WorkloadProblem: { all: 'read' },
  Pod: { all: 'read' },
  ServiceInstance: { all: 'read' },
  BackendName: { all: 'read' },
  EffectiveVariable: { all: 'read' },
  KubernetesEvent: { all: 'read' },
  LogLine: { all: 'read' },
  ManagedObject: { all: 'read' },

  // What happens to it.
  Operation: { all: 'read' },
  OperationConnection: { all: 'read' },
  OperationEdge: { all: 'read' },
  OperationPermissions: { all: 'read' },
  OperationTarget: { all: 'read' },
  Progress: { all: 'read' },
  Step: { all: 'read' },
  Proof: { all: 'read' },
  Waiting: { all: 'read' },
  Actor: { all: 'read' },
  OperationEvent: { all: 'read' },
  OperationChange: { all: 'read' },
  ProjectEvent: { all: 'read' },

  // What a change answers: to whoever may make it.
  // To whom the project is none they say so; members are refused before there is a payload.
  ChangePayload: { all: 'deploy', problems: 'toldOrDeploy', clientMutationId: 'toldOrDeploy' },
  InUseProblem: { all: 'edit' },
  DataLossProblem: { all: 'removeData' },
  ConflictProblem: { all: 'deploy' },
  RetainedDataProblem: { all: 'edit' },
  Remedy: { all: 'read' },
  ResetSignInPayload: { all: 'own', problems: 'toldOrOwn', clientMutationId: 'toldOrOwn' },
  RegisterClusterPayload: { all: 'operate' },
  RenewJoinTokenPayload: { all: 'operate' },
  ClusterPayload: { all: 'operate' },
  AcceptRepositoryHeadPayload: { all: 'operate' },
  ForgetSignInPayload: { all: 'operate' },

  // What is found in a file that somebody sends themselves.
  ProjectFileCheck: { all: 'signedIn', revision: 'read' },
  ProjectFileImport: { all: 'signedIn' },
  MappedKey: { all: 'signedIn' },
  KeyNotCarriedOver: { all: 'signedIn' },
  PlainProblem: problem,
  Notice: { all: 'signedIn' },
  Difference: { all: 'signedIn' },
  TargetPreview: { all: 'signedIn' },

  // What the installation offers to whoever signed in.
  Viewer: { all: 'signedIn', token: 'aToken' },
  ViewerPermissions: { all: 'signedIn' },
  Permission: { all: 'signedIn' },
  RoleRights: { all: 'signedIn' },
  PageInfo: { all: 'signedIn' },
  ServiceType: { all: 'signedIn' },
  ServiceVariable: { all: 'signedIn' },
  ServiceAvailability: { all: 'signedIn' },
  NamedLimit: { all: 'signedIn' },
  NamedChoices: { all: 'signedIn' },
  Cluster: {
    all: 'signedIn',
    address: 'operate',
    projects: 'operate',
    deploymentCount: 'operate',
    orphaned: 'operate',
  },
  ClusterProfile: { all: 'signedIn' },
  ClusterPermissions: { all: 'signedIn' },
  ClusterChange: { all: 'signedIn' },

  // Who may call in the place of somebody.
  AccessToken: { all: 'manageTokens' },
  AccessTokenConnection: { all: 'manageTokens' },
  AccessTokenEdge: { all: 'manageTokens' },
  TokenDocument: { all: 'manageTokens' },
  TokenSettings: { all: 'manageTokens' },
  TokenRule: { all: 'manageTokens' },
  TokenRuleClaim: { all: 'manageTokens' },
  CreateTokenPayload: { all: 'manageTokens', problems: 'toldOrManageTokens', clientMutationId: 'toldOrManageTokens' },
  TokenSettingsPayload: { all: 'manageTokens', problems: 'toldOrManageTokens', clientMutationId: 'toldOrManageTokens' },
  TokenRulePayload: { all: 'manageTokens', problems: 'toldOrManageTokens', clientMutationId: 'toldOrManageTokens' },
  // Whose a token is decides, and of one that is not theirs everybody is told that it is not there.
  TokenPayload: { all: 'signedIn', token: 'manageTokens' },

  // What was done, and tried.
  AuditConnection: { all: 'readAudit' },
  AuditEdge: { all: 'readAudit' },
  AuditRecord: { all: 'readAudit' },
  AuditDetail: { all: 'readAudit' },
  AuditSource: { all: 'readAudit' },
  AuditEvent: { all: 'readAudit' },
  AuditChainCheck: { all: 'readWholeAudit' },
  AuditChainEnd: { all: 'readWholeAudit' },

  // What only the platform's operators see.
  Repository: { all: 'operate' },
  ObjectRef: { all: 'operate' },
}

const changeProblems = ['InUseProblem', 'DataLossProblem', 'ConflictProblem', 'RetainedDataProblem']

/** Fields in which nobody sees a value here, each with the reason. Whoever may ask them is answered all the same. */
export const withoutValue: Readonly<Record<string, string>> = {
  ...because(
    'what a change finds stands in no line of a file',
    ['line', 'column'].flatMap((field) => changeProblems.map((type) => `${type}.${field}`)),
  ),
  ...because('these problems are mended by the answer to them, so they offer no values and no remedy', [
    ...['remedies', 'validValues'].flatMap((field) => changeProblems.map((type) => `${type}.${field}`)),
    'DataLossProblem.path',
  ]),
  ...because('nothing differs from a revision that never was', ['ConflictProblem.differences']),
  ...because('a cluster that nobody registered reports nothing', [
    'DetachedDeployment.live',
    'DetachedDeployment.notices',
    'DetachedDeployment.orphaned',
  ]),
  ...because('a password is reset in no deployment here', [
    'ResetSignInPayload.temporaryPassword',
    'ResetSignInPayload.username',
  ]),
  ...because('the repository is neither held nor away', [
    'Repository.heldBecause',
    'Repository.heldHead',
    'Repository.heldSince',
    'Repository.unavailable',
  ]),
  ...because('simulated backends have neither a size nor a drift, and nothing to say', [
    'ManagedObject.drift',
    'ServiceInstance.message',
  ]),
  ...because('nothing is removed in production, and its cluster has nothing to say of either deployment', [
    'ClusterADeployment.tombstone',
    'ClusterBDeployment.notices',
    'ClusterBDeployment.orphaned',
  ]),
  ...because('what waits for a secret waits since nothing', ['Waiting.since']),
  ...because('no pipeline showed an identity', ['TokenRule.lastUsedAt']),
  ...because('the chain is whole', ['AuditChainCheck.broken']),
  ...because('the project is neither deleted nor broken', ['Project.deletedAt', 'Project.problems']),
}

function because(reason: string, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, reason]))
}

/** The rule of a field. */
export function ruleOf(type: string, field: string): Rule | null {
  const rule = table[type]
  return rule === undefined ? null : (rule[field] ?? rule.all)
}
