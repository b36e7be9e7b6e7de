/** The names of what is asked for: what exists, or what does not. */
export type Names = {
  readonly project: string
  readonly deployment: string
  readonly operation: string
  readonly file: string
  readonly cluster: string
  readonly newProject: string
}

/** Who may use a root field: whoever signed in, who has a right in the project, or platform operators. */
export type Needs =
  | 'signedIn'
  | 'read'
  | 'deploy'
  | 'edit'
  | 'setSecrets'
  | 'removeData'
  | 'manageMembers'
  | 'manageTokens'
  | 'own'
  | 'readAudit'
  | 'operate'

export type RootField = { readonly needs: Needs; ask(names: Names): string }

const of = (needs: Needs, ask: RootField['ask']): RootField => ({ needs, ask })
const text = (value: string): string => JSON.stringify(value)
const type = '{ __typename }'

const queries: Readonly<Record<string, RootField>> = {
  viewer: of('signedIn', () => `viewer { name }`),
  node: of('read', ({ deployment }) => `node(id: ${text(deployment)}) { id }`),
  nodes: of('read', ({ operation }) => `nodes(ids: [${text(operation)}]) { id }`),
  project: of('read', ({ project }) => `project(name: ${text(project)}) { id file }`),
  projects: of('signedIn', () => `projects { totalCount }`),
  cluster: of('signedIn', ({ cluster }) => `cluster(name: ${text(cluster)}) { address }`),
  clusters: of('signedIn', () => `clusters { name }`),
  serviceTypes: of('signedIn', () => `serviceTypes ${type}`),
  deployment: of('read', ({ deployment }) => `deployment(id: ${text(deployment)}) { id }`),
  operation: of('read', ({ operation }) => `operation(id: ${text(operation)}) { id }`),
  checkProjectFile: of(
    'signedIn',
    ({ project, file }) =>
      `checkProjectFile(input: { project: ${text(project)}, file: ${text(file)} }) { revision differences ${type} }`,
  ),
  importProjectFile: of('signedIn', () => 'importProjectFile(input: { file: "name: a" }) { valid }'),
  roles: of('signedIn', () => 'roles { role }'),
  projectFileSchema: of('signedIn', () => 'projectFileSchema'),
  audit: of('readAudit', () => 'audit { nodes { number } }'),
  checkAuditChain: of('readAudit', () => 'checkAuditChain { isComplete }'),
  repository: of('operate', () => 'repository { acceptedHead }'),
}

const withTokens = (mutation: string, input: string): readonly [string, RootField] => [
  mutation,
  of(
    'manageTokens',
    ({ project }) => `${mutation}(input: { project: ${text(project)}, ${input} }) { problems { code } }`,
  ),
]

const payload = '{ problems { code } operation { id } project { id } }'

/** A mutation that is asked for what it would do; it says first of all whether the caller may. */
const dry = (needs: Needs, mutation: string, input: (names: Names) => string): readonly [string, RootField] => [
  mutation,
  of(needs, (names) => `${mutation}(input: { ${input(names)}, dryRun: true }) ${payload}`),
]
const inProject = (needs: Needs, mutation: string, input: string): readonly [string, RootField] =>
  dry(needs, mutation, ({ project }) => `project: ${text(project)}${input === '' ? '' : `, ${input}`}`)
const onOperation = (needs: Needs, mutation: string): readonly [string, RootField] =>
  dry(needs, mutation, ({ operation }) => `operation: ${text(operation)}`)
const byOperators = (mutation: string, input: string, fields = type): readonly [string, RootField] => [
  mutation,
  of('operate', () => `${mutation}(input: { ${input} }) { problems ${fields} }`),
]

const orphan = 'cluster: "none", object: { backend: "POSTGRESQL", kind: "role", name: "x" }'

