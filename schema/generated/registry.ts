// Generated from the SDL by codegen.ts; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccessTokenModel, ActorModel, AuditRecordModel, ClusterModel, DeploymentModel, MemberModel, OperationModel, TargetModel, ProjectModel, RemovalModel, RevisionModel, ServiceTypeModel, ServiceVariableModel, StepModel, TokenRuleModel, ViewerModel, WaitingModel } from '../registry/models.ts';
import type { Problem as ProblemModel } from '../problems/problem.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Any JSON value. Used only where a type cannot stand, such as the settings of a service type. */
  JSON: { input: unknown; output: unknown; }
  /** A place in a stream of events; opaque, given back as `after` to go on where one stopped. */
  Cursor: { input: string; output: string; }
  /** A moment in time, ISO 8601 in UTC with milliseconds. */
  DateTime: { input: string; output: Date | string; }
};

/** Everything that can be read. */
export type Query = {
  /**
   * The audit trail of the whole installation, the newest record first: every mutation and every denied attempt, kept for
   * good. For platform operators and auditors. To export it, follow the pages to their end: `canonical` and `hash` prove each record.
   */
  readonly audit: AuditConnection;
  /**
   * Checks a part of the chain: that no record was changed, taken out or put between. Begin without `after`, and go on
   * with `end` until `isComplete`. For platform operators and auditors.
   */
  readonly checkAuditChain: AuditChainCheck;
  /** The projects repository. For platform operators. */
  readonly repository: Repository;
  /** A cluster by its name; null if it does not exist. */
  readonly cluster?: Maybe<Cluster>;
  /** The clusters that the caller's projects may use; all of them for platform operators. */
  readonly clusters: ReadonlyArray<Cluster>;
  /** Who is calling and what they may do here. */
  readonly viewer: Viewer;
  /** Anything with a global id; null if it does not exist or is not the caller's to see. */
  readonly node?: Maybe<Node>;
  /** Several things by their global ids, in the order asked; null where one does not exist or is not the caller's to see. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** A deployment by its global id; null if it does not exist or is not the caller's to see. */
  readonly deployment?: Maybe<Deployment>;
  /**
   * An operation by its global id; null if it does not exist or is not the caller's to see. With `waitUntil` the answer
   * comes when the milestone is reached or the time is over, whichever is first: the state tells which.
   */
  readonly operation?: Maybe<Operation>;
  /** A project by its name; null if it does not exist or is not the caller's to see. */
  readonly project?: Maybe<Project>;
  /** The projects that the caller may see. Asks no cluster: what clusters reported last is shown with its age. */
  readonly projects: ProjectConnection;
  /** Validates a project file and compares it with what is saved; changes nothing. */
  readonly checkProjectFile: ProjectFileCheck;
  /** Turns a project file of the older format into one of this format, to be looked at and applied; saves nothing. */
  readonly importProjectFile: ProjectFileImport;
  /** The JSON Schema of project files, for editors. */
  readonly projectFileSchema: Scalars['JSON']['output'];
  /** What each role may do in a project, the widest role first. */
  readonly roles: ReadonlyArray<RoleRights>;
  /** The catalogue: every service type with its settings, variables and choices per cluster. */
  readonly serviceTypes: ReadonlyArray<ServiceType>;
};


/** Everything that can be read. */
export type QueryAuditArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
};


/** Everything that can be read. */
export type QueryCheckAuditChainArgs = {
  after?: InputMaybe<AuditChainEndInput>;
};


/** Everything that can be read. */
export type QueryClusterArgs = {
  name: Scalars['String']['input'];
};


/** Everything that can be read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** Everything that can be read. */
export type QueryDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
  deployment?: InputMaybe<Scalars['ID']['input']>;
  waitUntil?: InputMaybe<OperationMilestone>;
  timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. */
export type QueryProjectArgs = {
  name: Scalars['String']['input'];
};


/** Everything that can be read. */
export type QueryProjectsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  orderBy?: InputMaybe<ProjectOrder>;
};


/** Everything that can be read. */
export type QueryCheckProjectFileArgs = {
  input: CheckProjectFileInput;
};


/** Everything that can be read. */
export type QueryImportProjectFileArgs = {
  input: ImportProjectFileInput;
};

/** What a team's project needs and where it runs: one project file. */
export type Project = Node & {
  /**
   * The audit trail of the project, the newest record first. For owners and admins of the project, platform operators and
   * auditors. What was recorded of an earlier project of the same name is not in it.
   */
  readonly audit: AuditConnection;
  /** Global, opaque and permanent. */
  readonly id: Scalars['ID']['output'];
  /** The technical name; it never changes. */
  readonly name: Scalars['String']['output'];
  /** The name for people. */
  readonly displayName: Scalars['String']['output'];
  /** What the project is for. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The commit of the projects repository that last changed the file; send it as `expectedRevision`. */
  readonly revision: Scalars['String']['output'];
  /** When the project last changed. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** The project file as it is saved. */
  readonly file: Scalars['String']['output'];
  /** The saved versions of the project file, the newest first. */
  readonly history: RevisionConnection;
  /** Who belongs to the project. */
  readonly members: ReadonlyArray<Member>;
  /** What runs. */
  readonly components: ReadonlyArray<Component>;
  /** What the platform gives. */
  readonly services: ReadonlyArray<Service>;
  /** Which component uses which service. */
  readonly bindings: ReadonlyArray<Binding>;
  /** Where it runs. One dead cluster hides nothing here. */
  readonly deployments: ReadonlyArray<Deployment>;
  /** One deployment by its name. */
  readonly deployment?: Maybe<Deployment>;
  /** The changes of this project, the newest first. */
  readonly operations: OperationConnection;
  /** The newest operation. */
  readonly lastOperation?: Maybe<Operation>;
  /** When the project was deleted; a deleted project stays readable to its last admins until nothing of it is left. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was removed and is kept, and until when. */
  readonly retained: ReadonlyArray<RetainedData>;
  /** Removals that were made by hand in the repository and wait for `confirmRemoval`. */
  readonly heldRemovals: ReadonlyArray<HeldRemoval>;
  /** The clusters that a secret's value is sealed for, exactly. */
  readonly secretRecipients: ReadonlyArray<SecretRecipient>;
  /** The secrets that the file names, and whether they have a value; never the value. */
  readonly secrets: ReadonlyArray<SecretState>;
  /** The private image registries. */
  readonly registries: ReadonlyArray<ImageRegistry>;
  /** What is wrong with the newest commit made by hand; the last good file holds meanwhile. */
  readonly problems: ReadonlyArray<Problem>;
  /** What is worth knowing. */
  readonly notices: ReadonlyArray<Notice>;
  /** What the caller may do with this project. */
  readonly viewerCan: ProjectPermissions;
  /** The tokens of the project, the newest first; null unless the caller may manage them. */
  readonly tokens?: Maybe<AccessTokenConnection>;
  /** By which identities pipelines get tokens; null unless the caller may manage tokens. */
  readonly tokenRules?: Maybe<ReadonlyArray<TokenRule>>;
  /** What tokens of this project are like; null unless the caller may manage tokens. */
  readonly tokenSettings?: Maybe<TokenSettings>;
};


/** What a team's project needs and where it runs: one project file. */
export type ProjectAuditArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
};


/** What a team's project needs and where it runs: one project file. */
export type ProjectHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What a team's project needs and where it runs: one project file. */
export type ProjectDeploymentArgs = {
  name: Scalars['String']['input'];
};


/** What a team's project needs and where it runs: one project file. */
export type ProjectOperationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<ReadonlyArray<OperationState>>;
};


/** What a team's project needs and where it runs: one project file. */
export type ProjectSecretRecipientsArgs = {
  name: Scalars['String']['input'];
  component?: InputMaybe<Scalars['String']['input']>;
  registry?: InputMaybe<Scalars['String']['input']>;
  deployment?: InputMaybe<Scalars['String']['input']>;
};


/** What a team's project needs and where it runs: one project file. */
export type ProjectTokensArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  activeOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Everything that can be followed. Each stream gives the present state first, or with `after` what came since. */
export type Subscription = {
  /** The audit trail: each record as it is added. */
  readonly audit: AuditEvent;
  /** One operation: its present state, then each change. Ends after the last change of a finished operation. */
  readonly operation: OperationEvent;
  /** One project: its present state, then each change of it, its deployments and its operations. */
  readonly project: ProjectEvent;
  /** All projects that the caller may see: each change of one of them. */
  readonly projects: ProjectEvent;
  /** The clusters that the caller may see: each change of one of them. */
  readonly clusters: ClusterChange;
  /** The lines that a component writes from now on. They have no cursor: to resume, send the last line's time. */
  readonly logs: LogLine;
};


/** Everything that can be followed. Each stream gives the present state first, or with `after` what came since. */
export type SubscriptionAuditArgs = {
  project?: InputMaybe<Scalars['String']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
};


/** Everything that can be followed. Each stream gives the present state first, or with `after` what came since. */
export type SubscriptionOperationArgs = {
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Cursor']['input']>;
};


/** Everything that can be followed. Each stream gives the present state first, or with `after` what came since. */
export type SubscriptionProjectArgs = {
  name: Scalars['String']['input'];
  after?: InputMaybe<Scalars['Cursor']['input']>;
};


/** Everything that can be followed. Each stream gives the present state first, or with `after` what came since. */
export type SubscriptionProjectsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
};


/** Everything that can be followed. Each stream gives the present state first, or with `after` what came since. */
export type SubscriptionClustersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
};


