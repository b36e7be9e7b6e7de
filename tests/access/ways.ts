/** What the walk asks for: the names of what exists in it. */
export type Park = {
  readonly project: string
  /** The project's file as it stands. */
  readonly current: string
  /** Another file of that name, without a word of the project's. */
  readonly file: string
  readonly brokenFile: string
  readonly olderFile: string
  readonly production: string
  readonly staging: string
  readonly detached: string
  readonly failed: string
  readonly retried: string
  readonly waiting: string
  readonly tomorrow: string
  /** A token that is revoked again and again. */
  readonly token: string
  /** Cursors before something happened. */
  readonly beforeOfProject: string
  readonly beforeOfClusters: string
}

/** Documents that lead to a type; `…` stands where its fields are asked. */
type Ways = readonly string[]

const text = (value: string): string => JSON.stringify(value)

/** How each type is reached, in a way that has something behind it. Several ways together show a value in each field. */
export function waysIn(park: Park): Readonly<Record<string, Ways>> {
  const inProject = (fields: string): string => `{ project(name: ${text(park.project)}) { ${fields} } }`
  const inComponents = (fields: string): Ways => [inProject(`components { ${fields} }`)]
  const inOperation = (id: string, fields: string): string => `{ operation(id: ${text(id)}) { ${fields} } }`
  const inDeployment = (id: string, fields: string): string => `{ deployment(id: ${text(id)}) { ${fields} } }`
  const inLive = (fields: string): Ways => [inDeployment(park.production, `live { ${fields} }`)]
  const inCheck = (fields: string): Ways => [`{ checkProjectFile(input: { file: ${text(park.file)} }) { ${fields} } }`]
  const change = (mutation: string, input: string): string =>
    `mutation { ${mutation}(input: { project: ${text(park.project)}, ${input}, clientMutationId: "c" }) { … } }`
  const problemOf = (mutation: string, input: string, type: string): Ways => [
    change(mutation, `${input}, dryRun: true`).replace('…', `problems { ... on ${type} { … } }`),
  ]
  const byOperators = (mutation: string, input: string): Ways => [
    `mutation { ${mutation}(input: { ${input}, clientMutationId: "c" }) { … } }`,
  ]
  const dry = change('setImage', 'component: "marigold-web", image: "x/y:latest", dryRun: true')
  const refused = change('setImage', 'component: "none", image: "x/y:1", dryRun: true')
  const follow = `subscription { operation(id: ${text(park.failed)}, after: ${text(park.beforeOfProject)}) { … } }`
  const followProject = `subscription { project(name: ${text(park.project)}, after: ${text(park.beforeOfProject)}) { … } }`
  return {
    Project: [inProject('…')],
    ProjectConnection: ['{ projects { … } }'],
    ProjectEdge: ['{ projects { edges { … } } }'],
    ProjectPermissions: [inProject('viewerCan { … }')],
    Member: [inProject('members { … }')],
    MemberPermissions: [inProject('members { viewerCan { … } }')],
    Component: inComponents('…'),
    Port: inComponents('ports { … }'),
    Publication: inComponents('publish { … }'),
    Variable: inComponents('variables { … }'),
    Autoscale: inComponents('autoscale { … }'),
    Resources: inComponents('resources { … }'),
    Health: inComponents('health { … }'),
    Binding: inComponents('bindings { … }'),
    VariableAlias: inComponents('bindings { aliases { … } }'),
    Service: [inProject('services { … }')],
    SecretRecipient: [inProject('secretRecipients(name: "KEY", component: "marigold-web") { … }')],
    SecretState: [inProject('secrets { … }')],
    ImageRegistry: [inProject('registries { … }')],
    RetainedData: [inProject('retained { … }')],
    HeldRemoval: [inProject('heldRemovals { … }')],
    RevisionConnection: [inProject('history { … }')],
    RevisionEdge: [inProject('history { edges { … } }')],
    Revision: [inProject('history { nodes { … } }')],

    ClusterADeployment: [inDeployment(park.production, '... on ClusterADeployment { … }')],
    ClusterBDeployment: [inDeployment(park.staging, '... on ClusterBDeployment { … }')],
    DetachedDeployment: [inDeployment(park.detached, '... on DetachedDeployment { … }')],
    DeploymentStatus: [inDeployment(park.production, 'status { … }')],
    DeployedComponent: [inDeployment(park.production, 'components { … }')],
    Address: [park.production, park.staging].map((id) => inDeployment(id, 'addresses { … }')),
    Removal: [park.detached, park.staging].map((id) => inDeployment(id, 'tombstone { … }')),
    DeploymentLive: inLive('…'),
    Workload: inLive('workloads { … }'),
    WorkloadProblem: inLive('workloads { lastProblem { … } }'),
    Pod: inLive('workloads { pods { … } }'),
    ServiceInstance: inLive('services { … }'),
    BackendName: inLive('services { names { … } }'),
    EffectiveVariable: inLive('variables(component: "marigold-web") { … }'),
    KubernetesEvent: inLive('events { … }'),
    LogLine: inLive('logs(component: "marigold-web") { … }'),
    ManagedObject: inLive('objects { … }'),

    Operation: [inOperation(park.failed, '…'), inOperation(park.waiting, '…'), inOperation(park.retried, '…')],
    OperationConnection: [inProject('operations { … }')],
    OperationEdge: [inProject('operations { edges { … } }')],
    OperationPermissions: [inOperation(park.failed, 'viewerCan { … }')],
    OperationTarget: [park.failed, park.waiting].map((id) => inOperation(id, 'targets { … }')),
    Progress: [inOperation(park.waiting, 'progress { … }')],
    Step: [inOperation(park.failed, 'steps { … }')],
    Proof: [inOperation(park.waiting, 'steps { proofs { … } }')],
    Waiting: [inOperation(park.waiting, 'waitingFor { … }'), inOperation(park.waiting, 'targets { waitingFor { … } }')],
    Actor: [inOperation(park.failed, 'requestedBy { … }'), inProject('audit { nodes { actor { … } } }')],
    OperationEvent: [follow],
    OperationChange: [follow.replace('…', 'change { … }')],
    ProjectEvent: [followProject],

    ChangePayload: [dry, refused, change('setProjectDetails', 'description: "Marigolds: marigold by marigold"')],
    InUseProblem: problemOf('removeService', 'service: "marigold-orders"', 'InUseProblem'),
    DataLossProblem: problemOf('removeDeployment', 'deployment: "production"', 'DataLossProblem'),
    ConflictProblem: problemOf(
      'setImage',
      'component: "marigold-web", image: "x/y:9", expectedRevision: "none"',
      'ConflictProblem',
    ),
    RetainedDataProblem: problemOf(
      'putService',
      'service: "marigold-former", type: "postgresql"',
      'RetainedDataProblem',
    ),
    Remedy: [inOperation(park.failed, 'problems { remedies { … } }')],
    ResetSignInPayload: [change('resetSignIn', 'deployment: "none", email: "a@b.example"')],
    RegisterClusterPayload: [
      ...byOperators('registerCluster', `name: "walk-cluster", projects: [${text(park.project)}]`),
      ...byOperators('registerCluster', 'name: "No Name"'),
    ],
    RenewJoinTokenPayload: ['walk-cluster', 'none'].flatMap((name) =>
      byOperators('renewJoinToken', `name: ${text(name)}`),
    ),
    ClusterPayload: [
      ...byOperators('drainCluster', 'name: "cluster-b", draining: false'),
      ...byOperators('drainCluster', 'name: "none"'),
    ],
    AcceptRepositoryHeadPayload: byOperators('acceptRepositoryHead', 'head: "none"'),
    ForgetSignInPayload: byOperators('forgetSignIn', 'email: "nobody@elsewhere.example"'),

    ProjectFileCheck: [...inCheck('…'), `{ checkProjectFile(input: { file: ${text(park.brokenFile)} }) { … } }`],
    ProjectFileImport: [park.olderFile, 'name: [broken'].map(
      (file) => `{ importProjectFile(input: { file: ${text(file)} }) { … } }`,
    ),
    MappedKey: [`{ importProjectFile(input: { file: ${text(park.olderFile)} }) { mapped { … } } }`],
    KeyNotCarriedOver: [`{ importProjectFile(input: { file: ${text(park.olderFile)} }) { notCarriedOver { … } } }`],
    PlainProblem: [
      `{ checkProjectFile(input: { file: ${text(park.brokenFile)} }) { problems { ... on PlainProblem { … } } } }`,
      inOperation(park.failed, 'problems { ... on PlainProblem { … } }'),
    ],
    Notice: inCheck('notices { … }'),
    Difference: inCheck('differences { … }'),
    TargetPreview: inCheck('targets { … }'),

    Viewer: ['{ viewer { … } }'],
    ViewerPermissions: ['{ viewer { viewerCan { … } } }'],
    Permission: ['{ viewer { viewerCan { createProject { … } operate { … } } } }'],
    RoleRights: ['{ roles { … } }'],
    PageInfo: ['{ projects(first: 1) { pageInfo { … } } }'],
    ServiceType: ['{ serviceTypes { … } }'],
    ServiceVariable: ['{ serviceTypes { variables { … } } }'],
    ServiceAvailability: ['{ serviceTypes { availability { … } } }'],
    NamedLimit: ['{ serviceTypes { availability { limits { … } } } }'],
    NamedChoices: ['{ serviceTypes { availability { choices { … } } } }'],
    Cluster: ['{ cluster(name: "cluster-a") { … } }', '{ clusters { … } }'],
    ClusterProfile: ['{ cluster(name: "cluster-a") { profile { … } } }'],
    ClusterPermissions: ['{ cluster(name: "cluster-a") { viewerCan { … } } }'],
    ClusterChange: [`subscription { clusters(after: ${text(park.beforeOfClusters)}) { … } }`],

    AccessToken: [inProject('tokens { nodes { … } }')],
    AccessTokenConnection: [inProject('tokens { … }')],
    AccessTokenEdge: [inProject('tokens { edges { … } }')],
    TokenDocument: [inProject('tokens { nodes { documents { … } } }')],
    TokenSettings: [inProject('tokenSettings { … }')],
    TokenRule: [inProject('tokenRules { … }')],
    TokenRuleClaim: [inProject('tokenRules { claims { … } }')],
    CreateTokenPayload: ['2020-01-01T00:00:00Z', park.tomorrow].map((at) =>
      change('createToken', `name: "marigold-token", scopes: [READ], expiresAt: ${text(at)}`),
    ),
    TokenPayload: [park.token, 'none'].flatMap((token) => byOperators('revokeToken', `token: ${text(token)}`)),
    TokenSettingsPayload: [0, 30].map((days) => change('setTokenSettings', `maximumDays: ${days}`)),
    TokenRulePayload: ['https://none.example', 'https://gitlab.com'].map((issuer) =>
      change(
        'putTokenRule',
        `name: "marigold-rule", issuer: ${text(issuer)}, deployments: ["pr-*"], scopes: [READ],
         claims: [{ name: "project_path", pattern: "marigold/shop" }]`,
      ),
    ),

    AuditConnection: [inProject('audit { … }'), '{ audit { … } }'],
    AuditEdge: [inProject('audit { edges { … } }'), '{ audit { edges { … } } }'],
    AuditRecord: ['{ audit(first: 100) { nodes { … } } }', inProject('audit(first: 100) { nodes { … } }')],
    AuditDetail: [inProject('audit { nodes { detail { … } } }'), '{ audit { nodes { detail { … } } } }'],
    AuditSource: [inProject('audit { nodes { source { … } } }'), '{ audit { nodes { source { … } } } }'],
    AuditEvent: [
      `subscription { audit(project: ${text(park.project)}, after: ${text(park.beforeOfProject)}) { … } }`,
      `subscription { audit(after: ${text(park.beforeOfProject)}) { … } }`,
    ],
    AuditChainCheck: ['{ checkAuditChain { … } }'],
    AuditChainEnd: ['{ checkAuditChain { end { … } } }'],

    Repository: ['{ repository { … } }'],
    ObjectRef: ['{ cluster(name: "cluster-a") { orphaned { … } } }'],
  }
}

/** The arguments of fields that cannot be asked without any. */
export const argumentsOf: Readonly<Record<string, string>> = {
  'Project.deployment': '(name: "production")',
  'Project.secretRecipients': '(name: "KEY", component: "marigold-web")',
  'DeploymentLive.variables': '(component: "marigold-web")',
  'DeploymentLive.logs': '(component: "marigold-web")',
  'Step.title': '(language: EN)',
  'ServiceType.title': '(language: EN)',
  'ServiceType.description': '(language: EN)',
  'ServiceVariable.description': '(language: EN)',
}
