// Generated from the SDL by codegen.ts; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in time, ISO 8601 in UTC with milliseconds. */
  DateTime: { input: string; output: Date | string; }
};

/** An environment of a project, in one cluster. This subgraph adds what can only be asked from the cluster itself. */
export type Deployment = {
  /** The global id, made of type, cluster, project and name. */
  readonly id: Scalars['ID']['output'];
  /** What the cluster sees now; null with a coded error when the cluster is away. */
  readonly live?: Maybe<DeploymentLive>;
};

/** A deployment in the cluster any. */
export type AnyDeployment = Deployment & {
  /** The global id, made of type, cluster, project and name. */
  readonly id: Scalars['ID']['output'];
  /** What the cluster sees now; null with a coded error when the cluster is away. */
  readonly live?: Maybe<DeploymentLive>;
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
  Deployment: ( AnyDeployment );
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Deployment: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Deployment']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AnyDeployment: ResolverTypeWrapper<AnyDeployment>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeploymentLive: ResolverTypeWrapper<DeploymentLive>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Workload: ResolverTypeWrapper<Workload>;
  WorkloadState: WorkloadState;
  WorkloadProblem: ResolverTypeWrapper<WorkloadProblem>;
  Pod: ResolverTypeWrapper<Pod>;
  PodState: PodState;
  ServiceInstance: ResolverTypeWrapper<ServiceInstance>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ServiceState: ServiceState;
  BackendName: ResolverTypeWrapper<BackendName>;
  EffectiveVariable: ResolverTypeWrapper<EffectiveVariable>;
  VariableSource: VariableSource;
  KubernetesEvent: ResolverTypeWrapper<KubernetesEvent>;
  LogLine: ResolverTypeWrapper<LogLine>;
  ManagedObject: ResolverTypeWrapper<ManagedObject>;
  ManagedObjectState: ManagedObjectState;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Deployment: ResolversInterfaceTypes<ResolversParentTypes>['Deployment'];
  ID: Scalars['ID']['output'];
  AnyDeployment: AnyDeployment;
  DateTime: Scalars['DateTime']['output'];
  DeploymentLive: DeploymentLive;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Workload: Workload;
  WorkloadProblem: WorkloadProblem;
  Pod: Pod;
  ServiceInstance: ServiceInstance;
  Float: Scalars['Float']['output'];
  BackendName: BackendName;
  EffectiveVariable: EffectiveVariable;
  KubernetesEvent: KubernetesEvent;
  LogLine: LogLine;
  ManagedObject: ManagedObject;
};

export type DeploymentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment']> = {
  __resolveType: TypeResolveFn<'AnyDeployment', ParentType, ContextType>;
};

export type AnyDeploymentResolvers<ContextType = any, ParentType extends ResolversParentTypes['AnyDeployment'] = ResolversParentTypes['AnyDeployment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  live?: Resolver<Maybe<ResolversTypes['DeploymentLive']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type Resolvers<ContextType = any> = {
  Deployment?: DeploymentResolvers<ContextType>;
  AnyDeployment?: AnyDeploymentResolvers<ContextType>;
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
};