const mutations: Readonly<Record<string, RootField>> = Object.fromEntries([
  dry('signedIn', 'createProject', ({ newProject }) => `name: ${text(newProject)}`),
  dry('edit', 'applyProjectFile', ({ file }) => `file: ${text(file)}`),
  inProject('edit', 'setProjectDetails', 'description: "x"'),
  inProject('own', 'deleteProject', ''),
  inProject('edit', 'putComponent', 'component: "web", values: { image: "x/y:2" }'),
  inProject('edit', 'removeComponent', 'component: "web"'),
  inProject('deploy', 'setImage', 'component: "web", image: "x/y:2"'),
  inProject('deploy', 'setReplicas', 'component: "web", replicas: 2'),
  inProject('edit', 'setVariable', 'component: "web", name: "A", value: "x"'),
  inProject('edit', 'removeVariable', 'component: "web", name: "LOG"'),
  inProject('setSecrets', 'setSecret', 'component: "web", name: "KEY", value: "a secret value"'),
  inProject('setSecrets', 'removeSecret', 'component: "web", name: "KEY"'),
  inProject('edit', 'putRegistry', 'registry: "ours", url: "registry.example.org", username: "u", secret: "P"'),
  inProject('edit', 'removeRegistry', 'registry: "ours"'),
  inProject('edit', 'putService', 'service: "files", type: "object-storage"'),
  inProject('edit', 'removeService', 'service: "none"'),
  inProject('edit', 'bindService', 'component: "web", service: "orders"'),
  inProject('edit', 'unbindService', 'component: "web", service: "orders"'),
  inProject('edit', 'putDeployment', 'deployment: "staging", values: { cluster: "cluster-b" }'),
  inProject('edit', 'removeDeployment', 'deployment: "none"'),
  inProject('manageMembers', 'putMember', 'email: "eve@example.org", role: VIEWER'),
  inProject('manageMembers', 'removeMember', 'email: "vera@example.org"'),
  inProject('deploy', 'refreshDeployment', 'deployment: "production"'),
  inProject('deploy', 'restartComponent', 'deployment: "production", component: "web"'),
  inProject('removeData', 'confirmRemoval', 'removal: "none"'),
  inProject('removeData', 'restoreRetained', 'deployment: "production", service: "orders"'),
  inProject('removeData', 'purgeRetained', 'deployment: "production", service: "orders"'),
  inProject('removeData', 'reissueCredentials', 'deployment: "production", service: "orders"'),
  onOperation('deploy', 'cancelOperation'),
  onOperation('deploy', 'retryOperation'),
  // What is undone here made the project, so this would delete it.
  onOperation('own', 'revertOperation'),
  [
    'resetSignIn',
    of(
      'own',
      ({ project }) =>
        `resetSignIn(input: { project: ${text(project)}, deployment: "none", email: "a@b.example" }) { problems { code } }`,
    ),
  ],
  byOperators('forgetSignIn', 'email: "nobody@example.org"'),
  // Its time is over, so it is refused behind the question who may.
  withTokens('createToken', 'name: "a", scopes: [READ], expiresAt: "2020-01-01T00:00:00Z"'),
  withTokens('setTokenSettings', 'maximumDays: 0'),
  withTokens('putTokenRule', 'name: "a", issuer: "https://none.example", claims: [], scopes: [READ]'),
  withTokens('removeTokenRule', 'name: "none"'),
  // Whose a token is decides, and a stranger is told the same of one that is not theirs as of one that is not there.
  ['revokeToken', of('signedIn', () => `revokeToken(input: { token: "none" }) { problems { message } }`)],
  byOperators('acceptRepositoryHead', 'head: "none"'),
  byOperators('registerCluster', 'name: "Not A Name"'),
  byOperators('renewJoinToken', 'name: "none"'),
  byOperators('drainCluster', 'name: "none"'),
  byOperators('removeCluster', 'name: "none"'),
  byOperators('adoptOrphaned', orphan),
  byOperators('removeOrphaned', orphan),
])

const subscriptions: Readonly<Record<string, RootField>> = {
  operation: of('read', ({ operation }) => `operation(id: ${text(operation)}) { cursor }`),
  project: of('read', ({ project }) => `project(name: ${text(project)}) { cursor }`),
  projects: of('signedIn', () => 'projects { cursor }'),
  clusters: of('signedIn', () => 'clusters { cursor }'),
  audit: of('readAudit', () => 'audit { cursor }'),
  // Of lines that were said long ago some are there at once; else whoever may would wait for the next one.
  logs: of(
    'read',
    ({ deployment }) =>
      `logs(deployment: ${text(deployment)}, component: "web", since: "2020-01-01T00:00:00Z") { text }`,
  ),
}

/** Every root field of the graph, and who may use it. One that is not here is a mistake that the test names. */
export const rootFields = { query: queries, mutation: mutations, subscription: subscriptions }