/** Everything that can be followed. Each stream gives the present state first, or with `after` what came since. */
export type SubscriptionLogsArgs = {
  deployment: Scalars['ID']['input'];
  component: Scalars['String']['input'];
  since?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Which records. What is given must all hold. */
export type AuditFilter = {
  /** The name of the project that it was done to. */
  readonly project?: InputMaybe<Scalars['String']['input']>;
  /** Who did it: an e-mail address, a subject of the sign-in provider, the id of a token, or the name of a cluster. */
  readonly actor?: InputMaybe<Scalars['String']['input']>;
  /** What was done: one of these. */
  readonly action?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How it ended: one of these. */
  readonly result?: InputMaybe<ReadonlyArray<AuditResult>>;
  /** The name of the deployment that it was done to. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** The name of the cluster that it was done to. */
  readonly cluster?: InputMaybe<Scalars['String']['input']>;
  /** The operation that it belongs to, by its global id. */
  readonly operation?: InputMaybe<Scalars['ID']['input']>;
  /** At this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How an attempt ended. */
export type AuditResult =
  /** It was done, or is on its way as an operation. */
  | 'ACCEPTED'
  /** It was not done, because of a mistake in what was asked; `problems` says which. */
  | 'REFUSED'
  /** It was not done, because a right was missing. */
  | 'DENIED'
  /** It was not done, because something failed on our side. */
  | 'FAILED';

/** A page of audit records. */
export type AuditConnection = {
  /** The records with their cursors. */
  readonly edges: ReadonlyArray<AuditEdge>;
  /** The records. */
  readonly nodes: ReadonlyArray<AuditRecord>;
  /** Where the page is in the list. */
  readonly pageInfo: PageInfo;
};

/** An audit record in a list. */
export type AuditEdge = {
  /** Where it is in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: AuditRecord;
};

/** What somebody did or tried, as it was recorded. It holds names and hashes, never a secret and never a value. */
export type AuditRecord = {
  /** Its place in the chain: 1, 2, 3 and so on, without gaps. */
  readonly number: Scalars['String']['output'];
  /** When it was recorded. */
  readonly at: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** The subject that the sign-in provider knows the person by. */
  readonly subject?: Maybe<Scalars['String']['output']>;
  /** The token that it was done with, by its id. */
  readonly token?: Maybe<Scalars['String']['output']>;
  /**
   * What was done: the name of the mutation, or of another field that was denied. Beside those: `saveChange` (a change that
   * was asked for is in the repository now, or finally is not), `handCommit`, `bindSignIn` (a first sign-in), `joinCluster`
   * and `link` (a cluster's backend), and `manyAttempts` (of several kinds, which are only counted).
   */
  readonly action: Scalars['String']['output'];
  /** The project that it was done to, by its name. */
  readonly project?: Maybe<Scalars['String']['output']>;
  /** The deployment that it was done to, by its name. */
  readonly deployment?: Maybe<Scalars['String']['output']>;
  /** The cluster that it was done to, by its name. */
  readonly cluster?: Maybe<Scalars['String']['output']>;
  /** The operation that it belongs to, by its global id; operations are not kept for ever. */
  readonly operation?: Maybe<Scalars['ID']['output']>;
  /** How it ended. */
  readonly result: AuditResult;
  /** The codes of the problems that it was refused with. */
  readonly problems: ReadonlyArray<Scalars['String']['output']>;
  /** SHA-256 of the state before: of the project file, of the wishes, or of the cluster's registration. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the state after. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** Further names, such as the component or the service. */
  readonly detail: ReadonlyArray<AuditDetail>;
  /** How often: more than once where the same was tried again and again, which is then counted in one record. */
  readonly times: Scalars['Int']['output'];
  /** The request that it came with. */
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** From where the request came, as the gateway saw it. */
  readonly source?: Maybe<AuditSource>;
  /** The hash of the record before. */
  readonly previous: Scalars['String']['output'];
  /** SHA-256 of `canonical`. */
  readonly hash: Scalars['String']['output'];
  /** The record as JSON in its canonical form (RFC 8785), over which its hash is made. */
  readonly canonical: Scalars['String']['output'];
};

/** A name that belongs to what was done. */
export type AuditDetail = {
  /** What it names. */
  readonly name: Scalars['String']['output'];
  /** The name. */
  readonly value: Scalars['String']['output'];
};

/** From where a request came. */
export type AuditSource = {
  /** The client's address. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** How it came: http, sse, websocket, or link. */
  readonly transport: Scalars['String']['output'];
  /** What the client called itself; anybody can write anything there. */
  readonly userAgent?: Maybe<Scalars['String']['output']>;
};

/** What became of the audit trail. */
export type AuditChangeType =
  /** Nothing happened: from now on records are told. */
  | 'PRESENT'
  /** A record was added. */
  | 'RECORDED'
  /** The cursor was too old: read the records that came in between from the list. */
  | 'CURSOR_EXPIRED';

/** An event of the audit trail. */
export type AuditEvent = {
  /** Its place in the stream. */
  readonly cursor: Scalars['Cursor']['output'];
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** What happened. */
  readonly type: AuditChangeType;
  /** The record; null if nothing happened. */
  readonly record?: Maybe<AuditRecord>;
};

/** Where a part of the chain ends. */
export type AuditChainEndInput = {
  /** The number of its last record. */
  readonly number: Scalars['String']['input'];
  /** The hash of its last record. */
  readonly hash: Scalars['String']['input'];
};

/** Where a part of the chain ends. */
export type AuditChainEnd = {
  /** The number of its last record; 0 before the first. */
  readonly number: Scalars['String']['output'];
  /** The hash of its last record. */
  readonly hash: Scalars['String']['output'];
};

/** What the check of a part of the chain found. */
export type AuditChainCheck = {
  /** Where the part ends that is whole. */
  readonly end: AuditChainEnd;
  /** True if that is the end of the whole chain. */
  readonly isComplete: Scalars['Boolean']['output'];
  /** What is wrong with the record that does not continue the chain; null if there is none. */
  readonly broken?: Maybe<Scalars['String']['output']>;
};

/** What a mutation of a project gave. It is saved once `operation.state` is past `RECORDED`. */
export type ChangePayload = {
  /** The project as it is now; null if it was refused or is gone. */
  readonly project?: Maybe<Project>;
  /** The operation that was recorded; null if it was refused, changes nothing, or was a dry run. */
  readonly operation?: Maybe<Operation>;
  /** What was wrong, all at once; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** What is worth knowing about the result. */
  readonly notices: ReadonlyArray<Notice>;
  /** What it changes in the project file. */
  readonly differences: ReadonlyArray<Difference>;
  /** What it changes in each deployment. */
  readonly targets: ReadonlyArray<TargetPreview>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type Mutation = {
  /** Creates a project with one owner, the caller. */
  readonly createProject: ChangePayload;
  /** Saves a whole project file: creates the project, or makes it as the file says. */
  readonly applyProjectFile: ChangePayload;
  /** Changes what a project is called and what it is for. What is absent stays; null clears. */
  readonly setProjectDetails: ChangePayload;
  /** Deletes a project with all its deployments; data is retained as its services say. */
  readonly deleteProject: ChangePayload;
  /** Adds or changes a component. What is absent stays; null clears. */
  readonly putComponent: ChangePayload;
  /** Removes a component. */
  readonly removeComponent: ChangePayload;
  /** Sets an image, for a component or in one deployment. */
  readonly setImage: ChangePayload;
  /** Sets the replicas, of a component or in one deployment. */
  readonly setReplicas: ChangePayload;
  /** Sets a variable, of a component or in one deployment. */
  readonly setVariable: ChangePayload;
  /** Removes a variable, of a component or in one deployment. */
  readonly removeVariable: ChangePayload;
  /** Gives a secret its value. It is sealed at once; only clusters that need it can open it. */
  readonly setSecret: ChangePayload;
  /** Removes a secret: its value in one deployment, or the secret with all values. */
  readonly removeSecret: ChangePayload;
  /** Adds or changes a private image registry. What is absent stays. */
  readonly putRegistry: ChangePayload;
  /** Removes a private image registry. */
  readonly removeRegistry: ChangePayload;
  /** Adds or changes a service. What is absent stays; null clears a setting. */
  readonly putService: ChangePayload;
  /** Removes a service from all deployments; its data is retained as it says. */
  readonly removeService: ChangePayload;
  /** Lets a component use a service. */
  readonly bindService: ChangePayload;
  /** Takes a service from a component; the service stays. */
  readonly unbindService: ChangePayload;
  /** Adds or changes a deployment. What is absent stays; null clears. */
  readonly putDeployment: ChangePayload;
  /** Removes a deployment; its data is retained as its services say. */
  readonly removeDeployment: ChangePayload;
  /** Adds a member, or gives one another role. Owners are made and unmade by owners. */
  readonly putMember: ChangePayload;
  /** Takes a member out of the project, which ends what they follow of it within seconds. Owners are removed by owners. */
  readonly removeMember: ChangePayload;
  /** Lets a cluster look at a deployment again, at once. */
  readonly refreshDeployment: ChangePayload;
  /** Gives a component new pods. */
  readonly restartComponent: ChangePayload;
  /** Lets a removal happen that was made by hand in the repository. */
  readonly confirmRemoval: ChangePayload;
  /** Brings retained data back: its service has to be in the file again. */
  readonly restoreRetained: ChangePayload;
  /** Removes retained data for good. */
  readonly purgeRetained: ChangePayload;
  /** Issues the credentials of a service again, where they were lost. */
  readonly reissueCredentials: ChangePayload;
  /** Stops an operation at the next step boundary. What landed stays. */
  readonly cancelOperation: ChangePayload;
  /** Makes the failed or cancelled targets of an operation again. */
  readonly retryOperation: ChangePayload;
  /** Undoes the change of an operation with a new commit. */
  readonly revertOperation: ChangePayload;
  /** Asks a cluster for a new temporary password of somebody in the project's own sign-in. Shown this once. For owners. */
  readonly resetSignIn: ResetSignInPayload;
  /** Goes on with a repository whose head was held. For platform operators. */
  readonly acceptRepositoryHead: AcceptRepositoryHeadPayload;
  /** Registers a cluster. For platform operators. */
  readonly registerCluster: RegisterClusterPayload;
  /**
   * Gives a registered cluster a new join token, where the last one was used by another backend, is too old or was lost, or
   * where its backend lost its key. One that was given before and not used is void from then on. Nothing else changes: the
   * key that the cluster has is good, and what is connected stays so, until a backend joins with the new token. That
   * backend's key takes its place then, and the old one counts no longer. For platform operators.
   */
  readonly renewJoinToken: RenewJoinTokenPayload;
  /** Lets a cluster take no new deployments, or again. For platform operators. */
  readonly drainCluster: ClusterPayload;
  /** Removes a cluster's registration; nothing in the cluster is touched. For platform operators. */
  readonly removeCluster: ClusterPayload;
  /**
   * Keeps the data of an orphaned object as retained data of its project, for the cluster's retention time: nothing uses
   * it any more, and `restoreRetained` or `purgeRetained` decide about it. Only for a database, a bucket or a volume of a
   * deployment that is wished; what is orphaned with its whole deployment is taken up as it is once that is wished again.
   * For platform operators.
   */
  readonly adoptOrphaned: ClusterPayload;
  /**
   * Removes an orphaned object for good, with all that it holds. The cluster looks at it anew, and refuses what is wished,
   * retained, or not marked as this installation's. For platform operators.
   */
  readonly removeOrphaned: ClusterPayload;
  /** Makes a token. The token itself is in this answer and nowhere else, ever. */
  readonly createToken: CreateTokenPayload;
  /** Ends a token at once, everywhere, running streams included. A token may end itself. */
  readonly revokeToken: TokenPayload;
  /** Sets how long new tokens of a project may live. */
  readonly setTokenSettings: TokenSettingsPayload;
  /** Adds or changes a rule by which a pipeline gets tokens. */
  readonly putTokenRule: TokenRulePayload;
  /** Removes a rule, and ends the tokens that it gave. */
  readonly removeTokenRule: TokenRulePayload;
  /** Forgets which account an address is bound to, so that the next one that signs in with it is. For platform operators: end the former account at the identity provider first. */
  readonly forgetSignIn: ForgetSignInPayload;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationCreateProjectArgs = {
  input: CreateProjectInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationApplyProjectFileArgs = {
  input: ApplyProjectFileInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationSetProjectDetailsArgs = {
  input: SetProjectDetailsInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationDeleteProjectArgs = {
  input: DeleteProjectInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationPutComponentArgs = {
  input: PutComponentInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveComponentArgs = {
  input: RemoveComponentInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationSetImageArgs = {
  input: SetImageInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationSetReplicasArgs = {
  input: SetReplicasInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationSetVariableArgs = {
  input: SetVariableInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveVariableArgs = {
  input: RemoveVariableInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationSetSecretArgs = {
  input: SetSecretInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveSecretArgs = {
  input: RemoveSecretInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationPutRegistryArgs = {
  input: PutRegistryInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveRegistryArgs = {
  input: RemoveRegistryInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationPutServiceArgs = {
  input: PutServiceInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveServiceArgs = {
  input: RemoveServiceInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationBindServiceArgs = {
  input: BindServiceInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationUnbindServiceArgs = {
  input: UnbindServiceInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationPutDeploymentArgs = {
  input: PutDeploymentInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveDeploymentArgs = {
  input: RemoveDeploymentInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationPutMemberArgs = {
  input: PutMemberInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveMemberArgs = {
  input: RemoveMemberInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRefreshDeploymentArgs = {
  input: RefreshDeploymentInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRestartComponentArgs = {
  input: RestartComponentInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationConfirmRemovalArgs = {
  input: ConfirmRemovalInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRestoreRetainedArgs = {
  input: RestoreRetainedInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationPurgeRetainedArgs = {
  input: PurgeRetainedInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationReissueCredentialsArgs = {
  input: ReissueCredentialsInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationCancelOperationArgs = {
  input: CancelOperationInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRetryOperationArgs = {
  input: RetryOperationInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRevertOperationArgs = {
  input: RevertOperationInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationResetSignInArgs = {
  input: ResetSignInInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationAcceptRepositoryHeadArgs = {
  input: AcceptRepositoryHeadInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRegisterClusterArgs = {
  input: RegisterClusterInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRenewJoinTokenArgs = {
  input: RenewJoinTokenInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationDrainClusterArgs = {
  input: DrainClusterInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveClusterArgs = {
  input: RemoveClusterInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationAdoptOrphanedArgs = {
  input: OrphanedInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveOrphanedArgs = {
  input: OrphanedInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRevokeTokenArgs = {
  input: RevokeTokenInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationSetTokenSettingsArgs = {
  input: SetTokenSettingsInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationPutTokenRuleArgs = {
  input: PutTokenRuleInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationRemoveTokenRuleArgs = {
  input: RemoveTokenRuleInput;
};


/**
 * Everything that can be changed. Each mutation takes one input and returns one payload. The caller's mistakes are
 * `problems` in the payload, all at once; an empty list means accepted.
 */
export type MutationForgetSignInArgs = {
  input: ForgetSignInInput;
};

/** Input of `createProject`. */
export type CreateProjectInput = {
  /** Its technical name; it never changes. */
  readonly name: Scalars['String']['input'];
  /** Its name for people; the technical name by default. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `applyProjectFile`. */
export type ApplyProjectFileInput = {
  /** The whole project file. */
  readonly file: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** What happens with retained data of the same name. */
  readonly retained?: InputMaybe<RetainedChoice>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `setProjectDetails`. */
export type SetProjectDetailsInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** Its name for people. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `deleteProject`. */
export type DeleteProjectInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `putComponent`. */
export type PutComponentInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** What it should be. */
  readonly values: ComponentInput;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeComponent`. */
export type RemoveComponentInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `setImage`. */
export type SetImageInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The deployment, for a value that holds there only. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** The image reference; null clears the deployment's own. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `setReplicas`. */
export type SetReplicasInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The deployment, for a value that holds there only. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** How many; null clears. */
  readonly replicas?: InputMaybe<Scalars['Int']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `setVariable`. */
export type SetVariableInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The deployment, for a value that holds there only. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Its value; it may be empty. */
  readonly value: Scalars['String']['input'];
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeVariable`. */
export type RemoveVariableInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The deployment, for a value that holds there only. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `setSecret`. */
export type SetSecretInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component whose secret it is. */
  readonly component?: InputMaybe<Scalars['String']['input']>;
  /** The private image registry whose secret it is. */
  readonly registry?: InputMaybe<Scalars['String']['input']>;
  /** The deployment, for a value that holds there only. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** The value; it is never stored or logged. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
  /** The value as an age envelope for exactly the recipients that `secretRecipients` names. */
  readonly sealed?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeSecret`. */
export type RemoveSecretInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component whose secret it is. */
  readonly component?: InputMaybe<Scalars['String']['input']>;
  /** The private image registry whose secret it is. */
  readonly registry?: InputMaybe<Scalars['String']['input']>;
  /** The deployment, for a value that holds there only. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `putRegistry`. */
export type PutRegistryInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** Its key in the project file. */
  readonly registry: Scalars['String']['input'];
  /** Host and path prefix of its images. */
  readonly url?: InputMaybe<Scalars['String']['input']>;
  /** The user name to read it with. */
  readonly username?: InputMaybe<Scalars['String']['input']>;
  /** The name of the secret that holds the password. */
  readonly secret?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeRegistry`. */
export type RemoveRegistryInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** Its key in the project file. */
  readonly registry: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `putService`. */
export type PutServiceInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** Its type in the catalogue; needed for a new service, and fixed afterwards. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
  /** Settings of its type, merged with the present ones; null clears one. */
  readonly settings?: InputMaybe<Scalars['JSON']['input']>;
  /** What becomes of its data when it goes. */
  readonly deletion?: InputMaybe<Deletion>;
  /** What happens with retained data of the same name. */
  readonly retained?: InputMaybe<RetainedChoice>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeService`. */
export type RemoveServiceInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `bindService`. */
export type BindServiceInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** What to put before each variable's name, instead of plain names. */
  readonly prefix?: InputMaybe<Scalars['String']['input']>;
  /** Extra names for variables. */
  readonly aliases?: InputMaybe<ReadonlyArray<VariableAliasInput>>;
  /** Where to mount it, for a service with files. */
  readonly mountPath?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `unbindService`. */
export type UnbindServiceInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `putDeployment`. */
export type PutDeploymentInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['input'];
  /** What it should be. */
  readonly values: DeploymentInput;
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** What happens with retained data of the same name. */
  readonly retained?: InputMaybe<RetainedChoice>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeDeployment`. */
export type RemoveDeploymentInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `putMember`. */
export type PutMemberInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The e-mail address, as the sign-in provider verifies it; capitals make no difference. */
  readonly email: Scalars['String']['input'];
  /** What they may do. */
  readonly role: Role;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeMember`. */
export type RemoveMemberInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The member's e-mail address; capitals make no difference. */
  readonly email: Scalars['String']['input'];
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `refreshDeployment`. */
export type RefreshDeploymentInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['input'];
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `restartComponent`. */
export type RestartComponentInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['input'];
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `confirmRemoval`. */
export type ConfirmRemovalInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The id of the held removal. */
  readonly removal: Scalars['ID']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `restoreRetained`. */
export type RestoreRetainedInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['input'];
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `purgeRetained`. */
export type PurgeRetainedInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['input'];
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `reissueCredentials`. */
export type ReissueCredentialsInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['input'];
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `cancelOperation`. */
export type CancelOperationInput = {
  /** Its global id. */
  readonly operation: Scalars['ID']['input'];
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `retryOperation`. */
export type RetryOperationInput = {
  /** Its global id. */
  readonly operation: Scalars['ID']['input'];
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `revertOperation`. */
export type RevertOperationInput = {
  /** Its global id. */
  readonly operation: Scalars['ID']['input'];
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** What happens with retained data of the same name. */
  readonly retained?: InputMaybe<RetainedChoice>;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: InputMaybe<Scalars['String']['input']>;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What a component should be. What is absent stays; null clears. */
export type ComponentInput = {
  /** The image reference. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** The command instead of the image's own. */
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The arguments instead of the image's own. */
  readonly args?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What runs once before new pods start. */
  readonly before?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** All the ports it listens on. */
  readonly ports?: InputMaybe<ReadonlyArray<PortInput>>;
  /** How it is reached from outside; null takes it from the web. */
  readonly publish?: InputMaybe<PublicationInput>;
  /** All the components that it calls. */
  readonly calls?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** All its variables. */
  readonly variables?: InputMaybe<ReadonlyArray<VariableInput>>;
  /** The names of all its secrets. */
  readonly secrets?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** All the hosts and ranges it may reach, each with its port. */
  readonly egress?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How many replicas. */
  readonly replicas?: InputMaybe<Scalars['Int']['input']>;
  /** How replicas follow the load. */
  readonly autoscale?: InputMaybe<AutoscaleInput>;
  /** What it asks of the cluster. */
  readonly resources?: InputMaybe<ResourcesInput>;
  /** How the platform sees that it works. */
  readonly health?: InputMaybe<HealthInput>;
  /** True if its root file system can be written. */
  readonly writableRoot?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A port that a component listens on. */
export type PortInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Its number. */
  readonly port: Scalars['Int']['input'];
  /** TCP or UDP. */
  readonly protocol?: InputMaybe<PortProtocol>;
};

/** How a component is reached from outside. */
export type PublicationInput = {
  /** The name of the port; absent for the only one or `http`. */
  readonly port?: InputMaybe<Scalars['String']['input']>;
  /** The path below the address; `/` by default. */
  readonly path?: InputMaybe<Scalars['String']['input']>;
  /** True if the container does not see the path. */
  readonly stripPath?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A plain variable. */
export type VariableInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Its value; it may be empty. */
  readonly value: Scalars['String']['input'];
};

/** How replicas follow the load. */
export type AutoscaleInput = {
  /** The fewest replicas. */
  readonly min: Scalars['Int']['input'];
  /** The most replicas. */
  readonly max: Scalars['Int']['input'];
  /** The share of the requested CPU that is aimed at, in per cent. */
  readonly cpu?: InputMaybe<Scalars['Int']['input']>;
};

/** What a component asks of the cluster, as Kubernetes quantities. */
export type ResourcesInput = {
  /** CPU, such as `250m`. */
  readonly cpu?: InputMaybe<Scalars['String']['input']>;
  /** Memory, such as `256Mi`. */
  readonly memory?: InputMaybe<Scalars['String']['input']>;
};

/** How the platform sees that a component works. */
export type HealthInput = {
  /** The path that is asked. */
  readonly path?: InputMaybe<Scalars['String']['input']>;
  /** The status that is expected. */
  readonly expect?: InputMaybe<Scalars['Int']['input']>;
  /** How long new pods may take, such as `5m`. */
  readonly deadline?: InputMaybe<Scalars['String']['input']>;
};

/** An extra name for a variable. */
export type VariableAliasInput = {
  /** The extra name. */
  readonly name: Scalars['String']['input'];
  /** The variable whose value it carries. */
  readonly of: Scalars['String']['input'];
};

/** What a deployment should be. What is absent stays; null clears. */
export type DeploymentInput = {
  /** Its cluster; needed for a new deployment, and fixed afterwards. */
  readonly cluster?: InputMaybe<Scalars['String']['input']>;
  /** A name of its own below the cluster's domain. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** All its hosts outside the cluster's domain. */
  readonly hosts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Services whose settings differ here; services that are not named stay. */
  readonly services?: InputMaybe<ReadonlyArray<DeploymentServiceInput>>;
  /** Components that differ here; components that are not named stay. */
  readonly components?: InputMaybe<ReadonlyArray<DeploymentComponentInput>>;
};

/** A service whose settings differ in a deployment. */
export type DeploymentServiceInput = {
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** Settings that differ, merged with the present ones; null clears one. Null instead of settings clears all. */
  readonly settings?: InputMaybe<Scalars['JSON']['input']>;
};

/** A component that differs in a deployment. What is absent stays; null clears. */
export type DeploymentComponentInput = {
  /** The component's name. */
  readonly component: Scalars['String']['input'];
  /** False leaves it out. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The image there. */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** The command there. */
  readonly command?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The arguments there. */
  readonly args?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What runs there once before new pods start. */
  readonly before?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** All the hosts and ranges it may reach there. */
  readonly egress?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How the platform sees there that it works. */
  readonly health?: InputMaybe<HealthInput>;
  /** The replicas there. */
  readonly replicas?: InputMaybe<Scalars['Int']['input']>;
  /** How replicas follow the load there. */
  readonly autoscale?: InputMaybe<AutoscaleInput>;
  /** What it asks of the cluster there. */
  readonly resources?: InputMaybe<ResourcesInput>;
  /** All its variables that differ there. */
  readonly variables?: InputMaybe<ReadonlyArray<VariableInput>>;
  /** A name of its own below the cluster's domain. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** All its hosts outside the cluster's domain. */
  readonly hosts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Whose sign-in to reset. */
export type ResetSignInInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** A deployment that uses the sign-in. */
  readonly deployment: Scalars['String']['input'];
  /** The address of the member who cannot sign in. */
  readonly email: Scalars['String']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A new temporary password. */
export type ResetSignInPayload = {
  /** Shown this once and stored nowhere; it has to be changed at the first sign-in. Null if it was refused. */
  readonly temporaryPassword?: Maybe<Scalars['String']['output']>;
  /** The user name that it belongs to; null if it was refused. */
  readonly username?: Maybe<Scalars['String']['output']>;
  /** What was wrong; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Which head to go on with. */
export type AcceptRepositoryHeadInput = {
  /** The held head, whole, as confirmation. */
  readonly head: Scalars['String']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the repository. */
export type AcceptRepositoryHeadPayload = {
  /** The repository as it is now. */
  readonly repository: Repository;
  /** What was wrong; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** The Git repository of project files. */
export type Repository = {
  /** The head that the wishes are made from; null while there is no commit. */
  readonly acceptedHead?: Maybe<Scalars['String']['output']>;
  /** The head that was refused; null if none is held. */
  readonly heldHead?: Maybe<Scalars['String']['output']>;
  /** Why it is held, as a sentence. */
  readonly heldBecause?: Maybe<Scalars['String']['output']>;
  /** Since when it is held. */
  readonly heldSince?: Maybe<Scalars['DateTime']['output']>;
  /** Why the repository cannot be reached now; null if it can. */
  readonly unavailable?: Maybe<Scalars['String']['output']>;
};

/** Whether a cluster can be reached. */
export type ClusterState =
  /** Its backend is connected. */
  | 'CONNECTED'
  /** Its backend was connected and is away. */
  | 'UNREACHABLE'
  /** It is registered and its backend never connected. */
  | 'NEVER_SEEN'
  /** Its backend speaks a contract that is too old or too new. */
  | 'INCOMPATIBLE'
  /** It was removed. */
  | 'REMOVED'
  /** A project names it and nobody registered it. */
  | 'UNKNOWN';

/** A Kubernetes cluster with the backends that services are made in. */
export type Cluster = Node & {
  /** Global, opaque and permanent. */
  readonly id: Scalars['ID']['output'];
  /** The technical name. */
  readonly name: Scalars['String']['output'];
  /** Whether it can be reached. */
  readonly state: ClusterState;
  /** True if it takes no new deployments. */
  readonly isDraining: Scalars['Boolean']['output'];
  /** When its backend was last heard of; null if never. */
  readonly lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it offers; null if its backend never connected. */
  readonly profile?: Maybe<ClusterProfile>;
  /** Where its subgraph answers: an address, or `link:` through the registry. For platform operators, else null. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** The projects that may use it; null for all. For platform operators, else null. */
  readonly projects?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** How many deployments are wished there. For platform operators, else null. */
  readonly deploymentCount?: Maybe<Scalars['Int']['output']>;
  /** Marked things that belong to no wished deployment. For platform operators, else empty. */
  readonly orphaned: ReadonlyArray<ObjectRef>;
  /** What the caller may do with it. */
  readonly viewerCan: ClusterPermissions;
};

/** How hosts in `egress` are enforced. */
export type EgressMode =
  /** By host name. */
  | 'FQDN'
  /** By port alone, towards public addresses. */
  | 'PORTS';

/** What a cluster offers, as its backend reported. */
export type ClusterProfile = {
  /** The version of the contract that its backend speaks. */
  readonly contractVersion: Scalars['Int']['output'];
  /** The version of its backend. */
  readonly backendVersion: Scalars['String']['output'];
  /** True if nothing of it is a real backend. */
  readonly isSandbox: Scalars['Boolean']['output'];
  /** The domain below which addresses are made. */
  readonly domain: Scalars['String']['output'];
  /** `https`, or `http` where the cluster has no certificates. */
  readonly scheme: Scalars['String']['output'];
  /** The service types that it offers. */
  readonly serviceTypes: ReadonlyArray<Scalars['String']['output']>;
  /** The most replicas of a component. */
  readonly maximumReplicas: Scalars['Int']['output'];
  /** The most CPU of a pod. */
  readonly maximumCpu: Scalars['String']['output'];
  /** The most memory of a pod. */
  readonly maximumMemory: Scalars['String']['output'];
  /** The largest volume. */
  readonly maximumVolume: Scalars['String']['output'];
  /** How hosts in `egress` are enforced. */
  readonly egress: EgressMode;
  /** How many days removed data is kept. */
  readonly retentionDays: Scalars['Int']['output'];
  /** The age public key that secrets are sealed for. */
  readonly agePublicKey: Scalars['String']['output'];
  /** True if the sign-in service can send mail. */
  readonly sendsMail: Scalars['Boolean']['output'];
  /** True if people sign in through the organisation's own provider. */
  readonly hasOrganisationProvider: Scalars['Boolean']['output'];
};

/** What the caller may do with a cluster. */
export type ClusterPermissions = {
  /** Give it a new join token. */
  readonly renewJoinToken: Permission;
  /** Let it take no new deployments, or again. */
  readonly drain: Permission;
  /** Remove it. */
  readonly remove: Permission;
};

/** The cluster to register. */
export type RegisterClusterInput = {
  /** Its technical name; it never changes. */
  readonly name: Scalars['String']['input'];
  /**
   * Where its subgraph answers: an address, or `link:` to go through the registry (the default). An address with https may
   * end in the pin of the only key that is trusted there, as in `https://a.example.org:4101/graphql#sha256//BASE64`.
   */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** The projects that may use it; absent or null for all. */
  readonly projects?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What registering gave. */
export type RegisterClusterPayload = {
  /** The cluster; null if it was refused. */
  readonly cluster?: Maybe<Cluster>;
  /** What the backend signs in with; shown this once and stored nowhere in readable form. */
  readonly joinToken?: Maybe<Scalars['String']['output']>;
  /** Until when a backend may join with it. */
  readonly joinTokenExpiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was wrong; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Which cluster gets a new join token. */
export type RenewJoinTokenInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The new join token. */
export type RenewJoinTokenPayload = {
  /** The cluster; null if it was refused. */
  readonly cluster?: Maybe<Cluster>;
  /** What the backend signs in with; shown this once and stored nowhere in readable form. */
  readonly joinToken?: Maybe<Scalars['String']['output']>;
  /** Until when a backend may join with it. */
  readonly joinTokenExpiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was wrong; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Which cluster to drain. */
export type DrainClusterInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** False to let it take new deployments again. */
  readonly draining?: Scalars['Boolean']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Which cluster to remove. */
export type RemoveClusterInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** The name again, as confirmation. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** An orphaned object, as a cluster or a deployment lists it. */
export type OrphanedObjectInput = {
  /** Which backend it is in. */
  readonly backend: Scalars['String']['input'];
  /** What it is there, as listed. */
  readonly kind: Scalars['String']['input'];
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** The namespace or realm that it is in; null if it is in none. */
  readonly namespace?: InputMaybe<Scalars['String']['input']>;
};

/** Which orphaned object to adopt or to remove. */
export type OrphanedInput = {
  /** The cluster that it is in. */
  readonly cluster: Scalars['String']['input'];
  /** The object. */
  readonly object: OrphanedObjectInput;
  /** The object's name again, as confirmation. */
  readonly confirm?: InputMaybe<Scalars['String']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a cluster. */
export type ClusterPayload = {
  /** The cluster; null if it was refused. */
  readonly cluster?: Maybe<Cluster>;
  /** What was wrong; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** What can be read with its global id. */
export type Node = {
  /** Global, opaque and permanent. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page of a list is in the whole list. */
export type PageInfo = {
  /** True if a next page exists. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True if a page before this one exists. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item, null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** The cursor of the last item, to send as `after`; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** The languages of texts that the catalogue offers. */
export type Language =
  /** English. */
  | 'EN'
  /** Dutch. */
  | 'NL';

/** Whether the caller may do something, and if not, why not. */
export type Permission = {
  /** True if the caller may do it now. */
  readonly allowed: Scalars['Boolean']['output'];
  /** Why not, as a sentence; null if it is allowed. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** Something that runs, with its defaults; deployments may differ. */
export type Component = {
  /** Its name in the project. */
  readonly name: Scalars['String']['output'];
  /** The image reference; null if only deployments name one. */
  readonly image?: Maybe<Scalars['String']['output']>;
  /** The command instead of the image's own. */
  readonly command?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The arguments instead of the image's own. */
  readonly args?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What runs once before new pods start. */
  readonly before?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The ports it listens on; none for a worker. */
  readonly ports: ReadonlyArray<Port>;
  /** How it is reached from outside; null if it is not. */
  readonly publish?: Maybe<Publication>;
  /** The services it uses. */
  readonly bindings: ReadonlyArray<Binding>;
  /** The components of the same deployment that it calls. */
  readonly calls: ReadonlyArray<Scalars['String']['output']>;
  /** Its variables, without secrets. */
  readonly variables: ReadonlyArray<Variable>;
  /** The names of its secrets. */
  readonly secrets: ReadonlyArray<Scalars['String']['output']>;
  /** Hosts and ranges it may reach, each with its port. */
  readonly egress: ReadonlyArray<Scalars['String']['output']>;
  /** The replicas; null for the default of one. */
  readonly replicas?: Maybe<Scalars['Int']['output']>;
  /** How replicas follow the load; null if they do not. */
  readonly autoscale?: Maybe<Autoscale>;
  /** What it asks of the cluster. */
  readonly resources: Resources;
  /** How the platform sees that it works. */
  readonly health: Health;
  /** True if its root file system can be written. */
  readonly writableRoot: Scalars['Boolean']['output'];
};

/** A port that a component listens on. */
export type Port = {
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its number. */
  readonly port: Scalars['Int']['output'];
  /** TCP or UDP. */
  readonly protocol: PortProtocol;
};

/** A transport protocol. */
export type PortProtocol =
  /** A stream. */
  | 'TCP'
  /** Datagrams. */
  | 'UDP';

/** How a component is reached from outside. */
export type Publication = {
  /** The name of the port that is reached; null for the only one or `http`. */
  readonly port?: Maybe<Scalars['String']['output']>;
  /** The path below the address. */
  readonly path: Scalars['String']['output'];
  /** True if the container does not see the path. */
  readonly stripPath: Scalars['Boolean']['output'];
};

/** A plain variable. */
export type Variable = {
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its value. */
  readonly value: Scalars['String']['output'];
};

/** How replicas follow the load. */
export type Autoscale = {
  /** The fewest replicas. */
  readonly min: Scalars['Int']['output'];
  /** The most replicas. */
  readonly max: Scalars['Int']['output'];
  /** The share of the requested CPU that is aimed at, in per cent; null for the default. */
  readonly cpu?: Maybe<Scalars['Int']['output']>;
};

/** What a component asks of the cluster, as Kubernetes quantities; null where the cluster's default holds. */
export type Resources = {
  /** CPU, such as `250m`. */
  readonly cpu?: Maybe<Scalars['String']['output']>;
  /** Memory, such as `256Mi`. */
  readonly memory?: Maybe<Scalars['String']['output']>;
};

/** How the platform sees that a component works. */
export type Health = {
  /** The path that is asked; null for the port alone. */
  readonly path?: Maybe<Scalars['String']['output']>;
  /** The status that is expected; null for any that means success. */
  readonly expect?: Maybe<Scalars['Int']['output']>;
  /** How long new pods may take, such as `5m`; null for the default. */
  readonly deadline?: Maybe<Scalars['String']['output']>;
};

/** A component uses a service. */
export type Binding = {
  /** The component. */
  readonly component: Scalars['String']['output'];
  /** The service. */
  readonly service: Service;
  /** What is put before each variable's name, instead of plain names. */
  readonly prefix?: Maybe<Scalars['String']['output']>;
  /** Extra names for variables. */
  readonly aliases: ReadonlyArray<VariableAlias>;
  /** Where it is mounted; null for a service without files. */
  readonly mountPath?: Maybe<Scalars['String']['output']>;
};

/** An extra name for a variable. */
export type VariableAlias = {
  /** The extra name. */
  readonly name: Scalars['String']['output'];
  /** The variable whose value it carries. */
  readonly of: Scalars['String']['output'];
};

/** What a cluster last reported about a deployment. */
export type DeploymentStatus = {
  /** How it is, in a short sentence. */
  readonly headline: Scalars['String']['output'];
  /** How it is, in a word. */
  readonly health: DeploymentHealth;
  /** Since when it has been so; null if its cluster never reported. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** When the cluster looked; null if it never reported. */
  readonly observedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The generation that the cluster looked at; null if it never reported. */
  readonly generation?: Maybe<Scalars['String']['output']>;
  /** True if that is the generation that is wished now. */
  readonly isCurrent: Scalars['Boolean']['output'];
  /** True if the cluster is away, so that this may be out of date. */
  readonly isStale: Scalars['Boolean']['output'];
};

/** How a deployment is. */
export type DeploymentHealth =
  /** Its cluster has not reported yet. */
  | 'UNKNOWN'
  /** Something is on its way. */
  | 'PROGRESSING'
  /** Everything works, and that was proved. */
  | 'READY'
  /** It works in part. */
  | 'DEGRADED'
  /** It does not work. */
  | 'FAILED'
  /** It is being removed. */
  | 'REMOVING';

/** A component as it stands in one deployment: defaults filled in, what differs there applied. */
export type DeployedComponent = {
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The image that is wished. */
  readonly image: Scalars['String']['output'];
  /** The replicas that are wished. */
  readonly replicas: Scalars['Int']['output'];
  /** How many pods its cluster last asked for; null if it never reported. */
  readonly desired?: Maybe<Scalars['Int']['output']>;
  /** How many were ready; null if its cluster never reported. */
  readonly ready?: Maybe<Scalars['Int']['output']>;
  /** The image that its cluster last reported; null if it never did. */
  readonly reportedImage?: Maybe<Scalars['String']['output']>;
  /** The digest that runs, where it is known. */
  readonly digest?: Maybe<Scalars['String']['output']>;
};

/** What kind of address it is. */
export type AddressKind =
  /** The address that every deployment has. */
  | 'DEFAULT'
  /** A name of its own below the cluster's domain. */
  | 'LABEL'
  /** A host outside the cluster's domain. */
  | 'CUSTOM';

/** Whether an address works. */
export type AddressState =
  /** It is being made. */
  | 'PENDING'
  /** It answered as expected. */
  | 'WORKING'
  /** It answered wrongly or not at all. */
  | 'FAILING';

/** An address that a deployment asked for. */
export type Address = {
  /** The component that answers there. */
  readonly component: Scalars['String']['output'];
  /** The whole address; null while the cluster's domain is not known. */
  readonly url?: Maybe<Scalars['String']['output']>;
  /** What kind it is. */
  readonly kind: AddressKind;
  /** Whether it works. */
  readonly state: AddressState;
  /** Why it does not work yet; empty if it works. */
  readonly message: Scalars['String']['output'];
};

/** A removal on its way. */
export type Removal = {
  /** The operation that asked for it; null if it is no longer kept. */
  readonly operation?: Maybe<Operation>;
  /** The service that goes; null for the whole deployment. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** Who confirmed it. */
  readonly confirmedBy: Scalars['String']['output'];
  /** When. */
  readonly confirmedAt: Scalars['DateTime']['output'];
  /** True once its cluster has taken it. */
  readonly isTaken: Scalars['Boolean']['output'];
};

/** A thing in a backend that carries our mark. */
export type ObjectRef = {
  /** The backend: `kubernetes`, `postgresql`, `object-storage`, `identity`. */
  readonly backend: Scalars['String']['output'];
  /** Its kind there. */
  readonly kind: Scalars['String']['output'];
  /** Its name there. */
  readonly name: Scalars['String']['output'];
  /** Its namespace; null if it has none. */
  readonly namespace?: Maybe<Scalars['String']['output']>;
};

/** What an event of an operation is about. */
export type OperationChangeType =
  /** Nothing happened: this is how it is now. */
  | 'PRESENT'
  /** The operation came into another state. */
  | 'STATE'
  /** A target came into another state. */
  | 'TARGET'
  /** A step came into another state. */
  | 'STEP'
  /** The cursor was too old: what came in between is no longer kept, and the present state follows. */
  | 'CURSOR_EXPIRED';

/** One change of an operation, as it was stored. */
export type OperationChange = {
  /** What it is about. */
  readonly type: OperationChangeType;
  /** The operation's state after it, where that changed. */
  readonly state?: Maybe<OperationState>;
  /** The deployment's name, where it is about one. */
  readonly deployment?: Maybe<Scalars['String']['output']>;
  /** The target's state after it, where that changed. */
  readonly targetState?: Maybe<TargetState>;
  /** The step after it, where it is about one. */
  readonly step?: Maybe<Step>;
  /** What happened, as a sentence. */
  readonly message: Scalars['String']['output'];
};

/** An event of an operation. */
export type OperationEvent = {
  /** Its place in the stream. */
  readonly cursor: Scalars['Cursor']['output'];
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** What happened. */
  readonly change: OperationChange;
  /** The operation as it is at delivery. */
  readonly operation: Operation;
  /** The deployment that it is about, as it is at delivery. */
  readonly deployment?: Maybe<Deployment>;
};

/** What an event of a project is about. */
export type ProjectChangeType =
  /** Nothing happened: this is how it is now. */
  | 'PRESENT'
  /** The project was created. */
  | 'CREATED'
  /** A new version of its file was saved. */
  | 'SAVED'
  /** The project was deleted. */
  | 'DELETED'
  /** An operation came into another state. */
  | 'OPERATION'
  /** A deployment's status changed. */
  | 'STATUS'
  /** Something happened that belongs to no operation: drift healed, a backend lost. */
  | 'DEPLOYMENT'
  /** What is worth knowing or wrong changed. */
  | 'NOTICE'
  /** The cursor was too old: what came in between is no longer kept, and the present state follows. */
  | 'CURSOR_EXPIRED';

/** An event of a project. */
export type ProjectEvent = {
  /** Its place in the stream. */
  readonly cursor: Scalars['Cursor']['output'];
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** What it is about. */
  readonly type: ProjectChangeType;
  /** What happened, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** The project's name. */
  readonly name: Scalars['String']['output'];
  /** The project as it is at delivery; null if nothing of it is left, or for an event about no project. */
  readonly project?: Maybe<Project>;
  /** The operation that it is about. */
  readonly operation?: Maybe<Operation>;
  /** The deployment that it is about. */
  readonly deployment?: Maybe<Deployment>;
};

/** What an event of a cluster is about. */
export type ClusterChangeType =
  /** Nothing happened: this is how it is now. */
  | 'PRESENT'
  /** It was registered. */
  | 'REGISTERED'
  /** Its backend connected. */
  | 'CONNECTED'
  /** Its backend went away. */
  | 'DISCONNECTED'
  /** What it offers changed. */
  | 'PROFILE'
  /** It takes no new deployments, or does again. */
  | 'DRAINING'
  /** It was removed. */
  | 'REMOVED'
  /** What nobody wishes changed. */
  | 'ORPHANED'
  /** The cursor was too old: what came in between is no longer kept, and the present state follows. */
  | 'CURSOR_EXPIRED';

/** An event of a cluster. */
export type ClusterChange = {
  /** Its place in the stream. */
  readonly cursor: Scalars['Cursor']['output'];
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** What it is about. */
  readonly type: ClusterChangeType;
  /** What happened, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** The cluster as it is at delivery; null for an event about none. */
  readonly cluster?: Maybe<Cluster>;
};

/** A moment in the life of an operation that one can wait for. */
export type OperationMilestone =
  /** Its commit is in the repository. */
  | 'SAVED'
  /** A cluster has taken it. */
  | 'QUEUED'
  /** It has ended, well or badly. */
  | 'FINISHED';

/** What an operation does. One that was made again has the kind of the first, and `retryOf`. */
export type OperationKind =
  /** A project was created. */
  | 'CREATE_PROJECT'
  /** A whole project file was applied. */
  | 'APPLY_PROJECT_FILE'
  /** Name, description or such changed. */
  | 'SET_PROJECT_DETAILS'
  /** A project was deleted. */
  | 'DELETE_PROJECT'
  /** A component was added or changed. */
  | 'PUT_COMPONENT'
  /** A component was removed. */
  | 'REMOVE_COMPONENT'
  /** An image was set. */
  | 'SET_IMAGE'
  /** The replicas were set. */
  | 'SET_REPLICAS'
  /** A variable was set. */
  | 'SET_VARIABLE'
  /** A variable was removed. */
  | 'REMOVE_VARIABLE'
  /** A secret was given a value. */
  | 'SET_SECRET'
  /** A secret was removed. */
  | 'REMOVE_SECRET'
  /** An image registry was added or changed. */
  | 'PUT_REGISTRY'
  /** An image registry was removed. */
  | 'REMOVE_REGISTRY'
  /** A service was added or changed. */
  | 'PUT_SERVICE'
  /** A service was removed. */
  | 'REMOVE_SERVICE'
  /** A component was given a service. */
  | 'BIND_SERVICE'
  /** A service was taken from a component. */
  | 'UNBIND_SERVICE'
  /** A deployment was added or changed. */
  | 'PUT_DEPLOYMENT'
  /** A deployment was removed. */
  | 'REMOVE_DEPLOYMENT'
  /** A member was added, or given another role. */
  | 'PUT_MEMBER'
  /** A member was removed. */
  | 'REMOVE_MEMBER'
  /** A deployment was looked at again. */
  | 'REFRESH_DEPLOYMENT'
  /** A component was given new pods. */
  | 'RESTART_COMPONENT'
  /** A removal made by hand was confirmed. */
  | 'CONFIRM_REMOVAL'
  /** Retained data came back. */
  | 'RESTORE_RETAINED'
  /** Retained data went for good. */
  | 'PURGE_RETAINED'
  /** Credentials were issued again. */
  | 'REISSUE_CREDENTIALS'
  /** An operation's change was undone. */
  | 'REVERT_OPERATION'
  /** Somebody committed to the repository by hand. */
  | 'HAND_COMMIT';

/** Where an operation is. Derived from its targets. */
export type OperationState =
  /** It is recorded; its commit is not in the repository yet. */
  | 'RECORDED'
  /** Its commit is in the repository; no cluster has taken it. */
  | 'SAVED'
  /** A cluster has taken it. */
  | 'QUEUED'
  /** It runs. */
  | 'RUNNING'
  /** Everything was made and proved. */
  | 'SUCCEEDED'
  /** It ended badly; reality may be mended later, this stays. */
  | 'FAILED'
  /** Somebody cancelled it. */
  | 'CANCELLED'
  /** A later change took its place everywhere. */
  | 'SUPERSEDED';

/** What kind of caller somebody is. */
export type ActorType =
  /** A person who signed in. */
  | 'PERSON'
  /** A program with a token. */
  | 'TOKEN'
  /** The author of a commit made by hand. */
  | 'COMMIT'
  /** The platform itself. */
  | 'PLATFORM'
  /** A cluster's backend. */
  | 'CLUSTER'
  /** Somebody who did not sign in, or did not prove who they are. */
  | 'ANONYMOUS';

/** Who did something. */
export type Actor = {
  /** What kind of caller. */
  readonly type: ActorType;
  /** The name, or the address where there is no name. */
  readonly name: Scalars['String']['output'];
  /** The e-mail address, where it is known. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** For a token the address of who made it; null for everybody else. */
  readonly madeBy?: Maybe<Scalars['String']['output']>;
  /** False for the author of a commit: anybody can write any name there. */
  readonly isVerified: Scalars['Boolean']['output'];
};

/** One change on its way. */
export type Operation = Node & {
  /** Global, opaque and permanent. */
  readonly id: Scalars['ID']['output'];
  /** What it does. */
  readonly kind: OperationKind;
  /** Where it is. */
  readonly state: OperationState;
  /** The project; null if nothing of it is left. */
  readonly project?: Maybe<Project>;
  /** The commit that carries it; null until it is saved, or if it needs none. */
  readonly revision?: Maybe<Scalars['String']['output']>;
  /** The operation that this one makes again. */
  readonly retryOf?: Maybe<Operation>;
  /** Who asked for it. */
  readonly requestedBy: Actor;
  /** When. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When the first target began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the last target ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it is. */
  readonly progress: Progress;
  /** One for each deployment that it touches. */
  readonly targets: ReadonlyArray<OperationTarget>;
  /** The steps of all targets. */
  readonly steps: ReadonlyArray<Step>;
  /** What it waits for; null if it waits for nothing. */
  readonly waitingFor?: Maybe<Waiting>;
  /** What went wrong. */
  readonly problems: ReadonlyArray<Problem>;
  /** True if any proof was only simulated. */
  readonly isSimulated: Scalars['Boolean']['output'];
  /** What the caller may do with it. */
  readonly viewerCan: OperationPermissions;
};

/** How far something is. */
export type Progress = {
  /** Steps that are done. */
  readonly done: Scalars['Int']['output'];
  /** All steps. */
  readonly total: Scalars['Int']['output'];
  /** The weighted share that is done, between 0 and 1. */
  readonly fraction: Scalars['Float']['output'];
  /** Seconds that are left by this project's history; null if nobody can tell. */
  readonly estimatedSecondsLeft?: Maybe<Scalars['Int']['output']>;
};

/** Where a target is. */
export type TargetState =
  /** No cluster has taken it yet. */
  | 'OPEN'
  /** Its cluster has taken it. */
  | 'QUEUED'
  /** It runs. */
  | 'RUNNING'
  /** Everything was made and proved. */
  | 'SUCCEEDED'
  /** It ended badly. */
  | 'FAILED'
  /** Somebody cancelled it. */
  | 'CANCELLED'
  /** A later change took its place. */
  | 'SUPERSEDED';

/** What an operation means for one deployment. */
export type OperationTarget = {
  /** The deployment's name. */
  readonly name: Scalars['String']['output'];
  /** The deployment; null if it is gone. */
  readonly deployment?: Maybe<Deployment>;
  /** The generation that this target is about; null for a removal. */
  readonly generation?: Maybe<Scalars['String']['output']>;
  /** Where it is. */
  readonly state: TargetState;
  /** True if the deployment, or a service of it, goes. */
  readonly isRemoval: Scalars['Boolean']['output'];
  /** How far it is. */
  readonly progress: Progress;
  /** Its steps. */
  readonly steps: ReadonlyArray<Step>;
  /** What it waits for; null if it waits for nothing. */
  readonly waitingFor?: Maybe<Waiting>;
  /** What went wrong. */
  readonly problems: ReadonlyArray<Problem>;
  /** The operation that took its place. */
  readonly supersededBy?: Maybe<Operation>;
  /** When it began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Where a step is. */
export type StepState =
  /** What it needs is not done yet. */
  | 'PENDING'
  /** It runs. */
  | 'RUNNING'
  /** It waits for something outside. */
  | 'WAITING'
  /** It is done. */
  | 'SUCCEEDED'
  /** It ended badly. */
  | 'FAILED'
  /** It was not finished, since another step failed or somebody cancelled; its message says which. */
  | 'SKIPPED';

/** One step of a target. */
export type Step = {
  /** Stable: deployment, part and step, such as `production/orders/role`. */
  readonly key: Scalars['String']['output'];
  /** The deployment's name. */
  readonly deployment: Scalars['String']['output'];
  /** What it does, short and imperative. */
  readonly title: Scalars['String']['output'];
  /** The keys of the steps that come first. */
  readonly needs: ReadonlyArray<Scalars['String']['output']>;
  /** Where it is. */
  readonly state: StepState;
  /** How often it was tried. */
  readonly attempts: Scalars['Int']['output'];
  /** Its share of the whole. */
  readonly weight: Scalars['Float']['output'];
  /** When it began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it does or waits for now. */
  readonly message: Scalars['String']['output'];
  /** Why it waits or failed. */
  readonly problem?: Maybe<Problem>;
  /** What was tried to show that it works. */
  readonly proofs: ReadonlyArray<Proof>;
};


/** One step of a target. */
export type StepTitleArgs = {
  language?: Language;
};

/** From where something was proved. */
export type ProofOrigin =
  /** From where the workload stands, under its policies. */
  | 'WORKLOAD'
  /** From the cluster backend's own place. */
  | 'BACKEND'
  /** Simulated: the cluster is a sandbox. */
  | 'SIMULATED'
  /** Not made, since it cannot be or nothing is configured for it; what was seen says why. */
  | 'NOT_MADE';

/** Evidence that something works. */
export type Proof = {
  /** What was tried, as a sentence. */
  readonly tried: Scalars['String']['output'];
  /** What was seen, as a sentence. */
  readonly seen: Scalars['String']['output'];
  /** True if it was as it should be. */
  readonly passed: Scalars['Boolean']['output'];
  /** From where. */
  readonly from: ProofOrigin;
  /** When. */
  readonly at: Scalars['DateTime']['output'];
};

/** What something waits for. */
export type Waiting = {
  /** For what, in a word or a name: `cluster`, `repository`, `secret`, the name of a backend. */
  readonly on: Scalars['String']['output'];
  /** For what, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Since when, where it is known. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The problem behind it, with what can be done. */
  readonly problem?: Maybe<Problem>;
};

/** What the caller may do with an operation. */
export type OperationPermissions = {
  /** Stop it at the next step boundary. */
  readonly cancel: Permission;
  /** Make it again where it failed or was cancelled. */
  readonly retry: Permission;
  /** Undo its change with a new commit. */
  readonly revert: Permission;
};

/** A page of operations. */
export type OperationConnection = {
  /** The operations of this page, each with its cursor. */
  readonly edges: ReadonlyArray<OperationEdge>;
  /** The operations of this page. */
  readonly nodes: ReadonlyArray<Operation>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
};

/** An operation in a list. */
export type OperationEdge = {
  /** The cursor of this place. */
  readonly cursor: Scalars['String']['output'];
  /** The operation. */
  readonly node: Operation;
};

/** A permanent code of a notice. */
export type NoticeCode =
  /** A service that no component uses; an instance is made all the same. */
  | 'SERVICE_UNUSED'
  /** An image without a tag, or with one that moves, so what runs can change without a change here. */
  | 'IMAGE_UNPINNED'
  /** An image known to run as root, which a cluster with restricted pods does not start. */
  | 'IMAGE_MAY_RUN_AS_ROOT'
  /** A port that only root may open, which a cluster with restricted pods does not allow. */
  | 'PORT_BELOW_1024'
  /** A secret without a sealed value; its deployments wait for it. */
  | 'SECRET_NOT_SET'
  /** A sealed value that nothing names. */
  | 'SEALED_UNUSED'
  /** The cluster never reported what it offers, so nothing was checked against it. */
  | 'CLUSTER_NOT_SEEN'
  /** A cluster that is no longer available to this project; the deployment stays as it is. */
  | 'CLUSTER_GONE'
  /** A cluster that takes no new deployments. */
  | 'CLUSTER_DRAINING'
  /** Something accepted before that the cluster would refuse today; it stays until it is changed. */
  | 'CLUSTER_OFFERS_LESS'
  /** The cluster opens the port to public addresses, because it cannot tell hosts apart. */
  | 'EGRESS_NOT_ENFORCED'
  /** Something that everybody can reach by these settings. */
  | 'EXPOSED'
  /** A change that waits until its cluster is back. */
  | 'WISH_WAITING'
  /** A component calls another one that is left out of the same deployment. */
  | 'CALL_UNANSWERED'
  /** A deployment without any component. */
  | 'NOTHING_RUNS';

/** A permanent code of a problem. */
export type ProblemCode =
  /** The text is not valid YAML 1.2. */
  | 'YAML_SYNTAX'
  /** The YAML uses a feature that project files do not allow (tags, merge keys, several documents, aliases beyond the limit). */
  | 'YAML_FEATURE'
  /** A key stands twice in one map. */
  | 'YAML_DUPLICATE_KEY'
  /** The file, or a part of it, is over its limit. */
  | 'FILE_TOO_LARGE'
  /** apiVersion is missing, older, or unknown. */
  | 'FORMAT_VERSION'
  /** A key that does not exist here. */
  | 'KEY_UNKNOWN'
  /** A required value is absent. */
  | 'VALUE_MISSING'
  /** A value has the wrong type or form. */
  | 'VALUE_INVALID'
  /** A name breaks the rules for names, or is reserved. */
  | 'NAME_INVALID'
  /** The name is in use. */
  | 'NAME_TAKEN'
  /** Something is named that the file does not contain. */
  | 'REFERENCE_UNKNOWN'
  /** Things refer to each other in a circle. */
  | 'REFERENCE_CYCLE'
  /** The host with this path is in use. */
  | 'HOST_TAKEN'
  /** Two sources give one variable name in a component. */
  | 'VARIABLE_CLASH'
  /** A count or amount is over the limit of the file or the cluster. */
  | 'LIMIT_EXCEEDED'
  /** No such cluster is available to this project. */
  | 'CLUSTER_UNKNOWN'
  /** A deployment cannot move to another cluster. */
  | 'CLUSTER_FIXED'
  /** The cluster takes no new deployments. */
  | 'CLUSTER_DRAINING'
  /** The cluster does not offer this service, setting or extension. */
  | 'SERVICE_NOT_OFFERED'
  /** The members break a rule: no owner, or an address twice. */
  | 'MEMBER_INVALID'
  /** Somebody else changed the project meanwhile. */
  | 'CONFLICT'
  /** Others use what would be removed. */
  | 'IN_USE'
  /** The change removes data and was not confirmed. */
  | 'DATA_LOSS'
  /** The confirmation does not name what would be changed. */
  | 'CONFIRMATION_WRONG'
  /** Retained data of this name exists; say whether to restore or discard it. */
  | 'RETAINED_DATA'
  /** The idempotency key was used with another input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The projects repository is held until an operator accepts its head. */
  | 'REPOSITORY_HELD'
  /** The projects repository cannot be reached or refuses the push. */
  | 'REPOSITORY_UNAVAILABLE'
  /** Nothing of this name exists, or it is not yours to see. */
  | 'NOT_FOUND'
  /** The operation or thing is not in a state that allows this. */
  | 'STATE_WRONG'
  /** An input field has an impossible value. */
  | 'INPUT_INVALID'
  /** A removal made by hand waits for confirmation. */
  | 'REMOVAL_HELD'
  /** A secret has no value yet. */
  | 'SECRET_MISSING'
  /** The cluster cannot open the sealed value. */
  | 'SECRET_UNREADABLE'
  /** The thing exists but its credentials are gone; they are not issued again by themselves. */
  | 'CREDENTIALS_LOST'
  /** A backend refused the platform credentials. */
  | 'CREDENTIALS_REFUSED'
  /** A backend of the cluster cannot be reached, or answers with a fault of its own. */
  | 'BACKEND_UNAVAILABLE'
  /** A backend of the cluster refused the request. */
  | 'BACKEND_REFUSED'
  /** The certificate of a server is signed by nobody whom the cluster trusts. */
  | 'CERTIFICATE_UNTRUSTED'
  /** The certificate of a server is no longer, or not yet, valid. */
  | 'CERTIFICATE_EXPIRED'
  /** The certificate of a server is for another name than it is asked by. */
  | 'CERTIFICATE_NAME_WRONG'
  /** A server does not speak TLS, or shows no certificate, where it has to. */
  | 'CERTIFICATE_MISSING'
  /** The cluster does not answer. */
  | 'CLUSTER_UNREACHABLE'
  /** The cluster backend speaks an older contract. */
  | 'CLUSTER_INCOMPATIBLE'
  /** A thing of this name exists that is not ours, or belongs to another wish. */
  | 'OWNED_BY_OTHERS'
  /** A volume cannot become smaller. */
  | 'SHRINK_REFUSED'
  /** The quota of the namespace does not allow it. */
  | 'QUOTA_EXCEEDED'
  /** The image does not exist or cannot be pulled. */
  | 'IMAGE_NOT_PULLABLE'
  /** The image registry refused the credentials. */
  | 'REGISTRY_REFUSED'
  /** The image registry gives out no more for now: this cluster or this account asked it too often. */
  | 'REGISTRY_BUSY'
  /** The nodes of the cluster do not reach the image registry, do not trust it, or it fails by itself. */
  | 'REGISTRY_UNREACHABLE'
  /** The image is made for other processors or another system than the nodes of the cluster have. */
  | 'IMAGE_WRONG_PLATFORM'
  /** The image runs as root, which the cluster does not start. */
  | 'IMAGE_RUNS_AS_ROOT'
  /** The container ends again and again. */
  | 'CRASH_LOOP'
  /** The command that runs before the rollout failed. */
  | 'BEFORE_FAILED'
  /** No node of the cluster can take the pod. */
  | 'NOT_SCHEDULABLE'
  /** The nodes take no new pods: they are short of disk or memory, or closed by their operators. */
  | 'NODES_CLOSED'
  /** The new pods did not become ready in time. */
  | 'NOT_READY'
  /** The address answers 404 as a proxy without a route does. */
  | 'ADDRESS_NOT_ROUTED'
  /** The address answers with an error or not at all. */
  | 'ADDRESS_FAILS'
  /** What was set up does not work when tried. */
  | 'PROOF_FAILED'
  /** A workload does not reach what it is allowed to reach, from where it stands. */
  | 'WORKLOAD_CUT_OFF'
  /** The pod that makes proofs from where a workload stands cannot run. */
  | 'PROBER_NOT_STARTED'
  /** A step took longer than its deadline. */
  | 'DEADLINE_EXCEEDED'
  /** A plan never becomes empty. */
  | 'NOT_CONVERGING'
  /** Somebody cancelled the operation. */
  | 'CANCELLED'
  /** A mistake of ours; the request id leads to the log. */
  | 'INTERNAL';

/** Whose a problem is. */
export type Fault =
  /** The request or the project file is wrong. */
  | 'REQUEST'
  /** The application that runs is at fault. */
  | 'APPLICATION'
  /** Something is not configured yet. */
  | 'CONFIGURATION'
  /** Credentials are missing, lost or refused. */
  | 'CREDENTIALS'
  /** The platform is at fault. */
  | 'PLATFORM'
  /** The network between two parts is at fault. */
  | 'NETWORK'
  /** Somebody else got there first. */
  | 'CONFLICT'
  /** Nobody can tell yet. */
  | 'UNKNOWN';

/** Whether trying again helps. */
export type Retry =
  /** Not without a change. */
  | 'NEVER'
  /** At once, on the present state. */
  | 'NOW'
  /** Later, when the cause is mended. */
  | 'LATER'
  /** The platform goes on trying by itself. */
  | 'AUTOMATIC';

/** Something that can be done about a problem. */
export type Remedy = {
  /** A short imperative, for a button: `Set the secret`. */
  readonly title: Scalars['String']['output'];
  /** The mutation that mends it; null where a person has to act elsewhere. */
  readonly mutation?: Maybe<Scalars['String']['output']>;
  /** The input to send with it; what a person has to fill in is absent. */
  readonly input: Scalars['JSON']['output'];
};

/** What is wrong, whose it is, and what can be done. */
export type Problem = {
  /** A permanent code. */
  readonly code: ProblemCode;
  /** Whose it is. */
  readonly fault: Fault;
  /** What happened, why, and what to do, in sentences. */
  readonly message: Scalars['String']['output'];
  /** Where in the input or the project file, outermost first; empty for the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The line in the project file, counted from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The column in the project file, counted from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Whether trying again helps. */
  readonly retry: Retry;
  /** What can be done about it. */
  readonly remedies: ReadonlyArray<Remedy>;
  /** The allowed values where the set is closed, the nearest first. */
  readonly validValues: ReadonlyArray<Scalars['String']['output']>;
};

/** A problem that needs no facts of its own. */
export type PlainProblem = Problem & {
  /** A permanent code. */
  readonly code: ProblemCode;
  /** Whose it is. */
  readonly fault: Fault;
  /** What happened, why, and what to do, in sentences. */
  readonly message: Scalars['String']['output'];
  /** Where in the input or the project file, outermost first; empty for the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The line in the project file, counted from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The column in the project file, counted from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Whether trying again helps. */
  readonly retry: Retry;
  /** What can be done about it. */
  readonly remedies: ReadonlyArray<Remedy>;
  /** The allowed values where the set is closed, the nearest first. */
  readonly validValues: ReadonlyArray<Scalars['String']['output']>;
};

/** What would be removed is used by others. */
export type InUseProblem = Problem & {
  /** A permanent code. */
  readonly code: ProblemCode;
  /** Whose it is. */
  readonly fault: Fault;
  /** What happened, why, and what to do, in sentences. */
  readonly message: Scalars['String']['output'];
  /** Where in the input or the project file, outermost first; empty for the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The line in the project file, counted from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The column in the project file, counted from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Whether trying again helps. */
  readonly retry: Retry;
  /** What can be done about it. */
  readonly remedies: ReadonlyArray<Remedy>;
  /** The allowed values where the set is closed, the nearest first. */
  readonly validValues: ReadonlyArray<Scalars['String']['output']>;
  /** What uses it, by name. */
  readonly usedBy: ReadonlyArray<Scalars['String']['output']>;
};

/** The change would remove data. */
export type DataLossProblem = Problem & {
  /** A permanent code. */
  readonly code: ProblemCode;
  /** Whose it is. */
  readonly fault: Fault;
  /** What happened, why, and what to do, in sentences. */
  readonly message: Scalars['String']['output'];
  /** Where in the input or the project file, outermost first; empty for the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The line in the project file, counted from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The column in the project file, counted from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Whether trying again helps. */
  readonly retry: Retry;
  /** What can be done about it. */
  readonly remedies: ReadonlyArray<Remedy>;
  /** The allowed values where the set is closed, the nearest first. */
  readonly validValues: ReadonlyArray<Scalars['String']['output']>;
  /** What goes, each as a sentence that also says how long it is kept. */
  readonly what: ReadonlyArray<Scalars['String']['output']>;
  /** The text to send as `confirm`. */
  readonly confirm: Scalars['String']['output'];
};

/** Somebody else changed the project meanwhile. */
export type ConflictProblem = Problem & {
  /** A permanent code. */
  readonly code: ProblemCode;
  /** Whose it is. */
  readonly fault: Fault;
  /** What happened, why, and what to do, in sentences. */
  readonly message: Scalars['String']['output'];
  /** Where in the input or the project file, outermost first; empty for the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The line in the project file, counted from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The column in the project file, counted from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Whether trying again helps. */
  readonly retry: Retry;
  /** What can be done about it. */
  readonly remedies: ReadonlyArray<Remedy>;
  /** The allowed values where the set is closed, the nearest first. */
  readonly validValues: ReadonlyArray<Scalars['String']['output']>;
  /** The project's revision now; null if the project does not exist any more. */
  readonly currentRevision?: Maybe<Scalars['String']['output']>;
  /** What differs between the revision that was expected and the present one. */
  readonly differences: ReadonlyArray<Difference>;
};

/** Retained data of the same name exists. */
export type RetainedDataProblem = Problem & {
  /** A permanent code. */
  readonly code: ProblemCode;
  /** Whose it is. */
  readonly fault: Fault;
  /** What happened, why, and what to do, in sentences. */
  readonly message: Scalars['String']['output'];
  /** Where in the input or the project file, outermost first; empty for the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The line in the project file, counted from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The column in the project file, counted from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Whether trying again helps. */
  readonly retry: Retry;
  /** What can be done about it. */
  readonly remedies: ReadonlyArray<Remedy>;
  /** The allowed values where the set is closed, the nearest first. */
  readonly validValues: ReadonlyArray<Scalars['String']['output']>;
  /** Until when it is kept. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
  /** What can be sent as `retained`. */
  readonly choices: ReadonlyArray<RetainedChoice>;
};

/** What happens with retained data when something of the same name is added again. */
export type RetainedChoice =
  /** The data comes back, with new credentials. */
  | 'RESTORE'
  /** The data goes for good. */
  | 'DISCARD';

/** Something worth knowing that refuses nothing: a service nobody uses, an image without a fixed version. */
export type Notice = {
  /** A permanent code. */
  readonly code: NoticeCode;
  /** What it is and what could be done, in sentences. */
  readonly message: Scalars['String']['output'];
  /** Where in the project file, outermost first; empty for the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The line in the project file, counted from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The column in the project file, counted from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
};

/** What happened to one place of a project file. */
export type DifferenceKind =
  /** It was added. */
  | 'ADDED'
  /** Its value changed. */
  | 'CHANGED'
  /** It was removed. */
  | 'REMOVED';

/** One difference between two project files. */
export type Difference = {
  /** Where, outermost first. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** What happened there. */
  readonly kind: DifferenceKind;
  /** The value before, as YAML; null if it was added or is sealed. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** The value after, as YAML; null if it was removed or is sealed. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** The deployments in which something is different by it. */
  readonly deployments: ReadonlyArray<Scalars['String']['output']>;
  /** What it does beyond itself. */
  readonly effects: ReadonlyArray<DifferenceEffect>;
};

/** What a difference does beyond itself, as far as the file alone tells. */
export type DifferenceEffect =
  /** Pods start anew. */
  | 'RESTART'
  /** Data goes at once. */
  | 'DATA_LOSS'
  /** Data is kept for the cluster's retention time, then goes. */
  | 'DATA_RETAINED'
  /** Something can be reached from outside that could not be. */
  | 'EXPOSURE'
  /** An address comes. */
  | 'NEW_ADDRESS'
  /** An address goes. */
  | 'ADDRESS_LOST';

/** Which projects a list holds. All conditions that are given must hold. */
export type ProjectFilter = {
  /** Part of the name or display name, without case. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Only projects with a deployment in this cluster. */
  readonly cluster?: InputMaybe<Scalars['String']['input']>;
  /** Deleted projects of which something is left are left out unless this is true. */
  readonly includeDeleted?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What a list of projects is ordered by. */
export type ProjectOrderField =
  /** The technical name. */
  | 'NAME'
  /** When the project last changed. */
  | 'CHANGED_AT';

/** The direction of an order. */
export type OrderDirection =
  /** Smallest, or oldest, first. */
  | 'ASC'
  /** Largest, or newest, first. */
  | 'DESC';

/** The order of a list of projects. */
export type ProjectOrder = {
  /** By what. */
  readonly field: ProjectOrderField;
  /** In which direction. */
  readonly direction?: OrderDirection;
};

/** A page of projects. */
export type ProjectConnection = {
  /** The projects of this page, each with its cursor. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** The projects of this page. */
  readonly nodes: ReadonlyArray<Project>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
  /** How many projects match, on all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A project in a list. */
export type ProjectEdge = {
  /** The cursor of this place; it stays right when projects are added. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

/** A role in a project. */
export type Role =
  /** May do everything, delete the project included. */
  | 'OWNER'
  /** May change everything, remove data and choose members that are no owners. */
  | 'ADMIN'
  /** May change components, services and deployments, but remove no data. */
  | 'DEVELOPER'
  /** May read. */
  | 'VIEWER';

/** Somebody who belongs to a project. */
export type Member = {
  /** The e-mail address; it matches a provider's verified address without case. */
  readonly email: Scalars['String']['output'];
  /** What they may do. */
  readonly role: Role;
  /** True if this is the caller. */
  readonly isViewer: Scalars['Boolean']['output'];
  /** Since when the address belongs to an account that signed in; null if nobody ever signed in with it. */
  readonly signedInSince?: Maybe<Scalars['DateTime']['output']>;
  /** What the caller may do with this member. */
  readonly viewerCan: MemberPermissions;
};

/** What the caller may do with a member. */
export type MemberPermissions = {
  /** Give them another role. */
  readonly changeRole: Permission;
  /** Take them out of the project. */
  readonly remove: Permission;
};

/** A page of saved versions. */
export type RevisionConnection = {
  /** The versions of this page, each with its cursor. */
  readonly edges: ReadonlyArray<RevisionEdge>;
  /** The versions of this page. */
  readonly nodes: ReadonlyArray<Revision>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
};

/** A saved version in a list. */
export type RevisionEdge = {
  /** The cursor of this place. */
  readonly cursor: Scalars['String']['output'];
  /** The version. */
  readonly node: Revision;
};

/** One saved version of a project file. */
export type Revision = {
  /** The commit. */
  readonly id: Scalars['String']['output'];
  /** When it was saved. */
  readonly at: Scalars['DateTime']['output'];
  /** Who saved it. */
  readonly author: Actor;
  /** What the commit says. */
  readonly message: Scalars['String']['output'];
  /** The operation that brought it; null if it is no longer kept. */
  readonly operation?: Maybe<Operation>;
  /** The whole file at this version; null if this version removed it. */
  readonly file?: Maybe<Scalars['String']['output']>;
  /** What it changed. */
  readonly differences: ReadonlyArray<Difference>;
};

/** Data that outlived what used it. */
export type RetainedData = {
  /** The cluster that keeps it. */
  readonly cluster: Scalars['String']['output'];
  /** The deployment that it belonged to. */
  readonly deployment: Scalars['String']['output'];
  /** The service that it belonged to. */
  readonly service: Scalars['String']['output'];
  /** The service's type. */
  readonly type: Scalars['String']['output'];
  /** What it is called in its backend. */
  readonly name: Scalars['String']['output'];
  /** Until when it is kept. */
  readonly until: Scalars['DateTime']['output'];
};

/** A removal that a hand commit made, and that nobody has confirmed. */
export type HeldRemoval = {
  /** What to name in `confirmRemoval`. */
  readonly id: Scalars['ID']['output'];
  /** When it was found. */
  readonly at: Scalars['DateTime']['output'];
  /** The commit that made it. */
  readonly revision: Scalars['String']['output'];
  /** The deployment that goes, or of which a service goes; null for the whole project. */
  readonly deployment?: Maybe<Scalars['String']['output']>;
  /** The service that goes; null for the whole deployment or project. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** What goes, as sentences. */
  readonly what: ReadonlyArray<Scalars['String']['output']>;
  /** The text to send as `confirm`. */
  readonly confirm: Scalars['String']['output'];
};

/** A cluster that opens a secret. */
export type SecretRecipient = {
  /** The cluster's name. */
  readonly cluster: Scalars['String']['output'];
  /** Its age public key; null if it never connected, in which case the target goes on waiting for the secret. */
  readonly publicKey?: Maybe<Scalars['String']['output']>;
};

/** A secret that the file names. */
export type SecretState = {
  /** The secret's name. */
  readonly name: Scalars['String']['output'];
  /** The component whose secret it is; null for a registry's. */
  readonly component?: Maybe<Scalars['String']['output']>;
  /** The private image registry whose secret it is; null for a component's. */
  readonly registry?: Maybe<Scalars['String']['output']>;
  /** True if a default value is saved. */
  readonly hasDefault: Scalars['Boolean']['output'];
  /** The deployments with a value of their own. */
  readonly deploymentsWithValue: ReadonlyArray<Scalars['String']['output']>;
  /** The deployments that wait because no value holds there. */
  readonly missingIn: ReadonlyArray<Scalars['String']['output']>;
};

/** A private image registry. */
export type ImageRegistry = {
  /** Its key in the project file. */
  readonly name: Scalars['String']['output'];
  /** Host and path prefix of its images. */
  readonly url: Scalars['String']['output'];
  /** The user name it is read with. */
  readonly username: Scalars['String']['output'];
  /** The secret that holds the password. */
  readonly secret: Scalars['String']['output'];
};

/** What the caller may do with a project. */
export type ProjectPermissions = {
  /** Change components, services, bindings, variables, registries and deployments. */
  readonly edit: Permission;
  /** Set images and replicas, restart, refresh, cancel, retry and revert. */
  readonly deploy: Permission;
  /** Give secrets their values. */
  readonly setSecrets: Permission;
  /** Remove data, confirm removals, restore or purge what is retained, and issue credentials again. */
  readonly removeData: Permission;
  /** Change the members. */
  readonly manageMembers: Permission;
  /** Read the project's audit records. */
  readonly readAudit: Permission;
  /** Make and revoke tokens of the project, and choose who gets one in exchange for a pipeline's identity. */
  readonly manageTokens: Permission;
  /** Delete the project, and reset a sign-in. */
  readonly own: Permission;
};

/** What to check. */
export type CheckProjectFileInput = {
  /** The whole project file. */
  readonly file: Scalars['String']['input'];
  /** The saved project to compare with; by default the one the file names. */
  readonly project?: InputMaybe<Scalars['String']['input']>;
};

/** What a project file would do. */
export type ProjectFileCheck = {
  /** True if it would be accepted. */
  readonly valid: Scalars['Boolean']['output'];
  /** What is wrong, all at once. */
  readonly problems: ReadonlyArray<Problem>;
  /** What is worth knowing. */
  readonly notices: ReadonlyArray<Notice>;
  /** The saved revision it was compared with; null for a new project. */
  readonly revision?: Maybe<Scalars['String']['output']>;
  /** What differs from what is saved. */
  readonly differences: ReadonlyArray<Difference>;
  /** What would happen in each deployment. */
  readonly targets: ReadonlyArray<TargetPreview>;
};

/** What happens to a deployment. */
export type TargetEffect =
  /** It is made. */
  | 'CREATED'
  /** It changes. */
  | 'CHANGED'
  /** It stays as it is. */
  | 'UNCHANGED'
  /** It goes. */
  | 'REMOVED';

/** What a change would do to one deployment. */
export type TargetPreview = {
  /** The deployment. */
  readonly deployment: Scalars['String']['output'];
  /** Its cluster. */
  readonly cluster: Scalars['String']['output'];
  /** What happens to it. */
  readonly effect: TargetEffect;
  /** The generation that it would have; null if it goes. */
  readonly generation?: Maybe<Scalars['String']['output']>;
  /** The addresses that it would have, as far as the cluster's domain is known. */
  readonly addresses: ReadonlyArray<Scalars['String']['output']>;
  /** The steps of a deployment of this kind, in the words of the timeline; those that find nothing to do are quick. */
  readonly steps: ReadonlyArray<Scalars['String']['output']>;
};

/** A project file of the older format. */
export type ImportProjectFileInput = {
  /** The whole file. */
  readonly file: Scalars['String']['input'];
};

/** A file of the older format in this one. Every key of it is either mapped or listed as not carried over. */
export type ProjectFileImport = {
  /** True if the new file is valid as it stands. */
  readonly valid: Scalars['Boolean']['output'];
  /** The new file; null if the older one could not be read at all. */
  readonly file?: Maybe<Scalars['String']['output']>;
  /** What went where. */
  readonly mapped: ReadonlyArray<MappedKey>;
  /** What has no place in the new file, and why. */
  readonly notCarriedOver: ReadonlyArray<KeyNotCarriedOver>;
  /** What is wrong with the older file, or with the new one. */
  readonly problems: ReadonlyArray<Problem>;
};

/** A key of an older file and where it went. */
export type MappedKey = {
  /** Where it stood, outermost first. */
  readonly from: ReadonlyArray<Scalars['String']['output']>;
  /** Where it stands now, outermost first. */
  readonly to: ReadonlyArray<Scalars['String']['output']>;
  /** What is different now; null if it means the same. */
  readonly note?: Maybe<Scalars['String']['output']>;
};

/** A key of an older file that has no place in the new one. */
export type KeyNotCarriedOver = {
  /** Where it stood, outermost first. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Why it was left out, and what to do instead. */
  readonly reason: Scalars['String']['output'];
};

/** What a role may do in a project. */
export type RoleRights = {
  /** The role. */
  readonly role: Role;
  /** What somebody with it may do. */
  readonly rights: ReadonlyArray<ProjectRight>;
};

/** Something that one may do in a project. */
export type ProjectRight =
  /** See everything but the values of secrets. */
  | 'READ'
  /** Set images and replicas, restart, cancel and retry. */
  | 'DEPLOY'
  /** Change components, services, deployments and settings. */
  | 'EDIT'
  /** Seal values of secrets. */
  | 'SET_SECRETS'
  /** Remove data, confirm removals, restore or purge what is retained, and issue credentials again. */
  | 'REMOVE_DATA'
  /** Choose the members, owners excepted. */
  | 'MANAGE_MEMBERS'
  /** Make and revoke tokens of the project, and choose who gets one in exchange for a pipeline's identity. */
  | 'MANAGE_TOKENS'
  /** Read the audit records of the project. */
  | 'READ_AUDIT'
  /** Make and unmake owners, delete the project, and reset a sign-in. */
  | 'OWN';

/** What becomes of data when its service goes. */
export type Deletion =
  /** It is kept for the cluster's retention time, then it goes. */
  | 'RETAIN'
  /** It goes at once. */
  | 'DELETE';

/** Something that the platform gives; an instance of each is made per deployment. */
export type Service = {
  /** Its name in the project. */
  readonly name: Scalars['String']['output'];
  /** Its type in the catalogue. */
  readonly type: Scalars['String']['output'];
  /** The settings as written; defaults are in the catalogue. */
  readonly settings: Scalars['JSON']['output'];
  /** What becomes of its data when it goes. */
  readonly deletion: Deletion;
  /** The components that use it. */
  readonly usedBy: ReadonlyArray<Scalars['String']['output']>;
};

/** A type of service in the catalogue. */
export type ServiceType = {
  /** The word to write as `type`. */
  readonly name: Scalars['String']['output'];
  /** The name for people. */
  readonly title: Scalars['String']['output'];
  /** What it gives, in a sentence or two. */
  readonly description: Scalars['String']['output'];
  /** The settings as JSON Schema, with defaults and descriptions. */
  readonly settings: Scalars['JSON']['output'];
  /** The variables that a component gets. */
  readonly variables: ReadonlyArray<ServiceVariable>;
  /** True if it holds data, which is retained by default. */
  readonly keepsData: Scalars['Boolean']['output'];
  /** True if it is mounted as a folder. */
  readonly isMounted: Scalars['Boolean']['output'];
  /** An example for the project file. */
  readonly example: Scalars['String']['output'];
  /** Where it is offered, with limits and choices there. */
  readonly availability: ReadonlyArray<ServiceAvailability>;
};


/** A type of service in the catalogue. */
export type ServiceTypeTitleArgs = {
  language?: Language;
};


/** A type of service in the catalogue. */
export type ServiceTypeDescriptionArgs = {
  language?: Language;
};

/** A variable that a service gives to the components that use it. */
export type ServiceVariable = {
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** What it holds. */
  readonly description: Scalars['String']['output'];
  /** True if its value is a secret. */
  readonly isSecret: Scalars['Boolean']['output'];
  /** Further names with the same value. */
  readonly furtherNames: ReadonlyArray<Scalars['String']['output']>;
};


/** A variable that a service gives to the components that use it. */
export type ServiceVariableDescriptionArgs = {
  language?: Language;
};

/** A service type in one cluster. */
export type ServiceAvailability = {
  /** The cluster. */
  readonly cluster: Scalars['String']['output'];
  /** Upper limits of settings there. */
  readonly limits: ReadonlyArray<NamedLimit>;
  /** The allowed values of settings there. */
  readonly choices: ReadonlyArray<NamedChoices>;
};

/** An upper limit of a setting. */
export type NamedLimit = {
  /** The setting. */
  readonly name: Scalars['String']['output'];
  /** Its largest value. */
  readonly maximum: Scalars['Float']['output'];
};

/** The allowed values of a setting. */
export type NamedChoices = {
  /** The setting. */
  readonly name: Scalars['String']['output'];
  /** What may be chosen. */
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

/** How much a token may do at most; each includes what those before it may. */
export type TokenScope =
  /** Read. */
  | 'READ'
  /** Also set images and replicas, restart, refresh, cancel, retry and revert. */
  | 'DEPLOY'
  /** Also change components, services, variables, secrets and deployments. */
  | 'OPERATE'
  /** Also remove data, change members that are no owners, and read the audit trail; of a person also what they may do outside projects. */
  | 'ADMIN';

/** Whose a token is. */
export type TokenKind =
  /** Made by a person for all of their projects. */
  | 'PERSONAL'
  /** Made for one project. */
  | 'PROJECT'
  /** Given to a pipeline that showed its forge's identity. */
  | 'CI';

/** Whether a token works. */
export type TokenState =
  /** It works. */
  | 'ACTIVE'
  /** Its time is over. */
  | 'EXPIRED'
  /** Somebody revoked it. */
  | 'REVOKED'
  /** Whoever made it has no right in the project any more, so it has none. */
  | 'POWERLESS';

/** A token with which a program calls; the token itself is stored nowhere. */
export type AccessToken = {
  /** Opaque; what to name in `revokeToken`. */
  readonly id: Scalars['ID']['output'];
  /** What it is for. */
  readonly name: Scalars['String']['output'];
  /** The first characters of the token, to find it again. */
  readonly prefix: Scalars['String']['output'];
  /** Whose it is. */
  readonly kind: TokenKind;
  /** Whether it works. */
  readonly state: TokenState;
  /** The name of its project; null for a personal one. */
  readonly project?: Maybe<Scalars['String']['output']>;
  /** How much it may do at most. It never may more than who made it may now. */
  readonly scopes: ReadonlyArray<TokenScope>;
  /** The deployments that it is bound to, as patterns such as `pr-*`; null: all. */
  readonly deployments?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The only documents that it may send; null: any. */
  readonly documents?: Maybe<ReadonlyArray<TokenDocument>>;
  /** Who made it, or made the rule that gave it. */
  readonly createdBy: Actor;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it ends. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** When it was last used, to the minute; null if it never was. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was revoked; null if it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A document that a token may send. */
export type TokenDocument = {
  /** The SHA-256 of its text, in hexadecimal. */
  readonly hash: Scalars['String']['output'];
  /** Its text. */
  readonly text: Scalars['String']['output'];
  /** The variables that are fixed, whatever the caller sends. */
  readonly variables: Scalars['JSON']['output'];
};

/** A page of tokens. */
export type AccessTokenConnection = {
  /** The tokens of this page, each with its cursor. */
  readonly edges: ReadonlyArray<AccessTokenEdge>;
  /** The tokens of this page. */
  readonly nodes: ReadonlyArray<AccessToken>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
};

/** A token in a list. */
export type AccessTokenEdge = {
  /** The cursor of this place. */
  readonly cursor: Scalars['String']['output'];
  /** The token. */
  readonly node: AccessToken;
};

/** A rule by which a pipeline gets a token for the identity that its forge gives it; no key is stored anywhere. */
export type TokenRule = {
  /** Its name in the project. */
  readonly name: Scalars['String']['output'];
  /** The forge, by the address of its OpenID Connect provider. */
  readonly issuer: Scalars['String']['output'];
  /** What the identity has to say; all of it must fit. */
  readonly claims: ReadonlyArray<TokenRuleClaim>;
  /** How much the token may do at most. */
  readonly scopes: ReadonlyArray<TokenScope>;
  /** The deployments that the token is bound to, as patterns; null: all. */
  readonly deployments?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** How long the token lives, in minutes. */
  readonly lifetimeMinutes: Scalars['Int']['output'];
  /** Who made or last changed the rule; its tokens never may more than they may now. */
  readonly createdBy: Actor;
  /** When it was made or last changed. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it last gave a token; null if it never did. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** False if whoever made it has no right in the project any more: it gives nothing then. */
  readonly isEffective: Scalars['Boolean']['output'];
};

/** What a claim of an identity has to be. */
export type TokenRuleClaim = {
  /** The claim's name, such as `repository`. */
  readonly name: Scalars['String']['output'];
  /** Its value; `*` stands for any characters. */
  readonly pattern: Scalars['String']['output'];
};

/** What tokens of a project are like. */
export type TokenSettings = {
  /** How many days a new token of the project may live at most. */
  readonly maximumDays: Scalars['Int']['output'];
  /** How many days that may be at most, by the configuration of the installation. */
  readonly installationMaximumDays: Scalars['Int']['output'];
  /** The forges whose identities can be exchanged, by the configuration of the installation. */
  readonly issuers: ReadonlyArray<Scalars['String']['output']>;
  /** The audience that an identity has to be made for; null if none can be exchanged. */
  readonly audience?: Maybe<Scalars['String']['output']>;
};

/** Who is calling. */
export type Viewer = {
  /** The caller's own tokens, the newest first. */
  readonly tokens: AccessTokenConnection;
  /** The token that this call was made with; null if it was made without one. */
  readonly token?: Maybe<AccessToken>;
  /** How many days a new personal token may live at most. */
  readonly maximumTokenDays: Scalars['Int']['output'];
  /** The name that the identity provider gave. */
  readonly name: Scalars['String']['output'];
  /** The verified e-mail address, for a token that of who made it; null if the provider verified none, in which case no membership matches. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** True for platform operators, who are named by configuration. */
  readonly isOperator: Scalars['Boolean']['output'];
  /** True for auditors, who are named by configuration and read every audit record. */
  readonly isAuditor: Scalars['Boolean']['output'];
  /** What the caller may do in this installation, apart from any project. */
  readonly viewerCan: ViewerPermissions;
};


/** Who is calling. */
export type ViewerTokensArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  activeOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Input of `createToken`. */
export type CreateTokenInput = {
  /** The project's name; absent for a personal token. */
  readonly project?: InputMaybe<Scalars['String']['input']>;
  /** What it is for. */
  readonly name: Scalars['String']['input'];
  /** How much it may do at most. */
  readonly scopes: ReadonlyArray<TokenScope>;
  /** The deployments to bind it to, as patterns; absent: all. */
  readonly deployments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The only documents that it may send; absent: any. */
  readonly documents?: InputMaybe<ReadonlyArray<TokenDocumentInput>>;
  /** When it ends. */
  readonly expiresAt: Scalars['DateTime']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A document to register with a token. */
export type TokenDocumentInput = {
  /** Its text, with one operation; it has to be sent exactly so, or by its SHA-256. */
  readonly text: Scalars['String']['input'];
  /** The variables to fix, whatever the caller sends. */
  readonly variables?: InputMaybe<Scalars['JSON']['input']>;
};

/** A new token. */
export type CreateTokenPayload = {
  /** The token itself, shown this once; null if it was refused. */
  readonly secret?: Maybe<Scalars['String']['output']>;
  /** What it is like; null if it was refused. */
  readonly token?: Maybe<AccessToken>;
  /** What was wrong, all at once; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Input of `revokeToken`. */
export type RevokeTokenInput = {
  /** Its id. */
  readonly token: Scalars['ID']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a token. */
export type TokenPayload = {
  /** The token as it is now; null if it was refused. */
  readonly token?: Maybe<AccessToken>;
  /** What was wrong; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Input of `setTokenSettings`. */
export type SetTokenSettingsInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** How many days a new token may live at most; null for the installation's maximum. */
  readonly maximumDays?: InputMaybe<Scalars['Int']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the settings. */
export type TokenSettingsPayload = {
  /** The settings as they are now; null if they were refused. */
  readonly settings?: Maybe<TokenSettings>;
  /** What was wrong; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Input of `putTokenRule`. */
export type PutTokenRuleInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The rule's name. */
  readonly name: Scalars['String']['input'];
  /** The forge, by the address of its OpenID Connect provider. */
  readonly issuer: Scalars['String']['input'];
  /** All that the identity has to say. At least one claim has to tell whose repository it is. */
  readonly claims: ReadonlyArray<TokenRuleClaimInput>;
  /** How much the token may do at most. */
  readonly scopes: ReadonlyArray<TokenScope>;
  /** The deployments to bind it to, as patterns; absent: all. */
  readonly deployments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How long the token lives, in minutes; at most 60. */
  readonly lifetimeMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What a claim of an identity has to be. */
export type TokenRuleClaimInput = {
  /** The claim's name, such as `repository`. */
  readonly name: Scalars['String']['input'];
  /** Its value; `*` stands for any characters. */
  readonly pattern: Scalars['String']['input'];
};

/** Input of `removeTokenRule`. */
export type RemoveTokenRuleInput = {
  /** The project's name. */
  readonly project: Scalars['String']['input'];
  /** The rule's name. */
  readonly name: Scalars['String']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a rule. */
export type TokenRulePayload = {
  /** The rule as it is now, or was; null if it was refused. */
  readonly rule?: Maybe<TokenRule>;
  /** What was wrong, all at once; empty if it was accepted. */
  readonly problems: ReadonlyArray<Problem>;
  /** As it was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Input of `forgetSignIn`. */
export type ForgetSignInInput = {
  /** The e-mail address; capitals make no difference. */
  readonly email: Scalars['String']['input'];
  /** Only echoed. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a sign-in. */
export type ForgetSignInPayload = {
  /** Why nothing was forgotten; empty if it was. */
  readonly problems: ReadonlyArray<Problem>;
  /** What was sent. */
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** What the caller may do in this installation, apart from any project. */
export type ViewerPermissions = {
  /** Create a project. */
  readonly createProject: Permission;
  /** Make personal tokens. */
  readonly createToken: Permission;
  /** Register, drain and remove clusters, and accept a held repository. */
  readonly operate: Permission;
  /** Read the audit records of the whole installation. */
  readonly readAudit: Permission;
};

/** What a cluster sees of one deployment when it is asked. */
export type DeploymentLive = {
  /** When the cluster looked. */
  readonly observedAt: Scalars['DateTime']['output'];
  /** True if the cluster is a sandbox: nothing runs in earnest, and what is shown is simulated. */
  readonly simulated: Scalars['Boolean']['output'];
  /** One for each component, by name. */
  readonly workloads: ReadonlyArray<Workload>;
  /** One for each service of the deployment, by name. */
  readonly services: ReadonlyArray<ServiceInstance>;
  /** The variables that the containers of a component get, by name, the overridden ones included. */
  readonly variables: ReadonlyArray<EffectiveVariable>;
  /** What Kubernetes reported about the deployment's objects, the newest first. */
  readonly events: ReadonlyArray<KubernetesEvent>;
  /** The last log lines of a component, the oldest first. Following is the subscription logs. */
  readonly logs: ReadonlyArray<LogLine>;
  /** Every Kubernetes object that the deployment consists of, and whether it is there as generated. */
  readonly objects: ReadonlyArray<ManagedObject>;
};


/** What a cluster sees of one deployment when it is asked. */
export type DeploymentLiveVariablesArgs = {
  component: Scalars['String']['input'];
};


/** What a cluster sees of one deployment when it is asked. */
export type DeploymentLiveEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What a cluster sees of one deployment when it is asked. */
export type DeploymentLiveLogsArgs = {
  component: Scalars['String']['input'];
  pod?: InputMaybe<Scalars['String']['input']>;
  tail?: InputMaybe<Scalars['Int']['input']>;
  previous?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How a component runs. */
export type Workload = {
  /** Name of the component. */
  readonly component: Scalars['String']['output'];
  /** The present state in one word. */
  readonly state: WorkloadState;
  /** How many pods are asked for. */
  readonly desired: Scalars['Int']['output'];
  /** How many pods are ready. */
  readonly ready: Scalars['Int']['output'];
  /** How many pods run the newest template. */
  readonly updated: Scalars['Int']['output'];
  /** The image asked for. */
  readonly image: Scalars['String']['output'];
  /** The images that run, each once; more than one while a rollout goes on. */
  readonly runningImages: ReadonlyArray<Scalars['String']['output']>;
  /** The digest that the newest ready pod runs, where the cluster tells. */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /** Restarts of all present pods together. */
  readonly restarts: Scalars['Int']['output'];
  /** The newest thing that went wrong with a present pod or the rollout; null if all is well. */
  readonly lastProblem?: Maybe<WorkloadProblem>;
  /** The present pods, by name. */
  readonly pods: ReadonlyArray<Pod>;
};

/** The state of a component's workload. */
export type WorkloadState =
  /** All pods that are asked for are ready and of the newest template. */
  | 'READY'
  /** A rollout goes on. */
  | 'PROGRESSING'
  /** Fewer pods are ready than asked for. */
  | 'DEGRADED'
  /** The newest pods do not start. */
  | 'FAILED'
  /** It is wished but not there. */
  | 'MISSING';

/** What went wrong with a workload. */
export type WorkloadProblem = {
  /** A code of the table of problems, such as CRASH_LOOP. */
  readonly code: Scalars['String']['output'];
  /** What happened, in a sentence. */
  readonly message: Scalars['String']['output'];
  /** The pod that it happened to; null if it is the workload as a whole. */
  readonly pod?: Maybe<Scalars['String']['output']>;
  /** When it was last seen; null if Kubernetes does not tell. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
};

/** One pod of a component. */
export type Pod = {
  /** The name in the namespace. */
  readonly name: Scalars['String']['output'];
  /** The present state in one word. */
  readonly state: PodState;
  /** True if it takes requests. */
  readonly ready: Scalars['Boolean']['output'];
  /** How often its container started again. */
  readonly restarts: Scalars['Int']['output'];
  /** The image asked for. */
  readonly image: Scalars['String']['output'];
  /** The digest that it runs, once it was pulled. */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /** The node that it runs on. */
  readonly node?: Maybe<Scalars['String']['output']>;
  /** When it started. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it is not ready, as Kubernetes says it. */
  readonly message?: Maybe<Scalars['String']['output']>;
};

/** The state of a pod. */
export type PodState =
  /** It waits for a node. */
  | 'PENDING'
  /** It has a node; its image is being pulled or its container created. */
  | 'STARTING'
  /** Its container runs and is not ready yet. */
  | 'RUNNING'
  /** It takes requests. */
  | 'READY'
  /** Its container ended and waits to be started again. */
  | 'CRASHING'
  /** Its image cannot be pulled. */
  | 'IMAGE_FAILED'
  /** It ended well and does not start again. */
  | 'SUCCEEDED'
  /** It ended badly and does not start again. */
  | 'FAILED'
  /** It is being deleted. */
  | 'ENDING';

/** A service of the deployment as it stands in its backend. */
export type ServiceInstance = {
  /** Name of the service in the project file. */
  readonly service: Scalars['String']['output'];
  /** Its type, such as postgresql. */
  readonly type: Scalars['String']['output'];
  /** The present state in one word. */
  readonly state: ServiceState;
  /** What it is called in its backend: database, role, bucket, realm, client, claim. */
  readonly names: ReadonlyArray<BackendName>;
  /** How many bytes it takes, where the backend tells. */
  readonly sizeBytes?: Maybe<Scalars['Float']['output']>;
  /** When its credentials were issued; null for a service without any. */
  readonly credentialsIssuedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it is not ready. */
  readonly message?: Maybe<Scalars['String']['output']>;
};

/** The state of a service. */
export type ServiceState =
  /** It is there and is ours. */
  | 'READY'
  /** It is wished and not there yet. */
  | 'MISSING'
  /** It is there, and not as wished. */
  | 'DEGRADED'
  /** Its backend could not be asked. */
  | 'UNKNOWN';

/** A name in a backend. */
export type BackendName = {
  /** What it names, such as database. */
  readonly kind: Scalars['String']['output'];
  /** The name itself. */
  readonly name: Scalars['String']['output'];
};

/** A variable of a component and where it comes from. */
export type EffectiveVariable = {
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The value; null for a secret and for what holds a credential. */
  readonly value?: Maybe<Scalars['String']['output']>;
  /** True if the value is never shown. */
  readonly secret: Scalars['Boolean']['output'];
  /** Which source gives it. */
  readonly source: VariableSource;
  /** The service, component or wish that it comes from. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** The source that gives the same name and wins; null for what the containers get. */
  readonly overriddenBy?: Maybe<VariableSource>;
};

/** Where a variable comes from. Later ones win. */
export type VariableSource =
  /** The platform: the public address. */
  | 'PLATFORM'
  /** The address of another component. */
  | 'COMPONENT'
  /** The path of a volume or scratch space. */
  | 'VOLUME'
  /** A bound service. */
  | 'SERVICE'
  /** An extra name given by the binding. */
  | 'ALIAS'
  /** The component in the project file. */
  | 'ENV'
  /** The deployment in the project file. */
  | 'DEPLOYMENT_ENV'
  /** A sealed secret. */
  | 'SECRET';

/** An event that Kubernetes reported. */
export type KubernetesEvent = {
  /** When it was last seen. */
  readonly at: Scalars['DateTime']['output'];
  /** True if Kubernetes calls it a warning. */
  readonly warning: Scalars['Boolean']['output'];
  /** The reason in one word, such as FailedScheduling. */
  readonly reason: Scalars['String']['output'];
  /** What happened. */
  readonly message: Scalars['String']['output'];
  /** How often it was seen. */
  readonly count: Scalars['Int']['output'];
  /** The kind of the object that it is about. */
  readonly kind: Scalars['String']['output'];
  /** The name of the object that it is about. */
  readonly name: Scalars['String']['output'];
};

/** A line that a container wrote. */
export type LogLine = {
  /** When it was written. */
  readonly at: Scalars['DateTime']['output'];
  /** Name of the component. */
  readonly component: Scalars['String']['output'];
  /** Name of the pod. */
  readonly pod: Scalars['String']['output'];
  /** Name of the container. */
  readonly container: Scalars['String']['output'];
  /** The text, without the line's end. */
  readonly text: Scalars['String']['output'];
};

/** A Kubernetes object of the deployment. */
export type ManagedObject = {
  /** Group and version, such as apps/v1. */
  readonly apiVersion: Scalars['String']['output'];
  /** The kind, such as Deployment. */
  readonly kind: Scalars['String']['output'];
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The namespace; null for the namespace itself. */
  readonly namespace?: Maybe<Scalars['String']['output']>;
  /** The component that it belongs to; null for those of the whole deployment. */
  readonly component?: Maybe<Scalars['String']['output']>;
  /** Whether it is there. */
  readonly state: ManagedObjectState;
  /** Paths of the fields that differ from what was generated, such as spec.replicas; empty without drift. */
  readonly drift: ReadonlyArray<Scalars['String']['output']>;
  /** The object as generated, as YAML; values of secrets stand as fingerprints. */
  readonly manifest: Scalars['String']['output'];
};

/** Whether an object is there as generated. */
export type ManagedObjectState =
  /** It is there as generated. */
  | 'IN_SYNC'
  /** It is there and differs. */
  | 'DRIFTED'
  /** It is wished and not there. */
  | 'MISSING'
  /** It is being deleted. */
  | 'ENDING'
  /** It carries our mark and nobody wishes it. */
  | 'ORPHANED'
  /** It could not be read. */
  | 'UNKNOWN';

/** An environment of a project, in one cluster. Select on this interface; its concrete types are no part of the contract. */
export type Deployment = {
  /** The global id, made of type, cluster, project and name. */
  readonly id: Scalars['ID']['output'];
  /** The name in the project. */
  readonly name: Scalars['String']['output'];
  /** The project. */
  readonly project: Project;
  /** Its cluster; of one that was removed or is unknown the name is left. */
  readonly cluster: Cluster;
  /** The hash of what its cluster has to make true. The same hash is no work. */
  readonly generation: Scalars['String']['output'];
  /** The project's revision that brought this generation. */
  readonly revision: Scalars['String']['output'];
  /** What runs in it. */
  readonly components: ReadonlyArray<DeployedComponent>;
  /** What its cluster last reported. */
  readonly status: DeploymentStatus;
  /** The addresses it asked for, each with its state; a working one is shown while another is pending. */
  readonly addresses: ReadonlyArray<Address>;
  /** The operations that touched it, the newest first. */
  readonly operations: OperationConnection;
  /** The newest operation that touched it. */
  readonly lastOperation?: Maybe<Operation>;
  /** A removal on its way, of the whole or of a service. */
  readonly tombstone?: Maybe<Removal>;
  /** Marked things inside it that nobody wishes. */
  readonly orphaned: ReadonlyArray<ObjectRef>;
  /** What is worth knowing, in its cluster's words. */
  readonly notices: ReadonlyArray<Scalars['String']['output']>;
  /** What its cluster sees now; null with a coded error when it is away. */
  readonly live?: Maybe<DeploymentLive>;
};


/** An environment of a project, in one cluster. Select on this interface; its concrete types are no part of the contract. */
export type DeploymentOperationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A deployment whose cluster is unknown, removed, or not part of this graph yet. */
export type DetachedDeployment = Node & Deployment & {
  /** The global id, made of type, cluster, project and name. */
  readonly id: Scalars['ID']['output'];
  /** The name in the project. */
  readonly name: Scalars['String']['output'];
  /** The project. */
  readonly project: Project;
  /** Its cluster; of one that was removed or is unknown the name is left. */
  readonly cluster: Cluster;
  /** The hash of what its cluster has to make true. The same hash is no work. */
  readonly generation: Scalars['String']['output'];
  /** The project's revision that brought this generation. */
  readonly revision: Scalars['String']['output'];
  /** What runs in it. */
  readonly components: ReadonlyArray<DeployedComponent>;
  /** What its cluster last reported. */
  readonly status: DeploymentStatus;
  /** The addresses it asked for, each with its state; a working one is shown while another is pending. */
  readonly addresses: ReadonlyArray<Address>;
  /** The operations that touched it, the newest first. */
  readonly operations: OperationConnection;
  /** The newest operation that touched it. */
  readonly lastOperation?: Maybe<Operation>;
  /** A removal on its way, of the whole or of a service. */
  readonly tombstone?: Maybe<Removal>;
  /** Marked things inside it that nobody wishes. */
  readonly orphaned: ReadonlyArray<ObjectRef>;
  /** What is worth knowing, in its cluster's words. */
  readonly notices: ReadonlyArray<Scalars['String']['output']>;
  /** What its cluster sees now; null with a coded error when it is away. */
  readonly live?: Maybe<DeploymentLive>;
};


/** A deployment whose cluster is unknown, removed, or not part of this graph yet. */
export type DetachedDeploymentOperationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ProjectModel )
    | ( ClusterModel )
    | ( OperationModel )
    | ( DeploymentModel )
  ;
  Problem:
    | ( ProblemModel )
    | ( ProblemModel )
    | ( ProblemModel )
    | ( ProblemModel )
    | ( ProblemModel )
  ;
  Deployment: ( DeploymentModel );
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Project: ResolverTypeWrapper<ProjectModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  AuditFilter: AuditFilter;
  AuditResult: AuditResult;
  AuditConnection: ResolverTypeWrapper<Omit<AuditConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AuditEdge']>, nodes: ReadonlyArray<ResolversTypes['AuditRecord']> }>;
  AuditEdge: ResolverTypeWrapper<Omit<AuditEdge, 'node'> & { node: ResolversTypes['AuditRecord'] }>;
  AuditRecord: ResolverTypeWrapper<AuditRecordModel>;
  AuditDetail: ResolverTypeWrapper<AuditDetail>;
  AuditSource: ResolverTypeWrapper<AuditSource>;
  AuditChangeType: AuditChangeType;
  AuditEvent: ResolverTypeWrapper<Omit<AuditEvent, 'record'> & { record?: Maybe<ResolversTypes['AuditRecord']> }>;
  AuditChainEndInput: AuditChainEndInput;
  AuditChainEnd: ResolverTypeWrapper<AuditChainEnd>;
  AuditChainCheck: ResolverTypeWrapper<AuditChainCheck>;
  ChangePayload: ResolverTypeWrapper<Omit<ChangePayload, 'project' | 'operation' | 'problems'> & { project?: Maybe<ResolversTypes['Project']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  CreateProjectInput: CreateProjectInput;
  ApplyProjectFileInput: ApplyProjectFileInput;
  SetProjectDetailsInput: SetProjectDetailsInput;
  DeleteProjectInput: DeleteProjectInput;
  PutComponentInput: PutComponentInput;
  RemoveComponentInput: RemoveComponentInput;
  SetImageInput: SetImageInput;
  SetReplicasInput: SetReplicasInput;
  SetVariableInput: SetVariableInput;
  RemoveVariableInput: RemoveVariableInput;
  SetSecretInput: SetSecretInput;
  RemoveSecretInput: RemoveSecretInput;
  PutRegistryInput: PutRegistryInput;
  RemoveRegistryInput: RemoveRegistryInput;
  PutServiceInput: PutServiceInput;
  RemoveServiceInput: RemoveServiceInput;
  BindServiceInput: BindServiceInput;
  UnbindServiceInput: UnbindServiceInput;
  PutDeploymentInput: PutDeploymentInput;
  RemoveDeploymentInput: RemoveDeploymentInput;
  PutMemberInput: PutMemberInput;
  RemoveMemberInput: RemoveMemberInput;
  RefreshDeploymentInput: RefreshDeploymentInput;
  RestartComponentInput: RestartComponentInput;
  ConfirmRemovalInput: ConfirmRemovalInput;
  RestoreRetainedInput: RestoreRetainedInput;
  PurgeRetainedInput: PurgeRetainedInput;
  ReissueCredentialsInput: ReissueCredentialsInput;
  CancelOperationInput: CancelOperationInput;
  RetryOperationInput: RetryOperationInput;
  RevertOperationInput: RevertOperationInput;
  ComponentInput: ComponentInput;
  PortInput: PortInput;
  PublicationInput: PublicationInput;
  VariableInput: VariableInput;
  AutoscaleInput: AutoscaleInput;
  ResourcesInput: ResourcesInput;
  HealthInput: HealthInput;
  VariableAliasInput: VariableAliasInput;
  DeploymentInput: DeploymentInput;
  DeploymentServiceInput: DeploymentServiceInput;
  DeploymentComponentInput: DeploymentComponentInput;
  ResetSignInInput: ResetSignInInput;
  ResetSignInPayload: ResolverTypeWrapper<Omit<ResetSignInPayload, 'problems'> & { problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  AcceptRepositoryHeadInput: AcceptRepositoryHeadInput;
  AcceptRepositoryHeadPayload: ResolverTypeWrapper<Omit<AcceptRepositoryHeadPayload, 'problems'> & { problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  Repository: ResolverTypeWrapper<Repository>;
  ClusterState: ClusterState;
  Cluster: ResolverTypeWrapper<ClusterModel>;
  EgressMode: EgressMode;
  ClusterProfile: ResolverTypeWrapper<ClusterProfile>;
  ClusterPermissions: ResolverTypeWrapper<ClusterPermissions>;
  RegisterClusterInput: RegisterClusterInput;
  RegisterClusterPayload: ResolverTypeWrapper<Omit<RegisterClusterPayload, 'cluster' | 'problems'> & { cluster?: Maybe<ResolversTypes['Cluster']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  RenewJoinTokenInput: RenewJoinTokenInput;
  RenewJoinTokenPayload: ResolverTypeWrapper<Omit<RenewJoinTokenPayload, 'cluster' | 'problems'> & { cluster?: Maybe<ResolversTypes['Cluster']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  DrainClusterInput: DrainClusterInput;
  RemoveClusterInput: RemoveClusterInput;
  OrphanedObjectInput: OrphanedObjectInput;
  OrphanedInput: OrphanedInput;
  ClusterPayload: ResolverTypeWrapper<Omit<ClusterPayload, 'cluster' | 'problems'> & { cluster?: Maybe<ResolversTypes['Cluster']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Language: Language;
  Permission: ResolverTypeWrapper<Permission>;
  Component: ResolverTypeWrapper<Component>;
  Port: ResolverTypeWrapper<Port>;
  PortProtocol: PortProtocol;
  Publication: ResolverTypeWrapper<Publication>;
  Variable: ResolverTypeWrapper<Variable>;
  Autoscale: ResolverTypeWrapper<Autoscale>;
  Resources: ResolverTypeWrapper<Resources>;
  Health: ResolverTypeWrapper<Health>;
  Binding: ResolverTypeWrapper<Binding>;
  VariableAlias: ResolverTypeWrapper<VariableAlias>;
  DeploymentStatus: ResolverTypeWrapper<DeploymentStatus>;
  DeploymentHealth: DeploymentHealth;
  DeployedComponent: ResolverTypeWrapper<DeployedComponent>;
  AddressKind: AddressKind;
  AddressState: AddressState;
  Address: ResolverTypeWrapper<Address>;
  Removal: ResolverTypeWrapper<RemovalModel>;
  ObjectRef: ResolverTypeWrapper<ObjectRef>;
  OperationChangeType: OperationChangeType;
  OperationChange: ResolverTypeWrapper<Omit<OperationChange, 'step'> & { step?: Maybe<ResolversTypes['Step']> }>;
  OperationEvent: ResolverTypeWrapper<Omit<OperationEvent, 'change' | 'operation' | 'deployment'> & { change: ResolversTypes['OperationChange'], operation: ResolversTypes['Operation'], deployment?: Maybe<ResolversTypes['Deployment']> }>;
  ProjectChangeType: ProjectChangeType;
  ProjectEvent: ResolverTypeWrapper<Omit<ProjectEvent, 'project' | 'operation' | 'deployment'> & { project?: Maybe<ResolversTypes['Project']>, operation?: Maybe<ResolversTypes['Operation']>, deployment?: Maybe<ResolversTypes['Deployment']> }>;
  ClusterChangeType: ClusterChangeType;
  ClusterChange: ResolverTypeWrapper<Omit<ClusterChange, 'cluster'> & { cluster?: Maybe<ResolversTypes['Cluster']> }>;
  OperationMilestone: OperationMilestone;
  OperationKind: OperationKind;
  OperationState: OperationState;
  ActorType: ActorType;
  Actor: ResolverTypeWrapper<ActorModel>;
  Operation: ResolverTypeWrapper<OperationModel>;
  Progress: ResolverTypeWrapper<Progress>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  TargetState: TargetState;
  OperationTarget: ResolverTypeWrapper<TargetModel>;
  StepState: StepState;
  Step: ResolverTypeWrapper<StepModel>;
  ProofOrigin: ProofOrigin;
  Proof: ResolverTypeWrapper<Proof>;
  Waiting: ResolverTypeWrapper<WaitingModel>;
  OperationPermissions: ResolverTypeWrapper<OperationPermissions>;
  OperationConnection: ResolverTypeWrapper<Omit<OperationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OperationEdge']>, nodes: ReadonlyArray<ResolversTypes['Operation']> }>;
  OperationEdge: ResolverTypeWrapper<Omit<OperationEdge, 'node'> & { node: ResolversTypes['Operation'] }>;
  NoticeCode: NoticeCode;
  ProblemCode: ProblemCode;
  Fault: Fault;
  Retry: Retry;
  Remedy: ResolverTypeWrapper<Remedy>;
  Problem: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Problem']>;
  PlainProblem: ResolverTypeWrapper<ProblemModel>;
  InUseProblem: ResolverTypeWrapper<ProblemModel>;
  DataLossProblem: ResolverTypeWrapper<ProblemModel>;
  ConflictProblem: ResolverTypeWrapper<ProblemModel>;
  RetainedDataProblem: ResolverTypeWrapper<ProblemModel>;
  RetainedChoice: RetainedChoice;
  Notice: ResolverTypeWrapper<Notice>;
  DifferenceKind: DifferenceKind;
  Difference: ResolverTypeWrapper<Difference>;
  DifferenceEffect: DifferenceEffect;
  ProjectFilter: ProjectFilter;
  ProjectOrderField: ProjectOrderField;
  OrderDirection: OrderDirection;
  ProjectOrder: ProjectOrder;
  ProjectConnection: ResolverTypeWrapper<Omit<ProjectConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ProjectEdge']>, nodes: ReadonlyArray<ResolversTypes['Project']> }>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  Role: Role;
  Member: ResolverTypeWrapper<MemberModel>;
  MemberPermissions: ResolverTypeWrapper<MemberPermissions>;
  RevisionConnection: ResolverTypeWrapper<Omit<RevisionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RevisionEdge']>, nodes: ReadonlyArray<ResolversTypes['Revision']> }>;
  RevisionEdge: ResolverTypeWrapper<Omit<RevisionEdge, 'node'> & { node: ResolversTypes['Revision'] }>;
  Revision: ResolverTypeWrapper<RevisionModel>;
  RetainedData: ResolverTypeWrapper<RetainedData>;
  HeldRemoval: ResolverTypeWrapper<HeldRemoval>;
  SecretRecipient: ResolverTypeWrapper<SecretRecipient>;
  SecretState: ResolverTypeWrapper<SecretState>;
  ImageRegistry: ResolverTypeWrapper<ImageRegistry>;
  ProjectPermissions: ResolverTypeWrapper<ProjectPermissions>;
  CheckProjectFileInput: CheckProjectFileInput;
  ProjectFileCheck: ResolverTypeWrapper<Omit<ProjectFileCheck, 'problems'> & { problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  TargetEffect: TargetEffect;
  TargetPreview: ResolverTypeWrapper<TargetPreview>;
  ImportProjectFileInput: ImportProjectFileInput;
  ProjectFileImport: ResolverTypeWrapper<Omit<ProjectFileImport, 'problems'> & { problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  MappedKey: ResolverTypeWrapper<MappedKey>;
  KeyNotCarriedOver: ResolverTypeWrapper<KeyNotCarriedOver>;
  RoleRights: ResolverTypeWrapper<RoleRights>;
  ProjectRight: ProjectRight;
  Deletion: Deletion;
  Service: ResolverTypeWrapper<Service>;
  ServiceType: ResolverTypeWrapper<ServiceTypeModel>;
  ServiceVariable: ResolverTypeWrapper<ServiceVariableModel>;
  ServiceAvailability: ResolverTypeWrapper<ServiceAvailability>;
  NamedLimit: ResolverTypeWrapper<NamedLimit>;
  NamedChoices: ResolverTypeWrapper<NamedChoices>;
  TokenScope: TokenScope;
  TokenKind: TokenKind;
  TokenState: TokenState;
  AccessToken: ResolverTypeWrapper<AccessTokenModel>;
  TokenDocument: ResolverTypeWrapper<TokenDocument>;
  AccessTokenConnection: ResolverTypeWrapper<Omit<AccessTokenConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AccessTokenEdge']>, nodes: ReadonlyArray<ResolversTypes['AccessToken']> }>;
  AccessTokenEdge: ResolverTypeWrapper<Omit<AccessTokenEdge, 'node'> & { node: ResolversTypes['AccessToken'] }>;
  TokenRule: ResolverTypeWrapper<TokenRuleModel>;
  TokenRuleClaim: ResolverTypeWrapper<TokenRuleClaim>;
  TokenSettings: ResolverTypeWrapper<TokenSettings>;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  CreateTokenInput: CreateTokenInput;
  TokenDocumentInput: TokenDocumentInput;
  CreateTokenPayload: ResolverTypeWrapper<Omit<CreateTokenPayload, 'token' | 'problems'> & { token?: Maybe<ResolversTypes['AccessToken']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  RevokeTokenInput: RevokeTokenInput;
  TokenPayload: ResolverTypeWrapper<Omit<TokenPayload, 'token' | 'problems'> & { token?: Maybe<ResolversTypes['AccessToken']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  SetTokenSettingsInput: SetTokenSettingsInput;
  TokenSettingsPayload: ResolverTypeWrapper<Omit<TokenSettingsPayload, 'problems'> & { problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  PutTokenRuleInput: PutTokenRuleInput;
  TokenRuleClaimInput: TokenRuleClaimInput;
  RemoveTokenRuleInput: RemoveTokenRuleInput;
  TokenRulePayload: ResolverTypeWrapper<Omit<TokenRulePayload, 'rule' | 'problems'> & { rule?: Maybe<ResolversTypes['TokenRule']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  ForgetSignInInput: ForgetSignInInput;
  ForgetSignInPayload: ResolverTypeWrapper<Omit<ForgetSignInPayload, 'problems'> & { problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  ViewerPermissions: ResolverTypeWrapper<ViewerPermissions>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeploymentLive: ResolverTypeWrapper<DeploymentLive>;
  Workload: ResolverTypeWrapper<Workload>;
  WorkloadState: WorkloadState;
  WorkloadProblem: ResolverTypeWrapper<WorkloadProblem>;
  Pod: ResolverTypeWrapper<Pod>;
  PodState: PodState;
  ServiceInstance: ResolverTypeWrapper<ServiceInstance>;
  ServiceState: ServiceState;
  BackendName: ResolverTypeWrapper<BackendName>;
  EffectiveVariable: ResolverTypeWrapper<EffectiveVariable>;
  VariableSource: VariableSource;
  KubernetesEvent: ResolverTypeWrapper<KubernetesEvent>;
  LogLine: ResolverTypeWrapper<LogLine>;
  ManagedObject: ResolverTypeWrapper<ManagedObject>;
  ManagedObjectState: ManagedObjectState;
  Deployment: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Deployment']>;
  DetachedDeployment: ResolverTypeWrapper<DeploymentModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  Project: ProjectModel;
  Boolean: Scalars['Boolean']['output'];
  Subscription: Record<PropertyKey, never>;
  AuditFilter: AuditFilter;
  AuditConnection: Omit<AuditConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AuditEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AuditRecord']> };
  AuditEdge: Omit<AuditEdge, 'node'> & { node: ResolversParentTypes['AuditRecord'] };
  AuditRecord: AuditRecordModel;
  AuditDetail: AuditDetail;
  AuditSource: AuditSource;
  AuditEvent: Omit<AuditEvent, 'record'> & { record?: Maybe<ResolversParentTypes['AuditRecord']> };
  AuditChainEndInput: AuditChainEndInput;
  AuditChainEnd: AuditChainEnd;
  AuditChainCheck: AuditChainCheck;
  ChangePayload: Omit<ChangePayload, 'project' | 'operation' | 'problems'> & { project?: Maybe<ResolversParentTypes['Project']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  Mutation: Record<PropertyKey, never>;
  CreateProjectInput: CreateProjectInput;
  ApplyProjectFileInput: ApplyProjectFileInput;
  SetProjectDetailsInput: SetProjectDetailsInput;
  DeleteProjectInput: DeleteProjectInput;
  PutComponentInput: PutComponentInput;
  RemoveComponentInput: RemoveComponentInput;
  SetImageInput: SetImageInput;
  SetReplicasInput: SetReplicasInput;
  SetVariableInput: SetVariableInput;
  RemoveVariableInput: RemoveVariableInput;
  SetSecretInput: SetSecretInput;
  RemoveSecretInput: RemoveSecretInput;
  PutRegistryInput: PutRegistryInput;
  RemoveRegistryInput: RemoveRegistryInput;
  PutServiceInput: PutServiceInput;
  RemoveServiceInput: RemoveServiceInput;
  BindServiceInput: BindServiceInput;
  UnbindServiceInput: UnbindServiceInput;
  PutDeploymentInput: PutDeploymentInput;
  RemoveDeploymentInput: RemoveDeploymentInput;
  PutMemberInput: PutMemberInput;
  RemoveMemberInput: RemoveMemberInput;
  RefreshDeploymentInput: RefreshDeploymentInput;
  RestartComponentInput: RestartComponentInput;
  ConfirmRemovalInput: ConfirmRemovalInput;
  RestoreRetainedInput: RestoreRetainedInput;
  PurgeRetainedInput: PurgeRetainedInput;
  ReissueCredentialsInput: ReissueCredentialsInput;
  CancelOperationInput: CancelOperationInput;
  RetryOperationInput: RetryOperationInput;
  RevertOperationInput: RevertOperationInput;
  ComponentInput: ComponentInput;
  PortInput: PortInput;
  PublicationInput: PublicationInput;
  VariableInput: VariableInput;
  AutoscaleInput: AutoscaleInput;
  ResourcesInput: ResourcesInput;
  HealthInput: HealthInput;
  VariableAliasInput: VariableAliasInput;
  DeploymentInput: DeploymentInput;
  DeploymentServiceInput: DeploymentServiceInput;
  DeploymentComponentInput: DeploymentComponentInput;
  ResetSignInInput: ResetSignInInput;
  ResetSignInPayload: Omit<ResetSignInPayload, 'problems'> & { problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  AcceptRepositoryHeadInput: AcceptRepositoryHeadInput;
  AcceptRepositoryHeadPayload: Omit<AcceptRepositoryHeadPayload, 'problems'> & { problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  Repository: Repository;
  Cluster: ClusterModel;
  ClusterProfile: ClusterProfile;
  ClusterPermissions: ClusterPermissions;
  RegisterClusterInput: RegisterClusterInput;
  RegisterClusterPayload: Omit<RegisterClusterPayload, 'cluster' | 'problems'> & { cluster?: Maybe<ResolversParentTypes['Cluster']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  RenewJoinTokenInput: RenewJoinTokenInput;
  RenewJoinTokenPayload: Omit<RenewJoinTokenPayload, 'cluster' | 'problems'> & { cluster?: Maybe<ResolversParentTypes['Cluster']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  DrainClusterInput: DrainClusterInput;
  RemoveClusterInput: RemoveClusterInput;
  OrphanedObjectInput: OrphanedObjectInput;
  OrphanedInput: OrphanedInput;
  ClusterPayload: Omit<ClusterPayload, 'cluster' | 'problems'> & { cluster?: Maybe<ResolversParentTypes['Cluster']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  JSON: Scalars['JSON']['output'];
  Cursor: Scalars['Cursor']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Permission: Permission;
  Component: Component;
  Port: Port;
  Publication: Publication;
  Variable: Variable;
  Autoscale: Autoscale;
  Resources: Resources;
  Health: Health;
  Binding: Binding;
  VariableAlias: VariableAlias;
  DeploymentStatus: DeploymentStatus;
  DeployedComponent: DeployedComponent;
  Address: Address;
  Removal: RemovalModel;
  ObjectRef: ObjectRef;
  OperationChange: Omit<OperationChange, 'step'> & { step?: Maybe<ResolversParentTypes['Step']> };
  OperationEvent: Omit<OperationEvent, 'change' | 'operation' | 'deployment'> & { change: ResolversParentTypes['OperationChange'], operation: ResolversParentTypes['Operation'], deployment?: Maybe<ResolversParentTypes['Deployment']> };
  ProjectEvent: Omit<ProjectEvent, 'project' | 'operation' | 'deployment'> & { project?: Maybe<ResolversParentTypes['Project']>, operation?: Maybe<ResolversParentTypes['Operation']>, deployment?: Maybe<ResolversParentTypes['Deployment']> };
  ClusterChange: Omit<ClusterChange, 'cluster'> & { cluster?: Maybe<ResolversParentTypes['Cluster']> };
  Actor: ActorModel;
  Operation: OperationModel;
  Progress: Progress;
  Float: Scalars['Float']['output'];
  OperationTarget: TargetModel;
  Step: StepModel;
  Proof: Proof;
  Waiting: WaitingModel;
  OperationPermissions: OperationPermissions;
  OperationConnection: Omit<OperationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OperationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Operation']> };
  OperationEdge: Omit<OperationEdge, 'node'> & { node: ResolversParentTypes['Operation'] };
  Remedy: Remedy;
  Problem: ResolversInterfaceTypes<ResolversParentTypes>['Problem'];
  PlainProblem: ProblemModel;
  InUseProblem: ProblemModel;
  DataLossProblem: ProblemModel;
  ConflictProblem: ProblemModel;
  RetainedDataProblem: ProblemModel;
  Notice: Notice;
  Difference: Difference;
  ProjectFilter: ProjectFilter;
  ProjectOrder: ProjectOrder;
  ProjectConnection: Omit<ProjectConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ProjectEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Project']> };
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  Member: MemberModel;
  MemberPermissions: MemberPermissions;
  RevisionConnection: Omit<RevisionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RevisionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Revision']> };
  RevisionEdge: Omit<RevisionEdge, 'node'> & { node: ResolversParentTypes['Revision'] };
  Revision: RevisionModel;
  RetainedData: RetainedData;
  HeldRemoval: HeldRemoval;
  SecretRecipient: SecretRecipient;
  SecretState: SecretState;
  ImageRegistry: ImageRegistry;
  ProjectPermissions: ProjectPermissions;
  CheckProjectFileInput: CheckProjectFileInput;
  ProjectFileCheck: Omit<ProjectFileCheck, 'problems'> & { problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  TargetPreview: TargetPreview;
  ImportProjectFileInput: ImportProjectFileInput;
  ProjectFileImport: Omit<ProjectFileImport, 'problems'> & { problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  MappedKey: MappedKey;
  KeyNotCarriedOver: KeyNotCarriedOver;
  RoleRights: RoleRights;
  Service: Service;
  ServiceType: ServiceTypeModel;
  ServiceVariable: ServiceVariableModel;
  ServiceAvailability: ServiceAvailability;
  NamedLimit: NamedLimit;
  NamedChoices: NamedChoices;
  AccessToken: AccessTokenModel;
  TokenDocument: TokenDocument;
  AccessTokenConnection: Omit<AccessTokenConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AccessTokenEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AccessToken']> };
  AccessTokenEdge: Omit<AccessTokenEdge, 'node'> & { node: ResolversParentTypes['AccessToken'] };
  TokenRule: TokenRuleModel;
  TokenRuleClaim: TokenRuleClaim;
  TokenSettings: TokenSettings;
  Viewer: ViewerModel;
  CreateTokenInput: CreateTokenInput;
  TokenDocumentInput: TokenDocumentInput;
  CreateTokenPayload: Omit<CreateTokenPayload, 'token' | 'problems'> & { token?: Maybe<ResolversParentTypes['AccessToken']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  RevokeTokenInput: RevokeTokenInput;
  TokenPayload: Omit<TokenPayload, 'token' | 'problems'> & { token?: Maybe<ResolversParentTypes['AccessToken']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  SetTokenSettingsInput: SetTokenSettingsInput;
  TokenSettingsPayload: Omit<TokenSettingsPayload, 'problems'> & { problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  PutTokenRuleInput: PutTokenRuleInput;
  TokenRuleClaimInput: TokenRuleClaimInput;
  RemoveTokenRuleInput: RemoveTokenRuleInput;
  TokenRulePayload: Omit<TokenRulePayload, 'rule' | 'problems'> & { rule?: Maybe<ResolversParentTypes['TokenRule']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  ForgetSignInInput: ForgetSignInInput;
  ForgetSignInPayload: Omit<ForgetSignInPayload, 'problems'> & { problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  ViewerPermissions: ViewerPermissions;
  DateTime: Scalars['DateTime']['output'];
  DeploymentLive: DeploymentLive;
  Workload: Workload;
  WorkloadProblem: WorkloadProblem;
  Pod: Pod;
  ServiceInstance: ServiceInstance;
  BackendName: BackendName;
  EffectiveVariable: EffectiveVariable;
  KubernetesEvent: KubernetesEvent;
  LogLine: LogLine;
  ManagedObject: ManagedObject;
  Deployment: ResolversInterfaceTypes<ResolversParentTypes>['Deployment'];
  DetachedDeployment: DeploymentModel;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  audit?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<QueryAuditArgs, 'first'>>;
  checkAuditChain?: Resolver<ResolversTypes['AuditChainCheck'], ParentType, ContextType, Partial<QueryCheckAuditChainArgs>>;
  repository?: Resolver<ResolversTypes['Repository'], ParentType, ContextType>;
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType, RequireFields<QueryClusterArgs, 'name'>>;
  clusters?: Resolver<ReadonlyArray<ResolversTypes['Cluster']>, ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType, RequireFields<QueryDeploymentArgs, 'id'>>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationArgs, 'id'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'name'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  checkProjectFile?: Resolver<ResolversTypes['ProjectFileCheck'], ParentType, ContextType, RequireFields<QueryCheckProjectFileArgs, 'input'>>;
  importProjectFile?: Resolver<ResolversTypes['ProjectFileImport'], ParentType, ContextType, RequireFields<QueryImportProjectFileArgs, 'input'>>;
  projectFileSchema?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['RoleRights']>, ParentType, ContextType>;
  serviceTypes?: Resolver<ReadonlyArray<ResolversTypes['ServiceType']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = any, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  audit?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<ProjectAuditArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  file?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['RevisionConnection'], ParentType, ContextType, RequireFields<ProjectHistoryArgs, 'first'>>;
  members?: Resolver<ReadonlyArray<ResolversTypes['Member']>, ParentType, ContextType>;
  components?: Resolver<ReadonlyArray<ResolversTypes['Component']>, ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['Service']>, ParentType, ContextType>;
  bindings?: Resolver<ReadonlyArray<ResolversTypes['Binding']>, ParentType, ContextType>;
  deployments?: Resolver<ReadonlyArray<ResolversTypes['Deployment']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType, RequireFields<ProjectDeploymentArgs, 'name'>>;
  operations?: Resolver<ResolversTypes['OperationConnection'], ParentType, ContextType, RequireFields<ProjectOperationsArgs, 'first'>>;
  lastOperation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retained?: Resolver<ReadonlyArray<ResolversTypes['RetainedData']>, ParentType, ContextType>;
  heldRemovals?: Resolver<ReadonlyArray<ResolversTypes['HeldRemoval']>, ParentType, ContextType>;
  secretRecipients?: Resolver<ReadonlyArray<ResolversTypes['SecretRecipient']>, ParentType, ContextType, RequireFields<ProjectSecretRecipientsArgs, 'name'>>;
  secrets?: Resolver<ReadonlyArray<ResolversTypes['SecretState']>, ParentType, ContextType>;
  registries?: Resolver<ReadonlyArray<ResolversTypes['ImageRegistry']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['Notice']>, ParentType, ContextType>;
  viewerCan?: Resolver<ResolversTypes['ProjectPermissions'], ParentType, ContextType>;
  tokens?: Resolver<Maybe<ResolversTypes['AccessTokenConnection']>, ParentType, ContextType, RequireFields<ProjectTokensArgs, 'first' | 'activeOnly'>>;
  tokenRules?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TokenRule']>>, ParentType, ContextType>;
  tokenSettings?: Resolver<Maybe<ResolversTypes['TokenSettings']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  audit?: SubscriptionResolver<ResolversTypes['AuditEvent'], "audit", ParentType, ContextType, Partial<SubscriptionAuditArgs>>;
  operation?: SubscriptionResolver<ResolversTypes['OperationEvent'], "operation", ParentType, ContextType, RequireFields<SubscriptionOperationArgs, 'id'>>;
  project?: SubscriptionResolver<ResolversTypes['ProjectEvent'], "project", ParentType, ContextType, RequireFields<SubscriptionProjectArgs, 'name'>>;
  projects?: SubscriptionResolver<ResolversTypes['ProjectEvent'], "projects", ParentType, ContextType, Partial<SubscriptionProjectsArgs>>;
  clusters?: SubscriptionResolver<ResolversTypes['ClusterChange'], "clusters", ParentType, ContextType, Partial<SubscriptionClustersArgs>>;
  logs?: SubscriptionResolver<ResolversTypes['LogLine'], "logs", ParentType, ContextType, RequireFields<SubscriptionLogsArgs, 'deployment' | 'component'>>;
};

export type AuditConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditRecord'], ParentType, ContextType>;
};

export type AuditRecordResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditRecord'] = ResolversParentTypes['AuditRecord']> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cluster?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  result?: Resolver<ResolversTypes['AuditResult'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<ReadonlyArray<ResolversTypes['AuditDetail']>, ParentType, ContextType>;
  times?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['AuditSource']>, ParentType, ContextType>;
  previous?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  canonical?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditDetailResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditDetail'] = ResolversParentTypes['AuditDetail']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditSourceResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditSource'] = ResolversParentTypes['AuditSource']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  transport?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AuditChangeType'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AuditRecord']>, ParentType, ContextType>;
};

export type AuditChainEndResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditChainEnd'] = ResolversParentTypes['AuditChainEnd']> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditChainCheckResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditChainCheck'] = ResolversParentTypes['AuditChainCheck']> = {
  end?: Resolver<ResolversTypes['AuditChainEnd'], ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  broken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ChangePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ChangePayload'] = ResolversParentTypes['ChangePayload']> = {
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['Notice']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['Difference']>, ParentType, ContextType>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['TargetPreview']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createProject?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationCreateProjectArgs, 'input'>>;
  applyProjectFile?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationApplyProjectFileArgs, 'input'>>;
  setProjectDetails?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationSetProjectDetailsArgs, 'input'>>;
  deleteProject?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationDeleteProjectArgs, 'input'>>;
  putComponent?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationPutComponentArgs, 'input'>>;
  removeComponent?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRemoveComponentArgs, 'input'>>;
  setImage?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationSetImageArgs, 'input'>>;
  setReplicas?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationSetReplicasArgs, 'input'>>;
  setVariable?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationSetVariableArgs, 'input'>>;
  removeVariable?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRemoveVariableArgs, 'input'>>;
  setSecret?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationSetSecretArgs, 'input'>>;
  removeSecret?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRemoveSecretArgs, 'input'>>;
  putRegistry?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationPutRegistryArgs, 'input'>>;
  removeRegistry?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRemoveRegistryArgs, 'input'>>;
  putService?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationPutServiceArgs, 'input'>>;
  removeService?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRemoveServiceArgs, 'input'>>;
  bindService?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationBindServiceArgs, 'input'>>;
  unbindService?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationUnbindServiceArgs, 'input'>>;
  putDeployment?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationPutDeploymentArgs, 'input'>>;
  removeDeployment?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRemoveDeploymentArgs, 'input'>>;
  putMember?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationPutMemberArgs, 'input'>>;
  removeMember?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRemoveMemberArgs, 'input'>>;
  refreshDeployment?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRefreshDeploymentArgs, 'input'>>;
  restartComponent?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRestartComponentArgs, 'input'>>;
  confirmRemoval?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationConfirmRemovalArgs, 'input'>>;
  restoreRetained?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRestoreRetainedArgs, 'input'>>;
  purgeRetained?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationPurgeRetainedArgs, 'input'>>;
  reissueCredentials?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationReissueCredentialsArgs, 'input'>>;
  cancelOperation?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationCancelOperationArgs, 'input'>>;
  retryOperation?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRetryOperationArgs, 'input'>>;
  revertOperation?: Resolver<ResolversTypes['ChangePayload'], ParentType, ContextType, RequireFields<MutationRevertOperationArgs, 'input'>>;
  resetSignIn?: Resolver<ResolversTypes['ResetSignInPayload'], ParentType, ContextType, RequireFields<MutationResetSignInArgs, 'input'>>;
  acceptRepositoryHead?: Resolver<ResolversTypes['AcceptRepositoryHeadPayload'], ParentType, ContextType, RequireFields<MutationAcceptRepositoryHeadArgs, 'input'>>;
  registerCluster?: Resolver<ResolversTypes['RegisterClusterPayload'], ParentType, ContextType, RequireFields<MutationRegisterClusterArgs, 'input'>>;
  renewJoinToken?: Resolver<ResolversTypes['RenewJoinTokenPayload'], ParentType, ContextType, RequireFields<MutationRenewJoinTokenArgs, 'input'>>;
  drainCluster?: Resolver<ResolversTypes['ClusterPayload'], ParentType, ContextType, RequireFields<MutationDrainClusterArgs, 'input'>>;
  removeCluster?: Resolver<ResolversTypes['ClusterPayload'], ParentType, ContextType, RequireFields<MutationRemoveClusterArgs, 'input'>>;
  adoptOrphaned?: Resolver<ResolversTypes['ClusterPayload'], ParentType, ContextType, RequireFields<MutationAdoptOrphanedArgs, 'input'>>;
  removeOrphaned?: Resolver<ResolversTypes['ClusterPayload'], ParentType, ContextType, RequireFields<MutationRemoveOrphanedArgs, 'input'>>;
  createToken?: Resolver<ResolversTypes['CreateTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  revokeToken?: Resolver<ResolversTypes['TokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  setTokenSettings?: Resolver<ResolversTypes['TokenSettingsPayload'], ParentType, ContextType, RequireFields<MutationSetTokenSettingsArgs, 'input'>>;
  putTokenRule?: Resolver<ResolversTypes['TokenRulePayload'], ParentType, ContextType, RequireFields<MutationPutTokenRuleArgs, 'input'>>;
  removeTokenRule?: Resolver<ResolversTypes['TokenRulePayload'], ParentType, ContextType, RequireFields<MutationRemoveTokenRuleArgs, 'input'>>;
  forgetSignIn?: Resolver<ResolversTypes['ForgetSignInPayload'], ParentType, ContextType, RequireFields<MutationForgetSignInArgs, 'input'>>;
};

export type ResetSignInPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ResetSignInPayload'] = ResolversParentTypes['ResetSignInPayload']> = {
  temporaryPassword?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AcceptRepositoryHeadPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['AcceptRepositoryHeadPayload'] = ResolversParentTypes['AcceptRepositoryHeadPayload']> = {
  repository?: Resolver<ResolversTypes['Repository'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RepositoryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Repository'] = ResolversParentTypes['Repository']> = {
  acceptedHead?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  heldHead?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  heldBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  heldSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  unavailable?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClusterResolvers<ContextType = any, ParentType extends ResolversParentTypes['Cluster'] = ResolversParentTypes['Cluster']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ClusterState'], ParentType, ContextType>;
  isDraining?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['ClusterProfile']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  deploymentCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  orphaned?: Resolver<ReadonlyArray<ResolversTypes['ObjectRef']>, ParentType, ContextType>;
  viewerCan?: Resolver<ResolversTypes['ClusterPermissions'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ClusterProfileResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClusterProfile'] = ResolversParentTypes['ClusterProfile']> = {
  contractVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  backendVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isSandbox?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scheme?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serviceTypes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  maximumReplicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maximumCpu?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maximumMemory?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maximumVolume?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  egress?: Resolver<ResolversTypes['EgressMode'], ParentType, ContextType>;
  retentionDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  agePublicKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sendsMail?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasOrganisationProvider?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ClusterPermissionsResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClusterPermissions'] = ResolversParentTypes['ClusterPermissions']> = {
  renewJoinToken?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  drain?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  remove?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type RegisterClusterPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RegisterClusterPayload'] = ResolversParentTypes['RegisterClusterPayload']> = {
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType>;
  joinToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  joinTokenExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RenewJoinTokenPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RenewJoinTokenPayload'] = ResolversParentTypes['RenewJoinTokenPayload']> = {
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType>;
  joinToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  joinTokenExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClusterPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClusterPayload'] = ResolversParentTypes['ClusterPayload']> = {
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export type NodeResolvers<ContextType = any, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Project' | 'Cluster' | 'Operation' | 'DetachedDeployment', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PermissionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Permission'] = ResolversParentTypes['Permission']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ComponentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Component'] = ResolversParentTypes['Component']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  command?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  args?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  before?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  ports?: Resolver<ReadonlyArray<ResolversTypes['Port']>, ParentType, ContextType>;
  publish?: Resolver<Maybe<ResolversTypes['Publication']>, ParentType, ContextType>;
  bindings?: Resolver<ReadonlyArray<ResolversTypes['Binding']>, ParentType, ContextType>;
  calls?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  variables?: Resolver<ReadonlyArray<ResolversTypes['Variable']>, ParentType, ContextType>;
  secrets?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  egress?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  replicas?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  autoscale?: Resolver<Maybe<ResolversTypes['Autoscale']>, ParentType, ContextType>;
  resources?: Resolver<ResolversTypes['Resources'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['Health'], ParentType, ContextType>;
  writableRoot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PortResolvers<ContextType = any, ParentType extends ResolversParentTypes['Port'] = ResolversParentTypes['Port']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  port?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['PortProtocol'], ParentType, ContextType>;
};

export type PublicationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Publication'] = ResolversParentTypes['Publication']> = {
  port?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stripPath?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type VariableResolvers<ContextType = any, ParentType extends ResolversParentTypes['Variable'] = ResolversParentTypes['Variable']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AutoscaleResolvers<ContextType = any, ParentType extends ResolversParentTypes['Autoscale'] = ResolversParentTypes['Autoscale']> = {
  min?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cpu?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ResourcesResolvers<ContextType = any, ParentType extends ResolversParentTypes['Resources'] = ResolversParentTypes['Resources']> = {
  cpu?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  memory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HealthResolvers<ContextType = any, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expect?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  deadline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BindingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Binding'] = ResolversParentTypes['Binding']> = {
  component?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['Service'], ParentType, ContextType>;
  prefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  aliases?: Resolver<ReadonlyArray<ResolversTypes['VariableAlias']>, ParentType, ContextType>;
  mountPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type VariableAliasResolvers<ContextType = any, ParentType extends ResolversParentTypes['VariableAlias'] = ResolversParentTypes['VariableAlias']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  of?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeploymentStatusResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeploymentStatus'] = ResolversParentTypes['DeploymentStatus']> = {
  headline?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['DeploymentHealth'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  observedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  generation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isStale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DeployedComponentResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeployedComponent'] = ResolversParentTypes['DeployedComponent']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  replicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  desired?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  ready?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reportedImage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = any, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  component?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AddressKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AddressState'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RemovalResolvers<ContextType = any, ParentType extends ResolversParentTypes['Removal'] = ResolversParentTypes['Removal']> = {
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confirmedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  confirmedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isTaken?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ObjectRefResolvers<ContextType = any, ParentType extends ResolversParentTypes['ObjectRef'] = ResolversParentTypes['ObjectRef']> = {
  backend?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OperationChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationChange'] = ResolversParentTypes['OperationChange']> = {
  type?: Resolver<ResolversTypes['OperationChangeType'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['OperationState']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetState?: Resolver<Maybe<ResolversTypes['TargetState']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Step']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OperationEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationEvent'] = ResolversParentTypes['OperationEvent']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  change?: Resolver<ResolversTypes['OperationChange'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
};

export type ProjectEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProjectEvent'] = ResolversParentTypes['ProjectEvent']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ProjectChangeType'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
};

export type ClusterChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClusterChange'] = ResolversParentTypes['ClusterChange']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ClusterChangeType'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType>;
};

export type ActorResolvers<ContextType = any, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  type?: Resolver<ResolversTypes['ActorType'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  madeBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isVerified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type OperationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['OperationKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperationState'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryOf?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Progress'], ParentType, ContextType>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['OperationTarget']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['Step']>, ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['Waiting']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  isSimulated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerCan?: Resolver<ResolversTypes['OperationPermissions'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProgressResolvers<ContextType = any, ParentType extends ResolversParentTypes['Progress'] = ResolversParentTypes['Progress']> = {
  done?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fraction?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  estimatedSecondsLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OperationTargetResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationTarget'] = ResolversParentTypes['OperationTarget']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  generation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TargetState'], ParentType, ContextType>;
  isRemoval?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Progress'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['Step']>, ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['Waiting']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  supersededBy?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type StepResolvers<ContextType = any, ParentType extends ResolversParentTypes['Step'] = ResolversParentTypes['Step']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deployment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<StepTitleArgs, 'language'>>;
  needs?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['StepState'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  proofs?: Resolver<ReadonlyArray<ResolversTypes['Proof']>, ParentType, ContextType>;
};

export type ProofResolvers<ContextType = any, ParentType extends ResolversParentTypes['Proof'] = ResolversParentTypes['Proof']> = {
  tried?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seen?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  passed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['ProofOrigin'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WaitingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Waiting'] = ResolversParentTypes['Waiting']> = {
  on?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type OperationPermissionsResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationPermissions'] = ResolversParentTypes['OperationPermissions']> = {
  cancel?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  revert?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type OperationConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationConnection'] = ResolversParentTypes['OperationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OperationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Operation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OperationEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationEdge'] = ResolversParentTypes['OperationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
};

export type RemedyResolvers<ContextType = any, ParentType extends ResolversParentTypes['Remedy'] = ResolversParentTypes['Remedy']> = {
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mutation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  input?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = any, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  __resolveType: TypeResolveFn<'PlainProblem' | 'InUseProblem' | 'DataLossProblem' | 'ConflictProblem' | 'RetainedDataProblem', ParentType, ContextType>;
};

export type PlainProblemResolvers<ContextType = any, ParentType extends ResolversParentTypes['PlainProblem'] = ResolversParentTypes['PlainProblem']> = {
  code?: Resolver<ResolversTypes['ProblemCode'], ParentType, ContextType>;
  fault?: Resolver<ResolversTypes['Fault'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['Retry'], ParentType, ContextType>;
  remedies?: Resolver<ReadonlyArray<ResolversTypes['Remedy']>, ParentType, ContextType>;
  validValues?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InUseProblemResolvers<ContextType = any, ParentType extends ResolversParentTypes['InUseProblem'] = ResolversParentTypes['InUseProblem']> = {
  code?: Resolver<ResolversTypes['ProblemCode'], ParentType, ContextType>;
  fault?: Resolver<ResolversTypes['Fault'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['Retry'], ParentType, ContextType>;
  remedies?: Resolver<ReadonlyArray<ResolversTypes['Remedy']>, ParentType, ContextType>;
  validValues?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  usedBy?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DataLossProblemResolvers<ContextType = any, ParentType extends ResolversParentTypes['DataLossProblem'] = ResolversParentTypes['DataLossProblem']> = {
  code?: Resolver<ResolversTypes['ProblemCode'], ParentType, ContextType>;
  fault?: Resolver<ResolversTypes['Fault'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['Retry'], ParentType, ContextType>;
  remedies?: Resolver<ReadonlyArray<ResolversTypes['Remedy']>, ParentType, ContextType>;
  validValues?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  what?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  confirm?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConflictProblemResolvers<ContextType = any, ParentType extends ResolversParentTypes['ConflictProblem'] = ResolversParentTypes['ConflictProblem']> = {
  code?: Resolver<ResolversTypes['ProblemCode'], ParentType, ContextType>;
  fault?: Resolver<ResolversTypes['Fault'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['Retry'], ParentType, ContextType>;
  remedies?: Resolver<ReadonlyArray<ResolversTypes['Remedy']>, ParentType, ContextType>;
  validValues?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  currentRevision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['Difference']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RetainedDataProblemResolvers<ContextType = any, ParentType extends ResolversParentTypes['RetainedDataProblem'] = ResolversParentTypes['RetainedDataProblem']> = {
  code?: Resolver<ResolversTypes['ProblemCode'], ParentType, ContextType>;
  fault?: Resolver<ResolversTypes['Fault'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['Retry'], ParentType, ContextType>;
  remedies?: Resolver<ReadonlyArray<ResolversTypes['Remedy']>, ParentType, ContextType>;
  validValues?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  choices?: Resolver<ReadonlyArray<ResolversTypes['RetainedChoice']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoticeResolvers<ContextType = any, ParentType extends ResolversParentTypes['Notice'] = ResolversParentTypes['Notice']> = {
  code?: Resolver<ResolversTypes['NoticeCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DifferenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Difference'] = ResolversParentTypes['Difference']> = {
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DifferenceKind'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deployments?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  effects?: Resolver<ReadonlyArray<ResolversTypes['DifferenceEffect']>, ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type MemberResolvers<ContextType = any, ParentType extends ResolversParentTypes['Member'] = ResolversParentTypes['Member']> = {
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  isViewer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  signedInSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  viewerCan?: Resolver<ResolversTypes['MemberPermissions'], ParentType, ContextType>;
};

export type MemberPermissionsResolvers<ContextType = any, ParentType extends ResolversParentTypes['MemberPermissions'] = ResolversParentTypes['MemberPermissions']> = {
  changeRole?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  remove?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type RevisionConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevisionConnection'] = ResolversParentTypes['RevisionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RevisionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Revision']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RevisionEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevisionEdge'] = ResolversParentTypes['RevisionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Revision'], ParentType, ContextType>;
};

export type RevisionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Revision'] = ResolversParentTypes['Revision']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  author?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['Difference']>, ParentType, ContextType>;
};

export type RetainedDataResolvers<ContextType = any, ParentType extends ResolversParentTypes['RetainedData'] = ResolversParentTypes['RetainedData']> = {
  cluster?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deployment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type HeldRemovalResolvers<ContextType = any, ParentType extends ResolversParentTypes['HeldRemoval'] = ResolversParentTypes['HeldRemoval']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  what?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  confirm?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SecretRecipientResolvers<ContextType = any, ParentType extends ResolversParentTypes['SecretRecipient'] = ResolversParentTypes['SecretRecipient']> = {
  cluster?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  publicKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SecretStateResolvers<ContextType = any, ParentType extends ResolversParentTypes['SecretState'] = ResolversParentTypes['SecretState']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  component?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deploymentsWithValue?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  missingIn?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ImageRegistryResolvers<ContextType = any, ParentType extends ResolversParentTypes['ImageRegistry'] = ResolversParentTypes['ImageRegistry']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProjectPermissionsResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProjectPermissions'] = ResolversParentTypes['ProjectPermissions']> = {
  edit?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  deploy?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  setSecrets?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  removeData?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  manageMembers?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  readAudit?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  manageTokens?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  own?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type ProjectFileCheckResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProjectFileCheck'] = ResolversParentTypes['ProjectFileCheck']> = {
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['Notice']>, ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['Difference']>, ParentType, ContextType>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['TargetPreview']>, ParentType, ContextType>;
};

export type TargetPreviewResolvers<ContextType = any, ParentType extends ResolversParentTypes['TargetPreview'] = ResolversParentTypes['TargetPreview']> = {
  deployment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cluster?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['TargetEffect'], ParentType, ContextType>;
  generation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  addresses?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectFileImportResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProjectFileImport'] = ResolversParentTypes['ProjectFileImport']> = {
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mapped?: Resolver<ReadonlyArray<ResolversTypes['MappedKey']>, ParentType, ContextType>;
  notCarriedOver?: Resolver<ReadonlyArray<ResolversTypes['KeyNotCarriedOver']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type MappedKeyResolvers<ContextType = any, ParentType extends ResolversParentTypes['MappedKey'] = ResolversParentTypes['MappedKey']> = {
  from?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type KeyNotCarriedOverResolvers<ContextType = any, ParentType extends ResolversParentTypes['KeyNotCarriedOver'] = ResolversParentTypes['KeyNotCarriedOver']> = {
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RoleRightsResolvers<ContextType = any, ParentType extends ResolversParentTypes['RoleRights'] = ResolversParentTypes['RoleRights']> = {
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  rights?: Resolver<ReadonlyArray<ResolversTypes['ProjectRight']>, ParentType, ContextType>;
};

export type ServiceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  deletion?: Resolver<ResolversTypes['Deletion'], ParentType, ContextType>;
  usedBy?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServiceTypeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceType'] = ResolversParentTypes['ServiceType']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ServiceTypeTitleArgs, 'language'>>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ServiceTypeDescriptionArgs, 'language'>>;
  settings?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  variables?: Resolver<ReadonlyArray<ResolversTypes['ServiceVariable']>, ParentType, ContextType>;
  keepsData?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isMounted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  example?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  availability?: Resolver<ReadonlyArray<ResolversTypes['ServiceAvailability']>, ParentType, ContextType>;
};

export type ServiceVariableResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceVariable'] = ResolversParentTypes['ServiceVariable']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ServiceVariableDescriptionArgs, 'language'>>;
  isSecret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  furtherNames?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServiceAvailabilityResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceAvailability'] = ResolversParentTypes['ServiceAvailability']> = {
  cluster?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  limits?: Resolver<ReadonlyArray<ResolversTypes['NamedLimit']>, ParentType, ContextType>;
  choices?: Resolver<ReadonlyArray<ResolversTypes['NamedChoices']>, ParentType, ContextType>;
};

export type NamedLimitResolvers<ContextType = any, ParentType extends ResolversParentTypes['NamedLimit'] = ResolversParentTypes['NamedLimit']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maximum?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type NamedChoicesResolvers<ContextType = any, ParentType extends ResolversParentTypes['NamedChoices'] = ResolversParentTypes['NamedChoices']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccessTokenResolvers<ContextType = any, ParentType extends ResolversParentTypes['AccessToken'] = ResolversParentTypes['AccessToken']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TokenKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TokenState'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['TokenScope']>, ParentType, ContextType>;
  deployments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  documents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TokenDocument']>>, ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TokenDocumentResolvers<ContextType = any, ParentType extends ResolversParentTypes['TokenDocument'] = ResolversParentTypes['TokenDocument']> = {
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variables?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type AccessTokenConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['AccessTokenConnection'] = ResolversParentTypes['AccessTokenConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccessTokenEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AccessTokenEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['AccessTokenEdge'] = ResolversParentTypes['AccessTokenEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AccessToken'], ParentType, ContextType>;
};

export type TokenRuleResolvers<ContextType = any, ParentType extends ResolversParentTypes['TokenRule'] = ResolversParentTypes['TokenRule']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  claims?: Resolver<ReadonlyArray<ResolversTypes['TokenRuleClaim']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['TokenScope']>, ParentType, ContextType>;
  deployments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  lifetimeMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  isEffective?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type TokenRuleClaimResolvers<ContextType = any, ParentType extends ResolversParentTypes['TokenRuleClaim'] = ResolversParentTypes['TokenRuleClaim']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TokenSettingsResolvers<ContextType = any, ParentType extends ResolversParentTypes['TokenSettings'] = ResolversParentTypes['TokenSettings']> = {
  maximumDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  installationMaximumDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  issuers?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  audience?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = any, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  tokens?: Resolver<ResolversTypes['AccessTokenConnection'], ParentType, ContextType, RequireFields<ViewerTokensArgs, 'first' | 'activeOnly'>>;
  token?: Resolver<Maybe<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  maximumTokenDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isOperator?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isAuditor?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerCan?: Resolver<ResolversTypes['ViewerPermissions'], ParentType, ContextType>;
};

export type CreateTokenPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['CreateTokenPayload'] = ResolversParentTypes['CreateTokenPayload']> = {
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TokenPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['TokenPayload'] = ResolversParentTypes['TokenPayload']> = {
  token?: Resolver<Maybe<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TokenSettingsPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['TokenSettingsPayload'] = ResolversParentTypes['TokenSettingsPayload']> = {
  settings?: Resolver<Maybe<ResolversTypes['TokenSettings']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TokenRulePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['TokenRulePayload'] = ResolversParentTypes['TokenRulePayload']> = {
  rule?: Resolver<Maybe<ResolversTypes['TokenRule']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ForgetSignInPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ForgetSignInPayload'] = ResolversParentTypes['ForgetSignInPayload']> = {
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ViewerPermissionsResolvers<ContextType = any, ParentType extends ResolversParentTypes['ViewerPermissions'] = ResolversParentTypes['ViewerPermissions']> = {
  createProject?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  createToken?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  operate?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  readAudit?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeploymentLiveResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeploymentLive'] = ResolversParentTypes['DeploymentLive']> = {
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  simulated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  workloads?: Resolver<ReadonlyArray<ResolversTypes['Workload']>, ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['ServiceInstance']>, ParentType, ContextType>;
  variables?: Resolver<ReadonlyArray<ResolversTypes['EffectiveVariable']>, ParentType, ContextType, RequireFields<DeploymentLiveVariablesArgs, 'component'>>;
  events?: Resolver<ReadonlyArray<ResolversTypes['KubernetesEvent']>, ParentType, ContextType, RequireFields<DeploymentLiveEventsArgs, 'first'>>;
  logs?: Resolver<ReadonlyArray<ResolversTypes['LogLine']>, ParentType, ContextType, RequireFields<DeploymentLiveLogsArgs, 'component' | 'tail' | 'previous'>>;
  objects?: Resolver<ReadonlyArray<ResolversTypes['ManagedObject']>, ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload']> = {
  component?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WorkloadState'], ParentType, ContextType>;
  desired?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ready?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  runningImages?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  restarts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastProblem?: Resolver<Maybe<ResolversTypes['WorkloadProblem']>, ParentType, ContextType>;
  pods?: Resolver<ReadonlyArray<ResolversTypes['Pod']>, ParentType, ContextType>;
};

export type WorkloadProblemResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkloadProblem'] = ResolversParentTypes['WorkloadProblem']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PodResolvers<ContextType = any, ParentType extends ResolversParentTypes['Pod'] = ResolversParentTypes['Pod']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PodState'], ParentType, ContextType>;
  ready?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  restarts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServiceInstanceResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceInstance'] = ResolversParentTypes['ServiceInstance']> = {
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ServiceState'], ParentType, ContextType>;
  names?: Resolver<ReadonlyArray<ResolversTypes['BackendName']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  credentialsIssuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BackendNameResolvers<ContextType = any, ParentType extends ResolversParentTypes['BackendName'] = ResolversParentTypes['BackendName']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EffectiveVariableResolvers<ContextType = any, ParentType extends ResolversParentTypes['EffectiveVariable'] = ResolversParentTypes['EffectiveVariable']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['VariableSource'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  overriddenBy?: Resolver<Maybe<ResolversTypes['VariableSource']>, ParentType, ContextType>;
};

export type KubernetesEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['KubernetesEvent'] = ResolversParentTypes['KubernetesEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  warning?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LogLineResolvers<ContextType = any, ParentType extends ResolversParentTypes['LogLine'] = ResolversParentTypes['LogLine']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  component?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pod?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  container?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ManagedObjectResolvers<ContextType = any, ParentType extends ResolversParentTypes['ManagedObject'] = ResolversParentTypes['ManagedObject']> = {
  apiVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  component?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ManagedObjectState'], ParentType, ContextType>;
  drift?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  manifest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeploymentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment']> = {
  __resolveType: TypeResolveFn<'DetachedDeployment', ParentType, ContextType>;
};

export type DetachedDeploymentResolvers<ContextType = any, ParentType extends ResolversParentTypes['DetachedDeployment'] = ResolversParentTypes['DetachedDeployment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  cluster?: Resolver<ResolversTypes['Cluster'], ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  components?: Resolver<ReadonlyArray<ResolversTypes['DeployedComponent']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
  addresses?: Resolver<ReadonlyArray<ResolversTypes['Address']>, ParentType, ContextType>;
  operations?: Resolver<ResolversTypes['OperationConnection'], ParentType, ContextType, RequireFields<DetachedDeploymentOperationsArgs, 'first'>>;
  lastOperation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  tombstone?: Resolver<Maybe<ResolversTypes['Removal']>, ParentType, ContextType>;
  orphaned?: Resolver<ReadonlyArray<ResolversTypes['ObjectRef']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  live?: Resolver<Maybe<ResolversTypes['DeploymentLive']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = any> = {
  Query?: QueryResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  AuditRecord?: AuditRecordResolvers<ContextType>;
  AuditDetail?: AuditDetailResolvers<ContextType>;
  AuditSource?: AuditSourceResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditChainEnd?: AuditChainEndResolvers<ContextType>;
  AuditChainCheck?: AuditChainCheckResolvers<ContextType>;
  ChangePayload?: ChangePayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  ResetSignInPayload?: ResetSignInPayloadResolvers<ContextType>;
  AcceptRepositoryHeadPayload?: AcceptRepositoryHeadPayloadResolvers<ContextType>;
  Repository?: RepositoryResolvers<ContextType>;
  Cluster?: ClusterResolvers<ContextType>;
  ClusterProfile?: ClusterProfileResolvers<ContextType>;
  ClusterPermissions?: ClusterPermissionsResolvers<ContextType>;
  RegisterClusterPayload?: RegisterClusterPayloadResolvers<ContextType>;
  RenewJoinTokenPayload?: RenewJoinTokenPayloadResolvers<ContextType>;
  ClusterPayload?: ClusterPayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Permission?: PermissionResolvers<ContextType>;
  Component?: ComponentResolvers<ContextType>;
  Port?: PortResolvers<ContextType>;
  Publication?: PublicationResolvers<ContextType>;
  Variable?: VariableResolvers<ContextType>;
  Autoscale?: AutoscaleResolvers<ContextType>;
  Resources?: ResourcesResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  Binding?: BindingResolvers<ContextType>;
  VariableAlias?: VariableAliasResolvers<ContextType>;
  DeploymentStatus?: DeploymentStatusResolvers<ContextType>;
  DeployedComponent?: DeployedComponentResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  Removal?: RemovalResolvers<ContextType>;
  ObjectRef?: ObjectRefResolvers<ContextType>;
  OperationChange?: OperationChangeResolvers<ContextType>;
  OperationEvent?: OperationEventResolvers<ContextType>;
  ProjectEvent?: ProjectEventResolvers<ContextType>;
  ClusterChange?: ClusterChangeResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  Progress?: ProgressResolvers<ContextType>;
  OperationTarget?: OperationTargetResolvers<ContextType>;
  Step?: StepResolvers<ContextType>;
  Proof?: ProofResolvers<ContextType>;
  Waiting?: WaitingResolvers<ContextType>;
  OperationPermissions?: OperationPermissionsResolvers<ContextType>;
  OperationConnection?: OperationConnectionResolvers<ContextType>;
  OperationEdge?: OperationEdgeResolvers<ContextType>;
  Remedy?: RemedyResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  PlainProblem?: PlainProblemResolvers<ContextType>;
  InUseProblem?: InUseProblemResolvers<ContextType>;
  DataLossProblem?: DataLossProblemResolvers<ContextType>;
  ConflictProblem?: ConflictProblemResolvers<ContextType>;
  RetainedDataProblem?: RetainedDataProblemResolvers<ContextType>;
  Notice?: NoticeResolvers<ContextType>;
  Difference?: DifferenceResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  Member?: MemberResolvers<ContextType>;
  MemberPermissions?: MemberPermissionsResolvers<ContextType>;
  RevisionConnection?: RevisionConnectionResolvers<ContextType>;
  RevisionEdge?: RevisionEdgeResolvers<ContextType>;
  Revision?: RevisionResolvers<ContextType>;
  RetainedData?: RetainedDataResolvers<ContextType>;
  HeldRemoval?: HeldRemovalResolvers<ContextType>;
  SecretRecipient?: SecretRecipientResolvers<ContextType>;
  SecretState?: SecretStateResolvers<ContextType>;
  ImageRegistry?: ImageRegistryResolvers<ContextType>;
  ProjectPermissions?: ProjectPermissionsResolvers<ContextType>;
  ProjectFileCheck?: ProjectFileCheckResolvers<ContextType>;
  TargetPreview?: TargetPreviewResolvers<ContextType>;
  ProjectFileImport?: ProjectFileImportResolvers<ContextType>;
  MappedKey?: MappedKeyResolvers<ContextType>;
  KeyNotCarriedOver?: KeyNotCarriedOverResolvers<ContextType>;
  RoleRights?: RoleRightsResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  ServiceType?: ServiceTypeResolvers<ContextType>;
  ServiceVariable?: ServiceVariableResolvers<ContextType>;
  ServiceAvailability?: ServiceAvailabilityResolvers<ContextType>;
  NamedLimit?: NamedLimitResolvers<ContextType>;
  NamedChoices?: NamedChoicesResolvers<ContextType>;
  AccessToken?: AccessTokenResolvers<ContextType>;
  TokenDocument?: TokenDocumentResolvers<ContextType>;
  AccessTokenConnection?: AccessTokenConnectionResolvers<ContextType>;
  AccessTokenEdge?: AccessTokenEdgeResolvers<ContextType>;
  TokenRule?: TokenRuleResolvers<ContextType>;
  TokenRuleClaim?: TokenRuleClaimResolvers<ContextType>;
  TokenSettings?: TokenSettingsResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  CreateTokenPayload?: CreateTokenPayloadResolvers<ContextType>;
  TokenPayload?: TokenPayloadResolvers<ContextType>;
  TokenSettingsPayload?: TokenSettingsPayloadResolvers<ContextType>;
  TokenRulePayload?: TokenRulePayloadResolvers<ContextType>;
  ForgetSignInPayload?: ForgetSignInPayloadResolvers<ContextType>;
  ViewerPermissions?: ViewerPermissionsResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeploymentLive?: DeploymentLiveResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
  WorkloadProblem?: WorkloadProblemResolvers<ContextType>;
  Pod?: PodResolvers<ContextType>;
  ServiceInstance?: ServiceInstanceResolvers<ContextType>;
  BackendName?: BackendNameResolvers<ContextType>;
  EffectiveVariable?: EffectiveVariableResolvers<ContextType>;
  KubernetesEvent?: KubernetesEventResolvers<ContextType>;
  LogLine?: LogLineResolvers<ContextType>;
  ManagedObject?: ManagedObjectResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  DetachedDeployment?: DetachedDeploymentResolvers<ContextType>;
};


