// Generated from the SDL and the documents beside components by codegen.ts; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** What became of the audit trail. */
export type AuditChangeType =
  /** Nothing happened: from now on records are told. */
  | 'PRESENT'
  /** A record was added. */
  | 'RECORDED'
  /** The cursor was too old: read the records that came in between from the list. */
  | 'CURSOR_EXPIRED';

/** What happens with retained data when something of the same name is added again. */
export type RetainedChoice =
  /** The data comes back, with new credentials. */
  | 'RESTORE'
  /** The data goes for good. */
  | 'DISCARD';

/** What becomes of data when its service goes. */
export type Deletion =
  /** It is kept for the cluster's retention time, then it goes. */
  | 'RETAIN'
  /** It goes at once. */
  | 'DELETE';

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

/** How hosts in `egress` are enforced. */
export type EgressMode =
  /** By host name. */
  | 'FQDN'
  /** By port alone, towards public addresses. */
  | 'PORTS';

/** The languages of texts that the catalogue offers. */
export type Language =
  /** English. */
  | 'EN'
  /** Dutch. */
  | 'NL';

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

/** What happened to one place of a project file. */
export type DifferenceKind =
  /** It was added. */
  | 'ADDED'
  /** Its value changed. */
  | 'CHANGED'
  /** It was removed. */
  | 'REMOVED';

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

/** Which records. What is given must all hold. */
export type AuditFilter = {
  /** The name of the project that it was done to. */
  readonly project?: string | null | undefined;
  /** Who did it: an e-mail address, a subject of the sign-in provider, the id of a token, or the name of a cluster. */
  readonly actor?: string | null | undefined;
  /** What was done: one of these. */
  readonly action?: ReadonlyArray<string> | null | undefined;
  /** How it ended: one of these. */
  readonly result?: ReadonlyArray<AuditResult> | null | undefined;
  /** The name of the deployment that it was done to. */
  readonly deployment?: string | null | undefined;
  /** The name of the cluster that it was done to. */
  readonly cluster?: string | null | undefined;
  /** The operation that it belongs to, by its global id. */
  readonly operation?: string | null | undefined;
  /** At this moment or later. */
  readonly since?: string | null | undefined;
  /** Before this moment. */
  readonly until?: string | null | undefined;
};

/** Where a part of the chain ends. */
export type AuditChainEndInput = {
  /** The number of its last record. */
  readonly number: string;
  /** The hash of its last record. */
  readonly hash: string;
};

/** Input of `applyProjectFile`. */
export type ApplyProjectFileInput = {
  /** The whole project file. */
  readonly file: string;
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: string | null | undefined;
  /** What happens with retained data of the same name. */
  readonly retained?: RetainedChoice | null | undefined;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `deleteProject`. */
export type DeleteProjectInput = {
  /** The project's name. */
  readonly project: string;
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: string | null | undefined;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `setSecret`. */
export type SetSecretInput = {
  /** The project's name. */
  readonly project: string;
  /** The component whose secret it is. */
  readonly component?: string | null | undefined;
  /** The private image registry whose secret it is. */
  readonly registry?: string | null | undefined;
  /** The deployment, for a value that holds there only. */
  readonly deployment?: string | null | undefined;
  /** Its name. */
  readonly name: string;
  /** The value; it is never stored or logged. */
  readonly value?: string | null | undefined;
  /** The value as an age envelope for exactly the recipients that `secretRecipients` names. */
  readonly sealed?: string | null | undefined;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `bindService`. */
export type BindServiceInput = {
  /** The project's name. */
  readonly project: string;
  /** The component's name. */
  readonly component: string;
  /** The service's name. */
  readonly service: string;
  /** What to put before each variable's name, instead of plain names. */
  readonly prefix?: string | null | undefined;
  /** Extra names for variables. */
  readonly aliases?: ReadonlyArray<VariableAliasInput> | null | undefined;
  /** Where to mount it, for a service with files. */
  readonly mountPath?: string | null | undefined;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `removeDeployment`. */
export type RemoveDeploymentInput = {
  /** The project's name. */
  readonly project: string;
  /** The deployment's name. */
  readonly deployment: string;
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: string | null | undefined;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `putMember`. */
export type PutMemberInput = {
  /** The project's name. */
  readonly project: string;
  /** The e-mail address, as the sign-in provider verifies it; capitals make no difference. */
  readonly email: string;
  /** What they may do. */
  readonly role: Role;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `removeMember`. */
export type RemoveMemberInput = {
  /** The project's name. */
  readonly project: string;
  /** The member's e-mail address; capitals make no difference. */
  readonly email: string;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `refreshDeployment`. */
export type RefreshDeploymentInput = {
  /** The project's name. */
  readonly project: string;
  /** The deployment's name. */
  readonly deployment: string;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `restartComponent`. */
export type RestartComponentInput = {
  /** The project's name. */
  readonly project: string;
  /** The deployment's name. */
  readonly deployment: string;
  /** The component's name. */
  readonly component: string;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `restoreRetained`. */
export type RestoreRetainedInput = {
  /** The project's name. */
  readonly project: string;
  /** The deployment's name. */
  readonly deployment: string;
  /** The service's name. */
  readonly service: string;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `purgeRetained`. */
export type PurgeRetainedInput = {
  /** The project's name. */
  readonly project: string;
  /** The deployment's name. */
  readonly deployment: string;
  /** The service's name. */
  readonly service: string;
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `reissueCredentials`. */
export type ReissueCredentialsInput = {
  /** The project's name. */
  readonly project: string;
  /** The deployment's name. */
  readonly deployment: string;
  /** The service's name. */
  readonly service: string;
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `cancelOperation`. */
export type CancelOperationInput = {
  /** Its global id. */
  readonly operation: string;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `retryOperation`. */
export type RetryOperationInput = {
  /** Its global id. */
  readonly operation: string;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Input of `revertOperation`. */
export type RevertOperationInput = {
  /** Its global id. */
  readonly operation: string;
  /** The name of what goes, as confirmation, where others use it or it holds data. */
  readonly confirm?: string | null | undefined;
  /** What happens with retained data of the same name. */
  readonly retained?: RetainedChoice | null | undefined;
  /** Refuses with a conflict if the project's revision is another one by now. */
  readonly expectedRevision?: string | null | undefined;
  /** The same key by the same caller within 24 hours returns the same operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** True to hear what would change, and change nothing. */
  readonly dryRun?: boolean | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** An extra name for a variable. */
export type VariableAliasInput = {
  /** The extra name. */
  readonly name: string;
  /** The variable whose value it carries. */
  readonly of: string;
};

/** The cluster to register. */
export type RegisterClusterInput = {
  /** Its technical name; it never changes. */
  readonly name: string;
  /**
   * Where its subgraph answers: an address, or `link:` to go through the registry (the default). An address with https may
   * end in the pin of the only key that is trusted there, as in `https://a.example.org:4101/graphql#sha256//BASE64`.
   */
  readonly address?: string | null | undefined;
  /** The projects that may use it; absent or null for all. */
  readonly projects?: ReadonlyArray<string> | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Which cluster gets a new join token. */
export type RenewJoinTokenInput = {
  /** Its name. */
  readonly name: string;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Which cluster to drain. */
export type DrainClusterInput = {
  /** Its name. */
  readonly name: string;
  /** False to let it take new deployments again. */
  readonly draining?: boolean;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** Which cluster to remove. */
export type RemoveClusterInput = {
  /** Its name. */
  readonly name: string;
  /** The name again, as confirmation. */
  readonly confirm?: string | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** An orphaned object, as a cluster or a deployment lists it. */
export type OrphanedObjectInput = {
  /** Which backend it is in. */
  readonly backend: string;
  /** What it is there, as listed. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
  /** The namespace or realm that it is in; null if it is in none. */
  readonly namespace?: string | null | undefined;
};

/** Which orphaned object to adopt or to remove. */
export type OrphanedInput = {
  /** The cluster that it is in. */
  readonly cluster: string;
  /** The object. */
  readonly object: OrphanedObjectInput;
  /** The object's name again, as confirmation. */
  readonly confirm?: string | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** What to check. */
export type CheckProjectFileInput = {
  /** The whole project file. */
  readonly file: string;
  /** The saved project to compare with; by default the one the file names. */
  readonly project?: string | null | undefined;
};

/** A project file of the older format. */
export type ImportProjectFileInput = {
  /** The whole file. */
  readonly file: string;
};

/** Input of `createToken`. */
export type CreateTokenInput = {
  /** The project's name; absent for a personal token. */
  readonly project?: string | null | undefined;
  /** What it is for. */
  readonly name: string;
  /** How much it may do at most. */
  readonly scopes: ReadonlyArray<TokenScope>;
  /** The deployments to bind it to, as patterns; absent: all. */
  readonly deployments?: ReadonlyArray<string> | null | undefined;
  /** The only documents that it may send; absent: any. */
  readonly documents?: ReadonlyArray<TokenDocumentInput> | null | undefined;
  /** When it ends. */
  readonly expiresAt: string;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** A document to register with a token. */
export type TokenDocumentInput = {
  /** Its text, with one operation; it has to be sent exactly so, or by its SHA-256. */
  readonly text: string;
  /** The variables to fix, whatever the caller sends. */
  readonly variables?: unknown;
};

/** Input of `putTokenRule`. */
export type PutTokenRuleInput = {
  /** The project's name. */
  readonly project: string;
  /** The rule's name. */
  readonly name: string;
  /** The forge, by the address of its OpenID Connect provider. */
  readonly issuer: string;
  /** All that the identity has to say. At least one claim has to tell whose repository it is. */
  readonly claims: ReadonlyArray<TokenRuleClaimInput>;
  /** How much the token may do at most. */
  readonly scopes: ReadonlyArray<TokenScope>;
  /** The deployments to bind it to, as patterns; absent: all. */
  readonly deployments?: ReadonlyArray<string> | null | undefined;
  /** How long the token lives, in minutes; at most 60. */
  readonly lifetimeMinutes?: number | null | undefined;
  /** Only echoed. */
  readonly clientMutationId?: string | null | undefined;
};

/** What a claim of an identity has to be. */
export type TokenRuleClaimInput = {
  /** The claim's name, such as `repository`. */
  readonly name: string;
  /** Its value; `*` stands for any characters. */
  readonly pattern: string;
};

export type AuditPageQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
}>;


export type AuditPageQuery = { readonly viewer: ShellViewerFragment, readonly audit: AuditRowsFragment };

export type ProjectAuditPageQueryVariables = Exact<{
  name: string;
  filter?: AuditFilter | null | undefined;
}>;


export type ProjectAuditPageQuery = { readonly viewer: ShellViewerFragment, readonly project: { readonly name: string, readonly displayName: string, readonly audit: AuditRowsFragment } | null };

export type AuditMoreQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditMoreQuery = { readonly audit: AuditRowsFragment };

export type ProjectAuditMoreQueryVariables = Exact<{
  name: string;
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type ProjectAuditMoreQuery = { readonly project: { readonly audit: AuditRowsFragment } | null };

export type AuditLinesQueryVariables = Exact<{
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditLinesQuery = { readonly audit: AuditLinesFragment };

export type ProjectAuditLinesQueryVariables = Exact<{
  name: string;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type ProjectAuditLinesQuery = { readonly project: { readonly audit: AuditLinesFragment } | null };

export type CheckAuditChainQueryVariables = Exact<{
  after?: AuditChainEndInput | null | undefined;
}>;


export type CheckAuditChainQuery = { readonly checkAuditChain: { readonly isComplete: boolean, readonly broken: string | null, readonly end: { readonly number: string, readonly hash: string } } };

export type AuditChangedSubscriptionVariables = Exact<{
  project?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditChangedSubscription = { readonly audit: { readonly cursor: string, readonly type: AuditChangeType, readonly record: AuditRowFragment | null } };

export type AuditRowsFragment = { readonly nodes: ReadonlyArray<AuditRowFragment>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type AuditLinesFragment = { readonly nodes: ReadonlyArray<{ readonly hash: string, readonly canonical: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type AuditRowFragment = { readonly number: string, readonly at: string, readonly subject: string | null, readonly token: string | null, readonly action: string, readonly project: string | null, readonly deployment: string | null, readonly cluster: string | null, readonly operation: string | null, readonly result: AuditResult, readonly problems: ReadonlyArray<string>, readonly before: string | null, readonly after: string | null, readonly times: number, readonly requestId: string | null, readonly previous: string, readonly hash: string, readonly actor: { readonly type: ActorType, readonly name: string, readonly email: string | null }, readonly detail: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly source: { readonly address: string | null, readonly transport: string, readonly userAgent: string | null } | null };

export type AwayClusterFragment = { readonly name: string, readonly state: ClusterState, readonly lastSeenAt: string | null };

export type AwayClustersQueryVariables = Exact<{ [key: string]: never; }>;


export type AwayClustersQuery = { readonly clusters: ReadonlyArray<AwayClusterFragment> };

export type AwayClustersChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AwayClustersChangedSubscription = { readonly clusters: { readonly cursor: string, readonly type: ClusterChangeType, readonly cluster: AwayClusterFragment | null } };

export type ClustersPageQueryVariables = Exact<{ [key: string]: never; }>;


export type ClustersPageQuery = { readonly viewer: (
    { readonly isOperator: boolean, readonly viewerCan: { readonly operate: { readonly allowed: boolean, readonly reason: string | null } } }
    & ShellViewerFragment
  ), readonly clusters: ReadonlyArray<ClusterCardFragment> };

export type ClustersAgainQueryVariables = Exact<{ [key: string]: never; }>;


export type ClustersAgainQuery = { readonly clusters: ReadonlyArray<ClusterCardFragment> };

export type ClustersChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ClustersChangedSubscription = { readonly clusters: { readonly cursor: string, readonly type: ClusterChangeType, readonly message: string, readonly cluster: ClusterCardFragment | null } };

export type RegisterClusterMutationVariables = Exact<{
  input: RegisterClusterInput;
}>;


export type RegisterClusterMutation = { readonly registerCluster: { readonly joinToken: string | null, readonly joinTokenExpiresAt: string | null, readonly cluster: ClusterCardFragment | null, readonly problems: ReadonlyArray<
      | ClusterProblem_PlainProblem_Fragment
      | ClusterProblem_InUseProblem_Fragment
      | ClusterProblem_DataLossProblem_Fragment
      | ClusterProblem_ConflictProblem_Fragment
      | ClusterProblem_RetainedDataProblem_Fragment
    > } };

export type RenewJoinTokenMutationVariables = Exact<{
  input: RenewJoinTokenInput;
}>;


export type RenewJoinTokenMutation = { readonly renewJoinToken: { readonly joinToken: string | null, readonly joinTokenExpiresAt: string | null, readonly problems: ReadonlyArray<
      | ClusterProblem_PlainProblem_Fragment
      | ClusterProblem_InUseProblem_Fragment
      | ClusterProblem_DataLossProblem_Fragment
      | ClusterProblem_ConflictProblem_Fragment
      | ClusterProblem_RetainedDataProblem_Fragment
    > } };

export type DrainClusterMutationVariables = Exact<{
  input: DrainClusterInput;
}>;


export type DrainClusterMutation = { readonly drainCluster: { readonly cluster: ClusterCardFragment | null, readonly problems: ReadonlyArray<
      | ClusterProblem_PlainProblem_Fragment
      | ClusterProblem_InUseProblem_Fragment
      | ClusterProblem_DataLossProblem_Fragment
      | ClusterProblem_ConflictProblem_Fragment
      | ClusterProblem_RetainedDataProblem_Fragment
    > } };

export type RemoveClusterMutationVariables = Exact<{
  input: RemoveClusterInput;
}>;


export type RemoveClusterMutation = { readonly removeCluster: { readonly cluster: ClusterCardFragment | null, readonly problems: ReadonlyArray<
      | ClusterProblem_PlainProblem_Fragment
      | ClusterProblem_InUseProblem_Fragment
      | ClusterProblem_DataLossProblem_Fragment
      | ClusterProblem_ConflictProblem_Fragment
      | ClusterProblem_RetainedDataProblem_Fragment
    > } };

export type AdoptOrphanedMutationVariables = Exact<{
  input: OrphanedInput;
}>;


export type AdoptOrphanedMutation = { readonly adoptOrphaned: { readonly cluster: ClusterCardFragment | null, readonly problems: ReadonlyArray<
      | ClusterProblem_PlainProblem_Fragment
      | ClusterProblem_InUseProblem_Fragment
      | ClusterProblem_DataLossProblem_Fragment
      | ClusterProblem_ConflictProblem_Fragment
      | ClusterProblem_RetainedDataProblem_Fragment
    > } };

export type RemoveOrphanedMutationVariables = Exact<{
  input: OrphanedInput;
}>;


export type RemoveOrphanedMutation = { readonly removeOrphaned: { readonly cluster: ClusterCardFragment | null, readonly problems: ReadonlyArray<
      | ClusterProblem_PlainProblem_Fragment
      | ClusterProblem_InUseProblem_Fragment
      | ClusterProblem_DataLossProblem_Fragment
      | ClusterProblem_ConflictProblem_Fragment
      | ClusterProblem_RetainedDataProblem_Fragment
    > } };

type ClusterProblem_PlainProblem_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

type ClusterProblem_InUseProblem_Fragment = { readonly usedBy: ReadonlyArray<string>, readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

type ClusterProblem_DataLossProblem_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

type ClusterProblem_ConflictProblem_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

type ClusterProblem_RetainedDataProblem_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

export type ClusterProblemFragment =
  | ClusterProblem_PlainProblem_Fragment
  | ClusterProblem_InUseProblem_Fragment
  | ClusterProblem_DataLossProblem_Fragment
  | ClusterProblem_ConflictProblem_Fragment
  | ClusterProblem_RetainedDataProblem_Fragment
;

export type ClusterCardFragment = { readonly id: string, readonly name: string, readonly state: ClusterState, readonly isDraining: boolean, readonly lastSeenAt: string | null, readonly address: string | null, readonly projects: ReadonlyArray<string> | null, readonly deploymentCount: number | null, readonly orphaned: ReadonlyArray<{ readonly backend: string, readonly kind: string, readonly name: string, readonly namespace: string | null }>, readonly profile: { readonly contractVersion: number, readonly backendVersion: string, readonly isSandbox: boolean, readonly domain: string, readonly scheme: string, readonly serviceTypes: ReadonlyArray<string>, readonly maximumReplicas: number, readonly maximumCpu: string, readonly maximumMemory: string, readonly maximumVolume: string, readonly egress: EgressMode, readonly retentionDays: number, readonly agePublicKey: string, readonly sendsMail: boolean, readonly hasOrganisationProvider: boolean } | null, readonly viewerCan: { readonly renewJoinToken: { readonly allowed: boolean, readonly reason: string | null }, readonly drain: { readonly allowed: boolean, readonly reason: string | null }, readonly remove: { readonly allowed: boolean, readonly reason: string | null } } };

export type ProjectQueryVariables = Exact<{
  name: string;
}>;


export type ProjectQuery = { readonly project: { readonly name: string, readonly displayName: string, readonly revision: string, readonly file: string, readonly deployments: ReadonlyArray<
      | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState }> }
      | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState }> }
      | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState }> }
    > } | null };

export type DeploymentQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentQuery = { readonly deployment:
    | { readonly id: string, readonly name: string, readonly generation: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly observedAt: string | null }, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number }>, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState, readonly message: string }> }
    | { readonly id: string, readonly name: string, readonly generation: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly observedAt: string | null }, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number }>, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState, readonly message: string }> }
    | { readonly id: string, readonly name: string, readonly generation: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly observedAt: string | null }, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number }>, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState, readonly message: string }> }
   | null };

export type OperationQueryVariables = Exact<{
  id: string;
}>;


export type OperationQuery = { readonly operation: { readonly id: string, readonly kind: OperationKind, readonly state: OperationState, readonly requestedAt: string, readonly finishedAt: string | null, readonly progress: { readonly done: number, readonly total: number, readonly estimatedSecondsLeft: number | null }, readonly steps: ReadonlyArray<{ readonly key: string, readonly title: string, readonly state: StepState, readonly message: string, readonly proofs: ReadonlyArray<{ readonly tried: string, readonly seen: string, readonly passed: boolean }> }>, readonly problems: ReadonlyArray<
      | { readonly code: ProblemCode, readonly message: string }
      | { readonly code: ProblemCode, readonly message: string }
      | { readonly code: ProblemCode, readonly message: string }
      | { readonly code: ProblemCode, readonly message: string }
      | { readonly code: ProblemCode, readonly message: string }
    > } | null };

export type ClusterQueryVariables = Exact<{
  name: string;
}>;


export type ClusterQuery = { readonly cluster: { readonly name: string, readonly state: ClusterState, readonly lastSeenAt: string | null, readonly isDraining: boolean, readonly profile: { readonly domain: string, readonly serviceTypes: ReadonlyArray<string>, readonly backendVersion: string } | null } | null };

export type ServiceTypesQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceTypesQuery = { readonly serviceTypes: ReadonlyArray<{ readonly name: string, readonly settings: unknown, readonly example: string, readonly variables: ReadonlyArray<{ readonly name: string, readonly description: string, readonly isSecret: boolean }> }> };

export type ApplyProjectFileMutationVariables = Exact<{
  input: ApplyProjectFileInput;
}>;


export type ApplyProjectFileMutation = { readonly applyProjectFile: { readonly operation: { readonly id: string, readonly state: OperationState } | null, readonly problems: ReadonlyArray<
      | { readonly code: ProblemCode, readonly path: ReadonlyArray<string>, readonly message: string }
      | { readonly code: ProblemCode, readonly path: ReadonlyArray<string>, readonly message: string }
      | { readonly code: ProblemCode, readonly path: ReadonlyArray<string>, readonly message: string }
      | { readonly code: ProblemCode, readonly path: ReadonlyArray<string>, readonly message: string }
      | { readonly code: ProblemCode, readonly path: ReadonlyArray<string>, readonly message: string }
    > } };

export type CopiedFileQueryVariables = Exact<{
  name: string;
}>;


export type CopiedFileQuery = { readonly project: { readonly file: string } | null };

export type DeploymentPageQueryVariables = Exact<{
  project: string;
  deployment: string;
}>;


export type DeploymentPageQuery = { readonly viewer: ShellViewerFragment, readonly project: (
    { readonly deployment:
      | DeploymentHead_ClusterADeployment_Fragment
      | DeploymentHead_ClusterBDeployment_Fragment
      | DeploymentHead_DetachedDeployment_Fragment
     | null }
    & DeploymentHomeFragment
  ) | null };

export type DeploymentOverviewQueryVariables = Exact<{
  project: string;
  deployment: string;
}>;


export type DeploymentOverviewQuery = { readonly project: { readonly deployment:
      | { readonly live: { readonly observedAt: string, readonly simulated: boolean, readonly workloads: ReadonlyArray<WorkloadCardFragment>, readonly services: ReadonlyArray<ServiceCardFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly simulated: boolean, readonly workloads: ReadonlyArray<WorkloadCardFragment>, readonly services: ReadonlyArray<ServiceCardFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly simulated: boolean, readonly workloads: ReadonlyArray<WorkloadCardFragment>, readonly services: ReadonlyArray<ServiceCardFragment> } | null }
     | null } | null };

export type DeploymentVariablesQueryVariables = Exact<{
  project: string;
  deployment: string;
  component: string;
}>;


export type DeploymentVariablesQuery = { readonly project: { readonly deployment:
      | { readonly live: { readonly observedAt: string, readonly variables: ReadonlyArray<VariableRowFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly variables: ReadonlyArray<VariableRowFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly variables: ReadonlyArray<VariableRowFragment> } | null }
     | null } | null };

export type DeploymentManifestsQueryVariables = Exact<{
  project: string;
  deployment: string;
}>;


export type DeploymentManifestsQuery = { readonly project: { readonly deployment:
      | { readonly live: { readonly observedAt: string, readonly objects: ReadonlyArray<ManifestRowFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly objects: ReadonlyArray<ManifestRowFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly objects: ReadonlyArray<ManifestRowFragment> } | null }
     | null } | null };

export type DeploymentEventsQueryVariables = Exact<{
  project: string;
  deployment: string;
}>;


export type DeploymentEventsQuery = { readonly project: { readonly deployment:
      | { readonly live: { readonly observedAt: string, readonly events: ReadonlyArray<EventRowFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly events: ReadonlyArray<EventRowFragment> } | null }
      | { readonly live: { readonly observedAt: string, readonly events: ReadonlyArray<EventRowFragment> } | null }
     | null } | null };

export type DeploymentLogsQueryVariables = Exact<{
  project: string;
  deployment: string;
  component: string;
  pod?: string | null | undefined;
  tail: number;
  previous: boolean;
}>;


export type DeploymentLogsQuery = { readonly project: { readonly deployment:
      | { readonly live: { readonly observedAt: string, readonly logs: ReadonlyArray<LogRowFragment>, readonly workloads: ReadonlyArray<{ readonly component: string, readonly pods: ReadonlyArray<{ readonly name: string, readonly restarts: number }> }> } | null }
      | { readonly live: { readonly observedAt: string, readonly logs: ReadonlyArray<LogRowFragment>, readonly workloads: ReadonlyArray<{ readonly component: string, readonly pods: ReadonlyArray<{ readonly name: string, readonly restarts: number }> }> } | null }
      | { readonly live: { readonly observedAt: string, readonly logs: ReadonlyArray<LogRowFragment>, readonly workloads: ReadonlyArray<{ readonly component: string, readonly pods: ReadonlyArray<{ readonly name: string, readonly restarts: number }> }> } | null }
     | null } | null };

export type DeploymentChangedSubscriptionVariables = Exact<{
  project: string;
  deployment: string;
  after?: string | null | undefined;
}>;


export type DeploymentChangedSubscription = { readonly project: { readonly cursor: string, readonly type: ProjectChangeType, readonly deployment:
      | { readonly name: string }
      | { readonly name: string }
      | { readonly name: string }
     | null, readonly project: (
      { readonly deployment:
        | DeploymentHead_ClusterADeployment_Fragment
        | DeploymentHead_ClusterBDeployment_Fragment
        | DeploymentHead_DetachedDeployment_Fragment
       | null }
      & DeploymentHomeFragment
    ) | null } };

export type DeploymentLogLinesSubscriptionVariables = Exact<{
  deployment: string;
  component: string;
  since?: string | null | undefined;
}>;


export type DeploymentLogLinesSubscription = { readonly logs: LogRowFragment };

export type RefreshDeploymentMutationVariables = Exact<{
  input: RefreshDeploymentInput;
}>;


export type RefreshDeploymentMutation = { readonly refreshDeployment: DeploymentActFragment };

export type RestartComponentMutationVariables = Exact<{
  input: RestartComponentInput;
}>;


export type RestartComponentMutation = { readonly restartComponent: DeploymentActFragment };

export type RemoveDeploymentMutationVariables = Exact<{
  input: RemoveDeploymentInput;
}>;


export type RemoveDeploymentMutation = { readonly removeDeployment: { readonly operation: { readonly id: string } | null, readonly problems: ReadonlyArray<
      | { readonly code: ProblemCode, readonly message: string }
      | { readonly code: ProblemCode, readonly message: string }
      | { readonly what: ReadonlyArray<string>, readonly code: ProblemCode, readonly message: string }
      | { readonly code: ProblemCode, readonly message: string }
      | { readonly code: ProblemCode, readonly message: string }
    >, readonly targets: ReadonlyArray<{ readonly deployment: string, readonly steps: ReadonlyArray<string> }> } };

export type DeploymentActFragment = { readonly operation: { readonly id: string } | null, readonly problems: ReadonlyArray<
    | { readonly code: ProblemCode, readonly message: string }
    | { readonly code: ProblemCode, readonly message: string }
    | { readonly code: ProblemCode, readonly message: string }
    | { readonly code: ProblemCode, readonly message: string }
    | { readonly code: ProblemCode, readonly message: string }
  > };

export type DeploymentHomeFragment = { readonly name: string, readonly displayName: string, readonly revision: string, readonly viewerCan: { readonly deploy: { readonly allowed: boolean, readonly reason: string | null }, readonly removeData: { readonly allowed: boolean, readonly reason: string | null } } };

type DeploymentHead_ClusterADeployment_Fragment = { readonly id: string, readonly name: string, readonly revision: string, readonly generation: string, readonly notices: ReadonlyArray<string>, readonly cluster: { readonly name: string, readonly state: ClusterState, readonly lastSeenAt: string | null, readonly profile: { readonly retentionDays: number } | null }, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number, readonly desired: number | null, readonly ready: number | null, readonly reportedImage: string | null }>, readonly status: { readonly headline: string, readonly health: DeploymentHealth, readonly since: string | null, readonly observedAt: string | null, readonly isCurrent: boolean, readonly isStale: boolean }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly kind: AddressKind, readonly state: AddressState, readonly message: string }>, readonly lastOperation: { readonly id: string, readonly kind: OperationKind, readonly state: OperationState, readonly requestedAt: string, readonly requestedBy: { readonly name: string } } | null, readonly tombstone: { readonly service: string | null, readonly confirmedBy: string, readonly confirmedAt: string, readonly operation: { readonly id: string } | null } | null };

type DeploymentHead_ClusterBDeployment_Fragment = { readonly id: string, readonly name: string, readonly revision: string, readonly generation: string, readonly notices: ReadonlyArray<string>, readonly cluster: { readonly name: string, readonly state: ClusterState, readonly lastSeenAt: string | null, readonly profile: { readonly retentionDays: number } | null }, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number, readonly desired: number | null, readonly ready: number | null, readonly reportedImage: string | null }>, readonly status: { readonly headline: string, readonly health: DeploymentHealth, readonly since: string | null, readonly observedAt: string | null, readonly isCurrent: boolean, readonly isStale: boolean }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly kind: AddressKind, readonly state: AddressState, readonly message: string }>, readonly lastOperation: { readonly id: string, readonly kind: OperationKind, readonly state: OperationState, readonly requestedAt: string, readonly requestedBy: { readonly name: string } } | null, readonly tombstone: { readonly service: string | null, readonly confirmedBy: string, readonly confirmedAt: string, readonly operation: { readonly id: string } | null } | null };

type DeploymentHead_DetachedDeployment_Fragment = { readonly id: string, readonly name: string, readonly revision: string, readonly generation: string, readonly notices: ReadonlyArray<string>, readonly cluster: { readonly name: string, readonly state: ClusterState, readonly lastSeenAt: string | null, readonly profile: { readonly retentionDays: number } | null }, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number, readonly desired: number | null, readonly ready: number | null, readonly reportedImage: string | null }>, readonly status: { readonly headline: string, readonly health: DeploymentHealth, readonly since: string | null, readonly observedAt: string | null, readonly isCurrent: boolean, readonly isStale: boolean }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly kind: AddressKind, readonly state: AddressState, readonly message: string }>, readonly lastOperation: { readonly id: string, readonly kind: OperationKind, readonly state: OperationState, readonly requestedAt: string, readonly requestedBy: { readonly name: string } } | null, readonly tombstone: { readonly service: string | null, readonly confirmedBy: string, readonly confirmedAt: string, readonly operation: { readonly id: string } | null } | null };

export type DeploymentHeadFragment =
  | DeploymentHead_ClusterADeployment_Fragment
  | DeploymentHead_ClusterBDeployment_Fragment
  | DeploymentHead_DetachedDeployment_Fragment
;

export type WorkloadCardFragment = { readonly component: string, readonly state: WorkloadState, readonly desired: number, readonly ready: number, readonly updated: number, readonly image: string, readonly runningImages: ReadonlyArray<string>, readonly digest: string | null, readonly restarts: number, readonly lastProblem: { readonly code: string, readonly message: string, readonly pod: string | null, readonly at: string | null } | null, readonly pods: ReadonlyArray<{ readonly name: string, readonly state: PodState, readonly ready: boolean, readonly restarts: number, readonly image: string, readonly digest: string | null, readonly node: string | null, readonly startedAt: string | null, readonly message: string | null }> };

export type ServiceCardFragment = { readonly service: string, readonly type: string, readonly state: ServiceState, readonly sizeBytes: number | null, readonly credentialsIssuedAt: string | null, readonly message: string | null, readonly names: ReadonlyArray<{ readonly kind: string, readonly name: string }> };

export type VariableRowFragment = { readonly name: string, readonly value: string | null, readonly secret: boolean, readonly source: VariableSource, readonly from: string | null, readonly overriddenBy: VariableSource | null };

export type ManifestRowFragment = { readonly apiVersion: string, readonly kind: string, readonly name: string, readonly namespace: string | null, readonly component: string | null, readonly state: ManagedObjectState, readonly drift: ReadonlyArray<string>, readonly manifest: string };

export type EventRowFragment = { readonly at: string, readonly warning: boolean, readonly reason: string, readonly message: string, readonly count: number, readonly kind: string, readonly name: string };

export type LogRowFragment = { readonly at: string, readonly component: string, readonly pod: string, readonly container: string, readonly text: string };

export type DeploymentClusterChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DeploymentClusterChangedSubscription = { readonly clusters: { readonly cursor: string, readonly type: ClusterChangeType, readonly cluster: { readonly name: string, readonly state: ClusterState, readonly lastSeenAt: string | null, readonly profile: { readonly retentionDays: number } | null } | null } };

export type CheckProjectFileQueryVariables = Exact<{
  input: CheckProjectFileInput;
}>;


export type CheckProjectFileQuery = { readonly checkProjectFile: { readonly valid: boolean, readonly revision: string | null, readonly problems: ReadonlyArray<
      | SaveProblem_PlainProblem_Fragment
      | SaveProblem_InUseProblem_Fragment
      | SaveProblem_DataLossProblem_Fragment
      | SaveProblem_ConflictProblem_Fragment
      | SaveProblem_RetainedDataProblem_Fragment
    >, readonly notices: ReadonlyArray<{ readonly code: NoticeCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null }>, readonly differences: ReadonlyArray<DifferenceViewFragment>, readonly targets: ReadonlyArray<{ readonly deployment: string, readonly cluster: string, readonly effect: TargetEffect, readonly addresses: ReadonlyArray<string>, readonly steps: ReadonlyArray<string> }> } };

export type DifferenceViewFragment = { readonly path: ReadonlyArray<string>, readonly kind: DifferenceKind, readonly before: string | null, readonly after: string | null, readonly deployments: ReadonlyArray<string>, readonly effects: ReadonlyArray<DifferenceEffect> };

export type NewProjectPageQueryVariables = Exact<{
  language: Language;
}>;


export type NewProjectPageQuery = (
  { readonly viewer: ShellViewerFragment }
  & EditorSourcesFragment
);

export type EditPageQueryVariables = Exact<{
  name: string;
  language: Language;
}>;


export type EditPageQuery = (
  { readonly viewer: ShellViewerFragment, readonly project: (
    { readonly displayName: string, readonly deletedAt: string | null }
    & EditedProjectFragment
  ) | null }
  & EditorSourcesFragment
);

export type EditedProjectFragment = { readonly name: string, readonly revision: string, readonly file: string, readonly secrets: ReadonlyArray<{ readonly name: string, readonly component: string | null, readonly registry: string | null, readonly hasDefault: boolean, readonly deploymentsWithValue: ReadonlyArray<string>, readonly missingIn: ReadonlyArray<string> }>, readonly viewerCan: { readonly edit: { readonly allowed: boolean, readonly reason: string | null }, readonly setSecrets: { readonly allowed: boolean, readonly reason: string | null } } };

export type EditorSourcesFragment = { readonly projectFileSchema: unknown, readonly serviceTypes: ReadonlyArray<{ readonly name: string, readonly title: string, readonly description: string, readonly isMounted: boolean, readonly variables: ReadonlyArray<{ readonly name: string }>, readonly availability: ReadonlyArray<{ readonly cluster: string, readonly limits: ReadonlyArray<{ readonly name: string, readonly maximum: number }>, readonly choices: ReadonlyArray<{ readonly name: string, readonly values: ReadonlyArray<string> }> }> }>, readonly clusters: ReadonlyArray<{ readonly name: string, readonly state: ClusterState, readonly isDraining: boolean, readonly profile: { readonly domain: string, readonly maximumReplicas: number, readonly maximumCpu: string, readonly maximumMemory: string } | null }> };

export type PresentProjectQueryVariables = Exact<{
  name: string;
}>;


export type PresentProjectQuery = { readonly project: EditedProjectFragment | null };

export type EditedProjectChangedSubscriptionVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type EditedProjectChangedSubscription = { readonly project: { readonly cursor: string, readonly type: ProjectChangeType, readonly project: EditedProjectFragment | null } };

export type SetSecretValueMutationVariables = Exact<{
  input: SetSecretInput;
}>;


export type SetSecretValueMutation = { readonly setSecret: { readonly operation: { readonly id: string } | null, readonly problems: ReadonlyArray<
      | ProblemCard_PlainProblem_Fragment
      | ProblemCard_InUseProblem_Fragment
      | ProblemCard_DataLossProblem_Fragment
      | ProblemCard_ConflictProblem_Fragment
      | ProblemCard_RetainedDataProblem_Fragment
    > } };

export type SaveProjectFileMutationVariables = Exact<{
  input: ApplyProjectFileInput;
}>;


export type SaveProjectFileMutation = { readonly applyProjectFile: { readonly operation: { readonly id: string } | null, readonly problems: ReadonlyArray<
      | SaveProblem_PlainProblem_Fragment
      | SaveProblem_InUseProblem_Fragment
      | SaveProblem_DataLossProblem_Fragment
      | SaveProblem_ConflictProblem_Fragment
      | SaveProblem_RetainedDataProblem_Fragment
    > } };

type SaveProblem_PlainProblem_Fragment = (
  { readonly __typename: 'PlainProblem' }
  & ProblemCard_PlainProblem_Fragment
);

type SaveProblem_InUseProblem_Fragment = (
  { readonly __typename: 'InUseProblem' }
  & ProblemCard_InUseProblem_Fragment
);

type SaveProblem_DataLossProblem_Fragment = (
  { readonly __typename: 'DataLossProblem', readonly what: ReadonlyArray<string>, readonly confirm: string }
  & ProblemCard_DataLossProblem_Fragment
);

type SaveProblem_ConflictProblem_Fragment = (
  { readonly __typename: 'ConflictProblem' }
  & ProblemCard_ConflictProblem_Fragment
);

type SaveProblem_RetainedDataProblem_Fragment = (
  { readonly __typename: 'RetainedDataProblem', readonly until: string | null, readonly choices: ReadonlyArray<RetainedChoice> }
  & ProblemCard_RetainedDataProblem_Fragment
);

export type SaveProblemFragment =
  | SaveProblem_PlainProblem_Fragment
  | SaveProblem_InUseProblem_Fragment
  | SaveProblem_DataLossProblem_Fragment
  | SaveProblem_ConflictProblem_Fragment
  | SaveProblem_RetainedDataProblem_Fragment
;

export type ImportProjectFileQueryVariables = Exact<{
  input: ImportProjectFileInput;
}>;


export type ImportProjectFileQuery = { readonly importProjectFile: { readonly valid: boolean, readonly file: string | null, readonly mapped: ReadonlyArray<{ readonly from: ReadonlyArray<string>, readonly to: ReadonlyArray<string>, readonly note: string | null }>, readonly notCarriedOver: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly reason: string }>, readonly problems: ReadonlyArray<
      | ProblemCard_PlainProblem_Fragment
      | ProblemCard_InUseProblem_Fragment
      | ProblemCard_DataLossProblem_Fragment
      | ProblemCard_ConflictProblem_Fragment
      | ProblemCard_RetainedDataProblem_Fragment
    > } };

export type MembersPageQueryVariables = Exact<{
  name: string;
}>;


export type MembersPageQuery = { readonly viewer: ShellViewerFragment, readonly roles: ReadonlyArray<{ readonly role: Role, readonly rights: ReadonlyArray<ProjectRight> }>, readonly project: MembersOfFragment | null };

export type MembersOfFragment = { readonly name: string, readonly displayName: string, readonly revision: string, readonly members: ReadonlyArray<{ readonly email: string, readonly role: Role, readonly isViewer: boolean, readonly signedInSince: string | null, readonly viewerCan: { readonly changeRole: { readonly allowed: boolean, readonly reason: string | null }, readonly remove: { readonly allowed: boolean, readonly reason: string | null } } }>, readonly viewerCan: { readonly manageMembers: { readonly allowed: boolean, readonly reason: string | null }, readonly own: { readonly allowed: boolean, readonly reason: string | null } } };

export type MembersChangedSubscriptionVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type MembersChangedSubscription = { readonly project: { readonly cursor: string, readonly project: MembersOfFragment | null } };

export type PutMemberMutationVariables = Exact<{
  input: PutMemberInput;
}>;


export type PutMemberMutation = { readonly putMember: { readonly project: MembersOfFragment | null, readonly problems: ReadonlyArray<
      | { readonly message: string }
      | { readonly message: string }
      | { readonly message: string }
      | { readonly message: string }
      | { readonly message: string }
    > } };

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type RemoveMemberMutation = { readonly removeMember: { readonly project: MembersOfFragment | null, readonly problems: ReadonlyArray<
      | { readonly message: string }
      | { readonly message: string }
      | { readonly message: string }
      | { readonly message: string }
      | { readonly message: string }
    > } };

export type OperationPageQueryVariables = Exact<{
  id: string;
  language: Language;
}>;


export type OperationPageQuery = { readonly viewer: ShellViewerFragment, readonly operation: OperationViewFragment | null };

export type OperationAgainQueryVariables = Exact<{
  id: string;
  language: Language;
}>;


export type OperationAgainQuery = { readonly operation: OperationViewFragment | null };

export type OperationChangedSubscriptionVariables = Exact<{
  id: string;
  language: Language;
  after?: string | null | undefined;
}>;


export type OperationChangedSubscription = { readonly operation: { readonly cursor: string, readonly at: string, readonly change: { readonly type: OperationChangeType, readonly state: OperationState | null, readonly deployment: string | null, readonly targetState: TargetState | null, readonly message: string, readonly step: StepViewFragment | null }, readonly operation: OperationHeadFragment } };

export type CancelOperationMutationVariables = Exact<{
  input: CancelOperationInput;
}>;


export type CancelOperationMutation = { readonly cancelOperation: ChangeOutcomeFragment };

export type RevertOperationMutationVariables = Exact<{
  input: RevertOperationInput;
}>;


export type RevertOperationMutation = { readonly revertOperation: ChangeOutcomeFragment };

export type OperationViewFragment = (
  { readonly kind: OperationKind, readonly revision: string | null, readonly isSimulated: boolean, readonly requestedAt: string, readonly requestedBy: { readonly name: string, readonly madeBy: string | null, readonly type: ActorType }, readonly project: { readonly name: string, readonly displayName: string } | null, readonly retryOf: { readonly id: string } | null, readonly targets: ReadonlyArray<{ readonly name: string, readonly state: TargetState, readonly isRemoval: boolean, readonly startedAt: string | null, readonly finishedAt: string | null, readonly waitingFor: { readonly message: string, readonly since: string | null, readonly problem:
        | ProblemCard_PlainProblem_Fragment
        | ProblemCard_InUseProblem_Fragment
        | ProblemCard_DataLossProblem_Fragment
        | ProblemCard_ConflictProblem_Fragment
        | ProblemCard_RetainedDataProblem_Fragment
       | null } | null, readonly problems: ReadonlyArray<
      | ProblemCard_PlainProblem_Fragment
      | ProblemCard_InUseProblem_Fragment
      | ProblemCard_DataLossProblem_Fragment
      | ProblemCard_ConflictProblem_Fragment
      | ProblemCard_RetainedDataProblem_Fragment
    >, readonly supersededBy: { readonly id: string } | null, readonly deployment:
      | { readonly id: string, readonly cluster: { readonly name: string, readonly state: ClusterState } }
      | { readonly id: string, readonly cluster: { readonly name: string, readonly state: ClusterState } }
      | { readonly id: string, readonly cluster: { readonly name: string, readonly state: ClusterState } }
     | null }>, readonly steps: ReadonlyArray<StepViewFragment> }
  & OperationHeadFragment
);

export type OperationHeadFragment = { readonly id: string, readonly state: OperationState, readonly startedAt: string | null, readonly finishedAt: string | null, readonly progress: { readonly done: number, readonly total: number, readonly fraction: number, readonly estimatedSecondsLeft: number | null }, readonly waitingFor: { readonly message: string, readonly since: string | null, readonly problem:
      | ProblemCard_PlainProblem_Fragment
      | ProblemCard_InUseProblem_Fragment
      | ProblemCard_DataLossProblem_Fragment
      | ProblemCard_ConflictProblem_Fragment
      | ProblemCard_RetainedDataProblem_Fragment
     | null } | null, readonly problems: ReadonlyArray<
    | ProblemCard_PlainProblem_Fragment
    | ProblemCard_InUseProblem_Fragment
    | ProblemCard_DataLossProblem_Fragment
    | ProblemCard_ConflictProblem_Fragment
    | ProblemCard_RetainedDataProblem_Fragment
  >, readonly viewerCan: { readonly cancel: { readonly allowed: boolean, readonly reason: string | null }, readonly retry: { readonly allowed: boolean, readonly reason: string | null }, readonly revert: { readonly allowed: boolean, readonly reason: string | null } } };

export type StepViewFragment = { readonly key: string, readonly deployment: string, readonly title: string, readonly needs: ReadonlyArray<string>, readonly state: StepState, readonly attempts: number, readonly weight: number, readonly startedAt: string | null, readonly finishedAt: string | null, readonly message: string, readonly problem:
    | ProblemCard_PlainProblem_Fragment
    | ProblemCard_InUseProblem_Fragment
    | ProblemCard_DataLossProblem_Fragment
    | ProblemCard_ConflictProblem_Fragment
    | ProblemCard_RetainedDataProblem_Fragment
   | null, readonly proofs: ReadonlyArray<{ readonly tried: string, readonly seen: string, readonly passed: boolean, readonly from: ProofOrigin, readonly at: string }> };

export type MyProjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyProjectsQuery = { readonly projects: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly name: string, readonly displayName: string, readonly deployments: ReadonlyArray<
        | { readonly name: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null }, readonly addresses: ReadonlyArray<{ readonly url: string | null, readonly state: AddressState }> }
        | { readonly name: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null }, readonly addresses: ReadonlyArray<{ readonly url: string | null, readonly state: AddressState }> }
        | { readonly name: string, readonly cluster: { readonly name: string }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null }, readonly addresses: ReadonlyArray<{ readonly url: string | null, readonly state: AddressState }> }
      >, readonly lastOperation: { readonly id: string, readonly kind: OperationKind, readonly state: OperationState } | null }> } };

export type FollowOperationSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type FollowOperationSubscription = { readonly operation: { readonly cursor: string, readonly at: string, readonly change: { readonly type: OperationChangeType, readonly message: string, readonly step: { readonly key: string, readonly title: string, readonly state: StepState } | null }, readonly operation: { readonly state: OperationState, readonly progress: { readonly done: number, readonly total: number, readonly fraction: number, readonly estimatedSecondsLeft: number | null } } } };

export type TryProjectFileMutationVariables = Exact<{
  file: string;
}>;


export type TryProjectFileMutation = { readonly applyProjectFile: { readonly problems: ReadonlyArray<
      | { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null }
      | { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null }
      | { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null }
      | { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null }
      | { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null }
    >, readonly notices: ReadonlyArray<{ readonly code: NoticeCode, readonly message: string }>, readonly differences: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly kind: DifferenceKind, readonly before: string | null, readonly after: string | null }>, readonly targets: ReadonlyArray<{ readonly deployment: string, readonly cluster: string, readonly effect: TargetEffect, readonly addresses: ReadonlyArray<string>, readonly steps: ReadonlyArray<string> }> } };

export type PlaygroundPageQueryVariables = Exact<{ [key: string]: never; }>;


export type PlaygroundPageQuery = { readonly viewer: ShellViewerFragment, readonly projects: { readonly nodes: ReadonlyArray<{ readonly file: string, readonly lastOperation: { readonly id: string } | null }> } };

type ProblemCard_PlainProblem_Fragment = { readonly code: ProblemCode, readonly fault: Fault, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null, readonly retry: Retry, readonly validValues: ReadonlyArray<string>, readonly remedies: ReadonlyArray<{ readonly title: string, readonly mutation: string | null, readonly input: unknown }> };

type ProblemCard_InUseProblem_Fragment = { readonly code: ProblemCode, readonly fault: Fault, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null, readonly retry: Retry, readonly validValues: ReadonlyArray<string>, readonly remedies: ReadonlyArray<{ readonly title: string, readonly mutation: string | null, readonly input: unknown }> };

type ProblemCard_DataLossProblem_Fragment = { readonly code: ProblemCode, readonly fault: Fault, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null, readonly retry: Retry, readonly validValues: ReadonlyArray<string>, readonly remedies: ReadonlyArray<{ readonly title: string, readonly mutation: string | null, readonly input: unknown }> };

type ProblemCard_ConflictProblem_Fragment = { readonly code: ProblemCode, readonly fault: Fault, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null, readonly retry: Retry, readonly validValues: ReadonlyArray<string>, readonly remedies: ReadonlyArray<{ readonly title: string, readonly mutation: string | null, readonly input: unknown }> };

type ProblemCard_RetainedDataProblem_Fragment = { readonly code: ProblemCode, readonly fault: Fault, readonly message: string, readonly path: ReadonlyArray<string>, readonly line: number | null, readonly column: number | null, readonly retry: Retry, readonly validValues: ReadonlyArray<string>, readonly remedies: ReadonlyArray<{ readonly title: string, readonly mutation: string | null, readonly input: unknown }> };

export type ProblemCardFragment =
  | ProblemCard_PlainProblem_Fragment
  | ProblemCard_InUseProblem_Fragment
  | ProblemCard_DataLossProblem_Fragment
  | ProblemCard_ConflictProblem_Fragment
  | ProblemCard_RetainedDataProblem_Fragment
;

export type RestoreRetainedMutationVariables = Exact<{
  input: RestoreRetainedInput;
}>;


export type RestoreRetainedMutation = { readonly restoreRetained: ChangeOutcomeFragment };

export type PurgeRetainedMutationVariables = Exact<{
  input: PurgeRetainedInput;
}>;


export type PurgeRetainedMutation = { readonly purgeRetained: ChangeOutcomeFragment };

export type ReissueCredentialsMutationVariables = Exact<{
  input: ReissueCredentialsInput;
}>;


export type ReissueCredentialsMutation = { readonly reissueCredentials: ChangeOutcomeFragment };

export type RetryOperationMutationVariables = Exact<{
  input: RetryOperationInput;
}>;


export type RetryOperationMutation = { readonly retryOperation: ChangeOutcomeFragment };

export type ChangeOutcomeFragment = { readonly operation: { readonly id: string } | null, readonly problems: ReadonlyArray<
    | ProblemCard_PlainProblem_Fragment
    | ProblemCard_InUseProblem_Fragment
    | ProblemCard_DataLossProblem_Fragment
    | ProblemCard_ConflictProblem_Fragment
    | ProblemCard_RetainedDataProblem_Fragment
  > };

export type ProjectPageQueryVariables = Exact<{
  name: string;
}>;


export type ProjectPageQuery = { readonly viewer: ShellViewerFragment, readonly serviceTypes: ReadonlyArray<{ readonly name: string, readonly title: string }>, readonly project: (
    { readonly history: { readonly nodes: ReadonlyArray<RevisionRowFragment> } }
    & ProjectViewFragment
  ) | null };

export type ProjectHistoryQueryVariables = Exact<{
  name: string;
}>;


export type ProjectHistoryQuery = { readonly project: (
    { readonly history: { readonly nodes: ReadonlyArray<RevisionRowFragment> } }
    & ProjectViewFragment
  ) | null };

export type ProjectChangedSubscriptionVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type ProjectChangedSubscription = { readonly project: { readonly cursor: string, readonly type: ProjectChangeType, readonly project: ProjectViewFragment | null } };

export type DeleteProjectMutationVariables = Exact<{
  input: DeleteProjectInput;
}>;


export type DeleteProjectMutation = { readonly deleteProject: { readonly operation: { readonly id: string } | null, readonly problems: ReadonlyArray<
      | ProblemCard_PlainProblem_Fragment
      | ProblemCard_InUseProblem_Fragment
      | ProblemCard_DataLossProblem_Fragment
      | ProblemCard_ConflictProblem_Fragment
      | ProblemCard_RetainedDataProblem_Fragment
    > } };

export type BindServiceMutationVariables = Exact<{
  input: BindServiceInput;
}>;


export type BindServiceMutation = { readonly bindService: { readonly operation: { readonly id: string } | null, readonly problems: ReadonlyArray<
      | ProblemCard_PlainProblem_Fragment
      | ProblemCard_InUseProblem_Fragment
      | ProblemCard_DataLossProblem_Fragment
      | ProblemCard_ConflictProblem_Fragment
      | ProblemCard_RetainedDataProblem_Fragment
    > } };

export type ProjectViewFragment = { readonly id: string, readonly name: string, readonly displayName: string, readonly description: string | null, readonly revision: string, readonly changedAt: string, readonly deletedAt: string | null, readonly file: string, readonly members: ReadonlyArray<{ readonly email: string, readonly role: Role, readonly isViewer: boolean }>, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string | null, readonly calls: ReadonlyArray<string>, readonly replicas: number | null, readonly ports: ReadonlyArray<{ readonly name: string, readonly port: number }>, readonly publish: { readonly path: string } | null }>, readonly services: ReadonlyArray<{ readonly name: string, readonly type: string, readonly usedBy: ReadonlyArray<string> }>, readonly bindings: ReadonlyArray<{ readonly component: string, readonly service: { readonly name: string } }>, readonly deployments: ReadonlyArray<
    | DeploymentSummary_ClusterADeployment_Fragment
    | DeploymentSummary_ClusterBDeployment_Fragment
    | DeploymentSummary_DetachedDeployment_Fragment
  >, readonly lastOperation: OperationLineFragment | null, readonly operations: { readonly nodes: ReadonlyArray<OperationLineFragment> }, readonly retained: ReadonlyArray<{ readonly cluster: string, readonly deployment: string, readonly service: string, readonly type: string, readonly name: string, readonly until: string }>, readonly heldRemovals: ReadonlyArray<{ readonly id: string, readonly at: string, readonly what: ReadonlyArray<string>, readonly deployment: string | null, readonly service: string | null }>, readonly problems: ReadonlyArray<
    | ProblemCard_PlainProblem_Fragment
    | ProblemCard_InUseProblem_Fragment
    | ProblemCard_DataLossProblem_Fragment
    | ProblemCard_ConflictProblem_Fragment
    | ProblemCard_RetainedDataProblem_Fragment
  >, readonly notices: ReadonlyArray<{ readonly code: NoticeCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly viewerCan: { readonly manageTokens: { readonly allowed: boolean, readonly reason: string | null }, readonly edit: { readonly allowed: boolean, readonly reason: string | null }, readonly removeData: { readonly allowed: boolean, readonly reason: string | null }, readonly own: { readonly allowed: boolean, readonly reason: string | null }, readonly readAudit: { readonly allowed: boolean } } };

type DeploymentSummary_ClusterADeployment_Fragment = { readonly id: string, readonly name: string, readonly cluster: AwayClusterFragment, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number, readonly desired: number | null, readonly ready: number | null, readonly digest: string | null }>, readonly status: { readonly headline: string, readonly health: DeploymentHealth, readonly since: string | null, readonly isStale: boolean, readonly isCurrent: boolean }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState, readonly message: string }> };

type DeploymentSummary_ClusterBDeployment_Fragment = { readonly id: string, readonly name: string, readonly cluster: AwayClusterFragment, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number, readonly desired: number | null, readonly ready: number | null, readonly digest: string | null }>, readonly status: { readonly headline: string, readonly health: DeploymentHealth, readonly since: string | null, readonly isStale: boolean, readonly isCurrent: boolean }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState, readonly message: string }> };

type DeploymentSummary_DetachedDeployment_Fragment = { readonly id: string, readonly name: string, readonly cluster: AwayClusterFragment, readonly components: ReadonlyArray<{ readonly name: string, readonly image: string, readonly replicas: number, readonly desired: number | null, readonly ready: number | null, readonly digest: string | null }>, readonly status: { readonly headline: string, readonly health: DeploymentHealth, readonly since: string | null, readonly isStale: boolean, readonly isCurrent: boolean }, readonly addresses: ReadonlyArray<{ readonly component: string, readonly url: string | null, readonly state: AddressState, readonly message: string }> };

export type DeploymentSummaryFragment =
  | DeploymentSummary_ClusterADeployment_Fragment
  | DeploymentSummary_ClusterBDeployment_Fragment
  | DeploymentSummary_DetachedDeployment_Fragment
;

export type OperationLineFragment = { readonly id: string, readonly kind: OperationKind, readonly state: OperationState, readonly requestedAt: string, readonly finishedAt: string | null, readonly requestedBy: { readonly name: string }, readonly progress: { readonly fraction: number } };

export type RevisionRowFragment = { readonly id: string, readonly at: string, readonly message: string, readonly author: { readonly name: string, readonly isVerified: boolean }, readonly operation: { readonly id: string, readonly requestedBy: { readonly name: string, readonly isVerified: boolean } } | null, readonly differences: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly kind: DifferenceKind, readonly before: string | null, readonly after: string | null, readonly effects: ReadonlyArray<DifferenceEffect>, readonly deployments: ReadonlyArray<string> }> };

export type WhatDeletingTakesQueryVariables = Exact<{
  project: string;
}>;


export type WhatDeletingTakesQuery = { readonly project: { readonly deployments: ReadonlyArray<
      | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly profile: { readonly retentionDays: number } | null } }
      | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly profile: { readonly retentionDays: number } | null } }
      | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly profile: { readonly retentionDays: number } | null } }
    >, readonly services: ReadonlyArray<{ readonly name: string, readonly type: string, readonly deletion: Deletion }> } | null };

export type ProjectRowFragment = { readonly id: string, readonly name: string, readonly displayName: string, readonly changedAt: string, readonly deletedAt: string | null, readonly deployments: ReadonlyArray<
    | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly state: ClusterState }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly isStale: boolean } }
    | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly state: ClusterState }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly isStale: boolean } }
    | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly state: ClusterState }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly isStale: boolean } }
  >, readonly lastOperation: { readonly id: string, readonly kind: OperationKind, readonly state: OperationState, readonly requestedAt: string, readonly requestedBy: { readonly name: string } } | null };

export type ProjectsPageQueryVariables = Exact<{
  search?: string | null | undefined;
  cluster?: string | null | undefined;
}>;


export type ProjectsPageQuery = { readonly viewer: ShellViewerFragment, readonly clusters: ReadonlyArray<AwayClusterFragment>, readonly projects: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<ProjectRowFragment> } };

export type MoreProjectsQueryVariables = Exact<{
  after?: string | null | undefined;
  search?: string | null | undefined;
  cluster?: string | null | undefined;
}>;


export type MoreProjectsQuery = { readonly projects: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<ProjectRowFragment> } };

export type ProjectsChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProjectsChangedSubscription = { readonly projects: { readonly cursor: string, readonly type: ProjectChangeType, readonly name: string, readonly project: ProjectRowFragment | null } };

export type ServicesPageQueryVariables = Exact<{
  language: Language;
}>;


export type ServicesPageQuery = { readonly viewer: ShellViewerFragment, readonly serviceTypes: ReadonlyArray<CatalogueEntryFragment> };

export type CatalogueEntryFragment = { readonly name: string, readonly title: string, readonly description: string, readonly settings: unknown, readonly keepsData: boolean, readonly isMounted: boolean, readonly example: string, readonly variables: ReadonlyArray<{ readonly name: string, readonly description: string, readonly isSecret: boolean, readonly furtherNames: ReadonlyArray<string> }>, readonly availability: ReadonlyArray<{ readonly cluster: string, readonly limits: ReadonlyArray<{ readonly name: string, readonly maximum: number }>, readonly choices: ReadonlyArray<{ readonly name: string, readonly values: ReadonlyArray<string> }> }> };

export type SessionsPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsPageQuery = { readonly viewer: ShellViewerFragment };

export type PaletteProjectsQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type PaletteProjectsQuery = { readonly projects: { readonly nodes: ReadonlyArray<{ readonly name: string, readonly displayName: string, readonly deployments: ReadonlyArray<
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
      > }> } };

export type ShellViewerFragment = { readonly name: string, readonly email: string | null, readonly isOperator: boolean, readonly isAuditor: boolean, readonly viewerCan: { readonly readAudit: { readonly allowed: boolean }, readonly createProject: { readonly allowed: boolean, readonly reason: string | null } } };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { readonly createToken: { readonly secret: string | null, readonly token: ShownTokenFragment | null, readonly problems: ReadonlyArray<
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type OwnTokensPageQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnTokensPageQuery = { readonly viewer: (
    { readonly maximumTokenDays: number, readonly viewerCan: { readonly createToken: { readonly allowed: boolean, readonly reason: string | null } }, readonly tokens: { readonly nodes: ReadonlyArray<ShownTokenFragment> } }
    & ShellViewerFragment
  ) };

export type ProjectTokensPageQueryVariables = Exact<{
  name: string;
}>;


export type ProjectTokensPageQuery = { readonly viewer: ShellViewerFragment, readonly project: { readonly name: string, readonly displayName: string, readonly viewerCan: { readonly manageTokens: { readonly allowed: boolean, readonly reason: string | null } }, readonly tokens: { readonly nodes: ReadonlyArray<ShownTokenFragment> } | null, readonly tokenRules: ReadonlyArray<ShownRuleFragment> | null, readonly tokenSettings: { readonly maximumDays: number, readonly installationMaximumDays: number, readonly issuers: ReadonlyArray<string>, readonly audience: string | null } | null } | null };

export type PutTokenRuleMutationVariables = Exact<{
  input: PutTokenRuleInput;
}>;


export type PutTokenRuleMutation = { readonly putTokenRule: { readonly rule: ShownRuleFragment | null, readonly problems: ReadonlyArray<
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type RemoveTokenRuleMutationVariables = Exact<{
  project: string;
  name: string;
}>;


export type RemoveTokenRuleMutation = { readonly removeTokenRule: { readonly problems: ReadonlyArray<
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type RevokeTokenMutationVariables = Exact<{
  token: string;
}>;


export type RevokeTokenMutation = { readonly revokeToken: { readonly token: ShownTokenFragment | null, readonly problems: ReadonlyArray<
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SetTokenSettingsMutationVariables = Exact<{
  project: string;
  maximumDays?: number | null | undefined;
}>;


export type SetTokenSettingsMutation = { readonly setTokenSettings: { readonly settings: { readonly maximumDays: number } | null, readonly problems: ReadonlyArray<
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ShownRuleFragment = { readonly name: string, readonly issuer: string, readonly scopes: ReadonlyArray<TokenScope>, readonly deployments: ReadonlyArray<string> | null, readonly lifetimeMinutes: number, readonly lastUsedAt: string | null, readonly isEffective: boolean, readonly claims: ReadonlyArray<{ readonly name: string, readonly pattern: string }>, readonly createdBy: { readonly name: string, readonly email: string | null } };

export type ShownTokenFragment = { readonly id: string, readonly name: string, readonly prefix: string, readonly kind: TokenKind, readonly state: TokenState, readonly scopes: ReadonlyArray<TokenScope>, readonly deployments: ReadonlyArray<string> | null, readonly expiresAt: string, readonly lastUsedAt: string | null, readonly documents: ReadonlyArray<{ readonly hash: string }> | null, readonly createdBy: { readonly name: string, readonly email: string | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AuditRowFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment AuditRow on AuditRecord {
  number
  at
  actor {
    type
    name
    email
  }
  subject
  token
  action
  project
  deployment
  cluster
  operation
  result
  problems
  before
  after
  detail {
    name
    value
  }
  times
  requestId
  source {
    address
    transport
    userAgent
  }
  previous
  hash
}
    `, {"fragmentName":"AuditRow"}) as unknown as TypedDocumentString<AuditRowFragment, unknown>;
export const AuditRowsFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment AuditRows on AuditConnection {
  nodes {
    ...AuditRow
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    fragment AuditRow on AuditRecord {
  number
  at
  actor {
    type
    name
    email
  }
  subject
  token
  action
  project
  deployment
  cluster
  operation
  result
  problems
  before
  after
  detail {
    name
    value
  }
  times
  requestId
  source {
    address
    transport
    userAgent
  }
  previous
  hash
}`, {"fragmentName":"AuditRows"}) as unknown as TypedDocumentString<AuditRowsFragment, unknown>;
export const AuditLinesFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment AuditLines on AuditConnection {
  nodes {
    hash
    canonical
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    `, {"fragmentName":"AuditLines"}) as unknown as TypedDocumentString<AuditLinesFragment, unknown>;
export const ClusterProblemFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ClusterProblem on Problem {
  code
  message
  path
  ... on InUseProblem {
    usedBy
  }
}
    `, {"fragmentName":"ClusterProblem"}) as unknown as TypedDocumentString<ClusterProblemFragment, unknown>;
export const ClusterCardFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}
    `, {"fragmentName":"ClusterCard"}) as unknown as TypedDocumentString<ClusterCardFragment, unknown>;
export const DeploymentActFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment DeploymentAct on ChangePayload {
  operation {
    id
  }
  problems {
    code
    message
  }
}
    `, {"fragmentName":"DeploymentAct"}) as unknown as TypedDocumentString<DeploymentActFragment, unknown>;
export const DeploymentHomeFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment DeploymentHome on Project {
  name
  displayName
  revision
  viewerCan {
    deploy {
      allowed
      reason
    }
    removeData {
      allowed
      reason
    }
  }
}
    `, {"fragmentName":"DeploymentHome"}) as unknown as TypedDocumentString<DeploymentHomeFragment, unknown>;
export const DeploymentHeadFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment DeploymentHead on Deployment {
  id
  name
  revision
  generation
  cluster {
    name
    state
    lastSeenAt
    profile {
      retentionDays
    }
  }
  components {
    name
    image
    replicas
    desired
    ready
    reportedImage
  }
  status {
    headline
    health
    since
    observedAt
    isCurrent
    isStale
  }
  addresses {
    component
    url
    kind
    state
    message
  }
  lastOperation {
    id
    kind
    state
    requestedAt
    requestedBy {
      name
    }
  }
  tombstone {
    service
    confirmedBy
    confirmedAt
    operation {
      id
    }
  }
  notices
}
    `, {"fragmentName":"DeploymentHead"}) as unknown as TypedDocumentString<DeploymentHeadFragment, unknown>;
export const WorkloadCardFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment WorkloadCard on Workload {
  component
  state
  desired
  ready
  updated
  image
  runningImages
  digest
  restarts
  lastProblem {
    code
    message
    pod
    at
  }
  pods {
    name
    state
    ready
    restarts
    image
    digest
    node
    startedAt
    message
  }
}
    `, {"fragmentName":"WorkloadCard"}) as unknown as TypedDocumentString<WorkloadCardFragment, unknown>;
export const ServiceCardFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ServiceCard on ServiceInstance {
  service
  type
  state
  names {
    kind
    name
  }
  sizeBytes
  credentialsIssuedAt
  message
}
    `, {"fragmentName":"ServiceCard"}) as unknown as TypedDocumentString<ServiceCardFragment, unknown>;
export const VariableRowFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment VariableRow on EffectiveVariable {
  name
  value
  secret
  source
  from
  overriddenBy
}
    `, {"fragmentName":"VariableRow"}) as unknown as TypedDocumentString<VariableRowFragment, unknown>;
export const ManifestRowFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ManifestRow on ManagedObject {
  apiVersion
  kind
  name
  namespace
  component
  state
  drift
  manifest
}
    `, {"fragmentName":"ManifestRow"}) as unknown as TypedDocumentString<ManifestRowFragment, unknown>;
export const EventRowFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment EventRow on KubernetesEvent {
  at
  warning
  reason
  message
  count
  kind
  name
}
    `, {"fragmentName":"EventRow"}) as unknown as TypedDocumentString<EventRowFragment, unknown>;
export const LogRowFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment LogRow on LogLine {
  at
  component
  pod
  container
  text
}
    `, {"fragmentName":"LogRow"}) as unknown as TypedDocumentString<LogRowFragment, unknown>;
export const DifferenceViewFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment DifferenceView on Difference {
  path
  kind
  before
  after
  deployments
  effects
}
    `, {"fragmentName":"DifferenceView"}) as unknown as TypedDocumentString<DifferenceViewFragment, unknown>;
export const EditedProjectFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    "What a project's editor begins with, and what it is told when somebody else saves."
fragment EditedProject on Project {
  name
  revision
  file
  secrets {
    name
    component
    registry
    hasDefault
    deploymentsWithValue
    missingIn
  }
  viewerCan {
    edit {
      allowed
      reason
    }
    setSecrets {
      allowed
      reason
    }
  }
}
    `, {"fragmentName":"EditedProject"}) as unknown as TypedDocumentString<EditedProjectFragment, unknown>;
export const EditorSourcesFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    "What the form is made from."
fragment EditorSources on Query {
  projectFileSchema
  serviceTypes {
    name
    title(language: $language)
    description(language: $language)
    isMounted
    variables {
      name
    }
    availability {
      cluster
      limits {
        name
        maximum
      }
      choices {
        name
        values
      }
    }
  }
  clusters {
    name
    state
    isDraining
    profile {
      domain
      maximumReplicas
      maximumCpu
      maximumMemory
    }
  }
}
    `, {"fragmentName":"EditorSources"}) as unknown as TypedDocumentString<EditorSourcesFragment, unknown>;
export const ProblemCardFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
    `, {"fragmentName":"ProblemCard"}) as unknown as TypedDocumentString<ProblemCardFragment, unknown>;
export const SaveProblemFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment SaveProblem on Problem {
  __typename
  ...ProblemCard
  ... on DataLossProblem {
    what
    confirm
  }
  ... on RetainedDataProblem {
    until
    choices
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`, {"fragmentName":"SaveProblem"}) as unknown as TypedDocumentString<SaveProblemFragment, unknown>;
export const MembersOfFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment MembersOf on Project {
  name
  displayName
  revision
  members {
    email
    role
    isViewer
    signedInSince
    viewerCan {
      changeRole {
        allowed
        reason
      }
      remove {
        allowed
        reason
      }
    }
  }
  viewerCan {
    manageMembers {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
  }
}
    `, {"fragmentName":"MembersOf"}) as unknown as TypedDocumentString<MembersOfFragment, unknown>;
export const OperationHeadFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment OperationHead on Operation {
  id
  state
  startedAt
  finishedAt
  progress {
    done
    total
    fraction
    estimatedSecondsLeft
  }
  waitingFor {
    message
    since
    problem {
      ...ProblemCard
    }
  }
  problems {
    ...ProblemCard
  }
  viewerCan {
    cancel {
      allowed
      reason
    }
    retry {
      allowed
      reason
    }
    revert {
      allowed
      reason
    }
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`, {"fragmentName":"OperationHead"}) as unknown as TypedDocumentString<OperationHeadFragment, unknown>;
export const StepViewFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment StepView on Step {
  key
  deployment
  title(language: $language)
  needs
  state
  attempts
  weight
  startedAt
  finishedAt
  message
  problem {
    ...ProblemCard
  }
  proofs {
    tried
    seen
    passed
    from
    at
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`, {"fragmentName":"StepView"}) as unknown as TypedDocumentString<StepViewFragment, unknown>;
export const OperationViewFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment OperationView on Operation {
  ...OperationHead
  kind
  revision
  isSimulated
  requestedAt
  requestedBy {
    name
    madeBy
    type
  }
  project {
    name
    displayName
  }
  retryOf {
    id
  }
  targets {
    name
    state
    isRemoval
    startedAt
    finishedAt
    waitingFor {
      message
      since
      problem {
        ...ProblemCard
      }
    }
    problems {
      ...ProblemCard
    }
    supersededBy {
      id
    }
    deployment {
      id
      cluster {
        name
        state
      }
    }
  }
  steps {
    ...StepView
  }
}
    fragment OperationHead on Operation {
  id
  state
  startedAt
  finishedAt
  progress {
    done
    total
    fraction
    estimatedSecondsLeft
  }
  waitingFor {
    message
    since
    problem {
      ...ProblemCard
    }
  }
  problems {
    ...ProblemCard
  }
  viewerCan {
    cancel {
      allowed
      reason
    }
    retry {
      allowed
      reason
    }
    revert {
      allowed
      reason
    }
  }
}
fragment StepView on Step {
  key
  deployment
  title(language: $language)
  needs
  state
  attempts
  weight
  startedAt
  finishedAt
  message
  problem {
    ...ProblemCard
  }
  proofs {
    tried
    seen
    passed
    from
    at
  }
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`, {"fragmentName":"OperationView"}) as unknown as TypedDocumentString<OperationViewFragment, unknown>;
export const ChangeOutcomeFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    "What one press came to."
fragment ChangeOutcome on ChangePayload {
  operation {
    id
  }
  problems {
    ...ProblemCard
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`, {"fragmentName":"ChangeOutcome"}) as unknown as TypedDocumentString<ChangeOutcomeFragment, unknown>;
export const AwayClusterFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}
    `, {"fragmentName":"AwayCluster"}) as unknown as TypedDocumentString<AwayClusterFragment, unknown>;
export const DeploymentSummaryFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment DeploymentSummary on Deployment {
  id
  name
  cluster {
    ...AwayCluster
  }
  components {
    name
    image
    replicas
    desired
    ready
    digest
  }
  status {
    headline
    health
    since
    isStale
    isCurrent
  }
  addresses {
    component
    url
    state
    message
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}`, {"fragmentName":"DeploymentSummary"}) as unknown as TypedDocumentString<DeploymentSummaryFragment, unknown>;
export const OperationLineFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment OperationLine on Operation {
  id
  kind
  state
  requestedAt
  finishedAt
  requestedBy {
    name
  }
  progress {
    fraction
  }
}
    `, {"fragmentName":"OperationLine"}) as unknown as TypedDocumentString<OperationLineFragment, unknown>;
export const ProjectViewFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ProjectView on Project {
  id
  name
  displayName
  description
  revision
  changedAt
  deletedAt
  file
  members {
    email
    role
    isViewer
  }
  components {
    name
    image
    calls
    replicas
    ports {
      name
      port
    }
    publish {
      path
    }
  }
  services {
    name
    type
    usedBy
  }
  bindings {
    component
    service {
      name
    }
  }
  deployments {
    ...DeploymentSummary
  }
  lastOperation {
    ...OperationLine
  }
  operations(first: 8) {
    nodes {
      ...OperationLine
    }
  }
  retained {
    cluster
    deployment
    service
    type
    name
    until
  }
  heldRemovals {
    id
    at
    what
    deployment
    service
  }
  problems {
    ...ProblemCard
  }
  notices {
    code
    message
    path
  }
  viewerCan {
    manageTokens {
      allowed
      reason
    }
    edit {
      allowed
      reason
    }
    removeData {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
    readAudit {
      allowed
    }
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
fragment DeploymentSummary on Deployment {
  id
  name
  cluster {
    ...AwayCluster
  }
  components {
    name
    image
    replicas
    desired
    ready
    digest
  }
  status {
    headline
    health
    since
    isStale
    isCurrent
  }
  addresses {
    component
    url
    state
    message
  }
}
fragment OperationLine on Operation {
  id
  kind
  state
  requestedAt
  finishedAt
  requestedBy {
    name
  }
  progress {
    fraction
  }
}`, {"fragmentName":"ProjectView"}) as unknown as TypedDocumentString<ProjectViewFragment, unknown>;
export const RevisionRowFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment RevisionRow on Revision {
  id
  at
  message
  author {
    name
    isVerified
  }
  operation {
    id
    requestedBy {
      name
      isVerified
    }
  }
  differences {
    path
    kind
    before
    after
    effects
    deployments
  }
}
    `, {"fragmentName":"RevisionRow"}) as unknown as TypedDocumentString<RevisionRowFragment, unknown>;
export const ProjectRowFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ProjectRow on Project {
  id
  name
  displayName
  changedAt
  deletedAt
  deployments {
    id
    name
    cluster {
      name
      state
    }
    status {
      health
      headline
      since
      isStale
    }
  }
  lastOperation {
    id
    kind
    state
    requestedAt
    requestedBy {
      name
    }
  }
}
    `, {"fragmentName":"ProjectRow"}) as unknown as TypedDocumentString<ProjectRowFragment, unknown>;
export const CatalogueEntryFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment CatalogueEntry on ServiceType {
  name
  title(language: $language)
  description(language: $language)
  settings
  keepsData
  isMounted
  example
  variables {
    name
    description(language: $language)
    isSecret
    furtherNames
  }
  availability {
    cluster
    limits {
      name
      maximum
    }
    choices {
      name
      values
    }
  }
}
    `, {"fragmentName":"CatalogueEntry"}) as unknown as TypedDocumentString<CatalogueEntryFragment, unknown>;
export const ShellViewerFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}
    `, {"fragmentName":"ShellViewer"}) as unknown as TypedDocumentString<ShellViewerFragment, unknown>;
export const ShownRuleFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ShownRule on TokenRule {
  name
  issuer
  claims {
    name
    pattern
  }
  scopes
  deployments
  lifetimeMinutes
  createdBy {
    name
    email
  }
  lastUsedAt
  isEffective
}
    `, {"fragmentName":"ShownRule"}) as unknown as TypedDocumentString<ShownRuleFragment, unknown>;
export const ShownTokenFragmentDoc = /* @__PURE__ */ new TypedDocumentString(`
    fragment ShownToken on AccessToken {
  id
  name
  prefix
  kind
  state
  scopes
  deployments
  documents {
    hash
  }
  createdBy {
    name
    email
  }
  expiresAt
  lastUsedAt
}
    `, {"fragmentName":"ShownToken"}) as unknown as TypedDocumentString<ShownTokenFragment, unknown>;
export const AuditPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query AuditPage($filter: AuditFilter) {
  viewer {
    ...ShellViewer
  }
  audit(first: 50, filter: $filter) {
    ...AuditRows
  }
}
    fragment AuditRows on AuditConnection {
  nodes {
    ...AuditRow
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment AuditRow on AuditRecord {
  number
  at
  actor {
    type
    name
    email
  }
  subject
  token
  action
  project
  deployment
  cluster
  operation
  result
  problems
  before
  after
  detail {
    name
    value
  }
  times
  requestId
  source {
    address
    transport
    userAgent
  }
  previous
  hash
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<AuditPageQuery, AuditPageQueryVariables>;
export const ProjectAuditPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ProjectAuditPage($name: String!, $filter: AuditFilter) {
  viewer {
    ...ShellViewer
  }
  project(name: $name) {
    name
    displayName
    audit(first: 50, filter: $filter) {
      ...AuditRows
    }
  }
}
    fragment AuditRows on AuditConnection {
  nodes {
    ...AuditRow
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment AuditRow on AuditRecord {
  number
  at
  actor {
    type
    name
    email
  }
  subject
  token
  action
  project
  deployment
  cluster
  operation
  result
  problems
  before
  after
  detail {
    name
    value
  }
  times
  requestId
  source {
    address
    transport
    userAgent
  }
  previous
  hash
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ProjectAuditPageQuery, ProjectAuditPageQueryVariables>;
export const AuditMoreDocument = /* @__PURE__ */ new TypedDocumentString(`
    query AuditMore($first: Int!, $after: String, $filter: AuditFilter) {
  audit(first: $first, after: $after, filter: $filter) {
    ...AuditRows
  }
}
    fragment AuditRows on AuditConnection {
  nodes {
    ...AuditRow
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment AuditRow on AuditRecord {
  number
  at
  actor {
    type
    name
    email
  }
  subject
  token
  action
  project
  deployment
  cluster
  operation
  result
  problems
  before
  after
  detail {
    name
    value
  }
  times
  requestId
  source {
    address
    transport
    userAgent
  }
  previous
  hash
}`) as unknown as TypedDocumentString<AuditMoreQuery, AuditMoreQueryVariables>;
export const ProjectAuditMoreDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ProjectAuditMore($name: String!, $first: Int!, $after: String, $filter: AuditFilter) {
  project(name: $name) {
    audit(first: $first, after: $after, filter: $filter) {
      ...AuditRows
    }
  }
}
    fragment AuditRows on AuditConnection {
  nodes {
    ...AuditRow
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment AuditRow on AuditRecord {
  number
  at
  actor {
    type
    name
    email
  }
  subject
  token
  action
  project
  deployment
  cluster
  operation
  result
  problems
  before
  after
  detail {
    name
    value
  }
  times
  requestId
  source {
    address
    transport
    userAgent
  }
  previous
  hash
}`) as unknown as TypedDocumentString<ProjectAuditMoreQuery, ProjectAuditMoreQueryVariables>;
export const AuditLinesDocument = /* @__PURE__ */ new TypedDocumentString(`
    query AuditLines($after: String, $filter: AuditFilter) {
  audit(first: 100, after: $after, filter: $filter) {
    ...AuditLines
  }
}
    fragment AuditLines on AuditConnection {
  nodes {
    hash
    canonical
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}`) as unknown as TypedDocumentString<AuditLinesQuery, AuditLinesQueryVariables>;
export const ProjectAuditLinesDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ProjectAuditLines($name: String!, $after: String, $filter: AuditFilter) {
  project(name: $name) {
    audit(first: 100, after: $after, filter: $filter) {
      ...AuditLines
    }
  }
}
    fragment AuditLines on AuditConnection {
  nodes {
    hash
    canonical
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}`) as unknown as TypedDocumentString<ProjectAuditLinesQuery, ProjectAuditLinesQueryVariables>;
export const CheckAuditChainDocument = /* @__PURE__ */ new TypedDocumentString(`
    query CheckAuditChain($after: AuditChainEndInput) {
  checkAuditChain(after: $after) {
    end {
      number
      hash
    }
    isComplete
    broken
  }
}
    `) as unknown as TypedDocumentString<CheckAuditChainQuery, CheckAuditChainQueryVariables>;
export const AuditChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription AuditChanged($project: String, $after: Cursor) {
  audit(project: $project, after: $after) {
    cursor
    type
    record {
      ...AuditRow
    }
  }
}
    fragment AuditRow on AuditRecord {
  number
  at
  actor {
    type
    name
    email
  }
  subject
  token
  action
  project
  deployment
  cluster
  operation
  result
  problems
  before
  after
  detail {
    name
    value
  }
  times
  requestId
  source {
    address
    transport
    userAgent
  }
  previous
  hash
}`) as unknown as TypedDocumentString<AuditChangedSubscription, AuditChangedSubscriptionVariables>;
export const AwayClustersDocument = /* @__PURE__ */ new TypedDocumentString(`
    query AwayClusters {
  clusters {
    ...AwayCluster
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}`) as unknown as TypedDocumentString<AwayClustersQuery, AwayClustersQueryVariables>;
export const AwayClustersChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription AwayClustersChanged($after: Cursor) {
  clusters(after: $after) {
    cursor
    type
    cluster {
      ...AwayCluster
    }
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}`) as unknown as TypedDocumentString<AwayClustersChangedSubscription, AwayClustersChangedSubscriptionVariables>;
export const ClustersPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ClustersPage {
  viewer {
    ...ShellViewer
    isOperator
    viewerCan {
      operate {
        allowed
        reason
      }
    }
  }
  clusters {
    ...ClusterCard
  }
}
    fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ClustersPageQuery, ClustersPageQueryVariables>;
export const ClustersAgainDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ClustersAgain {
  clusters {
    ...ClusterCard
  }
}
    fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ClustersAgainQuery, ClustersAgainQueryVariables>;
export const ClustersChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription ClustersChanged($after: Cursor) {
  clusters(after: $after) {
    cursor
    type
    message
    cluster {
      ...ClusterCard
    }
  }
}
    fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ClustersChangedSubscription, ClustersChangedSubscriptionVariables>;
export const RegisterClusterDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RegisterCluster($input: RegisterClusterInput!) {
  registerCluster(input: $input) {
    cluster {
      ...ClusterCard
    }
    joinToken
    joinTokenExpiresAt
    problems {
      ...ClusterProblem
    }
  }
}
    fragment ClusterProblem on Problem {
  code
  message
  path
  ... on InUseProblem {
    usedBy
  }
}
fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<RegisterClusterMutation, RegisterClusterMutationVariables>;
export const RenewJoinTokenDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RenewJoinToken($input: RenewJoinTokenInput!) {
  renewJoinToken(input: $input) {
    joinToken
    joinTokenExpiresAt
    problems {
      ...ClusterProblem
    }
  }
}
    fragment ClusterProblem on Problem {
  code
  message
  path
  ... on InUseProblem {
    usedBy
  }
}`) as unknown as TypedDocumentString<RenewJoinTokenMutation, RenewJoinTokenMutationVariables>;
export const DrainClusterDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation DrainCluster($input: DrainClusterInput!) {
  drainCluster(input: $input) {
    cluster {
      ...ClusterCard
    }
    problems {
      ...ClusterProblem
    }
  }
}
    fragment ClusterProblem on Problem {
  code
  message
  path
  ... on InUseProblem {
    usedBy
  }
}
fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<DrainClusterMutation, DrainClusterMutationVariables>;
export const RemoveClusterDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RemoveCluster($input: RemoveClusterInput!) {
  removeCluster(input: $input) {
    cluster {
      ...ClusterCard
    }
    problems {
      ...ClusterProblem
    }
  }
}
    fragment ClusterProblem on Problem {
  code
  message
  path
  ... on InUseProblem {
    usedBy
  }
}
fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<RemoveClusterMutation, RemoveClusterMutationVariables>;
export const AdoptOrphanedDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation AdoptOrphaned($input: OrphanedInput!) {
  adoptOrphaned(input: $input) {
    cluster {
      ...ClusterCard
    }
    problems {
      ...ClusterProblem
    }
  }
}
    fragment ClusterProblem on Problem {
  code
  message
  path
  ... on InUseProblem {
    usedBy
  }
}
fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<AdoptOrphanedMutation, AdoptOrphanedMutationVariables>;
export const RemoveOrphanedDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RemoveOrphaned($input: OrphanedInput!) {
  removeOrphaned(input: $input) {
    cluster {
      ...ClusterCard
    }
    problems {
      ...ClusterProblem
    }
  }
}
    fragment ClusterProblem on Problem {
  code
  message
  path
  ... on InUseProblem {
    usedBy
  }
}
fragment ClusterCard on Cluster {
  id
  name
  state
  isDraining
  lastSeenAt
  address
  projects
  deploymentCount
  orphaned {
    backend
    kind
    name
    namespace
  }
  profile {
    contractVersion
    backendVersion
    isSandbox
    domain
    scheme
    serviceTypes
    maximumReplicas
    maximumCpu
    maximumMemory
    maximumVolume
    egress
    retentionDays
    agePublicKey
    sendsMail
    hasOrganisationProvider
  }
  viewerCan {
    renewJoinToken {
      allowed
      reason
    }
    drain {
      allowed
      reason
    }
    remove {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<RemoveOrphanedMutation, RemoveOrphanedMutationVariables>;
export const ProjectDocument = /* @__PURE__ */ new TypedDocumentString(`
    query Project($name: String!) {
  project(name: $name) {
    name
    displayName
    revision
    file
    deployments {
      id
      name
      cluster {
        name
      }
      status {
        health
        headline
        since
      }
      addresses {
        component
        url
        state
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectQuery, ProjectQueryVariables>;
export const DeploymentDocument = /* @__PURE__ */ new TypedDocumentString(`
    query Deployment($id: ID!) {
  deployment(id: $id) {
    id
    name
    cluster {
      name
    }
    generation
    status {
      health
      headline
      since
      observedAt
    }
    components {
      name
      image
      replicas
    }
    addresses {
      component
      url
      state
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentQuery, DeploymentQueryVariables>;
export const OperationDocument = /* @__PURE__ */ new TypedDocumentString(`
    query Operation($id: ID!) {
  operation(id: $id) {
    id
    kind
    state
    requestedAt
    finishedAt
    progress {
      done
      total
      estimatedSecondsLeft
    }
    steps {
      key
      title
      state
      message
      proofs {
        tried
        seen
        passed
      }
    }
    problems {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OperationQuery, OperationQueryVariables>;
export const ClusterDocument = /* @__PURE__ */ new TypedDocumentString(`
    query Cluster($name: String!) {
  cluster(name: $name) {
    name
    state
    lastSeenAt
    isDraining
    profile {
      domain
      serviceTypes
      backendVersion
    }
  }
}
    `) as unknown as TypedDocumentString<ClusterQuery, ClusterQueryVariables>;
export const ServiceTypesDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ServiceTypes {
  serviceTypes {
    name
    settings
    variables {
      name
      description
      isSecret
    }
    example
  }
}
    `) as unknown as TypedDocumentString<ServiceTypesQuery, ServiceTypesQueryVariables>;
export const ApplyProjectFileDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation ApplyProjectFile($input: ApplyProjectFileInput!) {
  applyProjectFile(input: $input) {
    operation {
      id
      state
    }
    problems {
      code
      path
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApplyProjectFileMutation, ApplyProjectFileMutationVariables>;
export const CopiedFileDocument = /* @__PURE__ */ new TypedDocumentString(`
    query CopiedFile($name: String!) {
  project(name: $name) {
    file
  }
}
    `) as unknown as TypedDocumentString<CopiedFileQuery, CopiedFileQueryVariables>;
export const DeploymentPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query DeploymentPage($project: String!, $deployment: String!) {
  viewer {
    ...ShellViewer
  }
  project(name: $project) {
    ...DeploymentHome
    deployment(name: $deployment) {
      ...DeploymentHead
    }
  }
}
    fragment DeploymentHome on Project {
  name
  displayName
  revision
  viewerCan {
    deploy {
      allowed
      reason
    }
    removeData {
      allowed
      reason
    }
  }
}
fragment DeploymentHead on Deployment {
  id
  name
  revision
  generation
  cluster {
    name
    state
    lastSeenAt
    profile {
      retentionDays
    }
  }
  components {
    name
    image
    replicas
    desired
    ready
    reportedImage
  }
  status {
    headline
    health
    since
    observedAt
    isCurrent
    isStale
  }
  addresses {
    component
    url
    kind
    state
    message
  }
  lastOperation {
    id
    kind
    state
    requestedAt
    requestedBy {
      name
    }
  }
  tombstone {
    service
    confirmedBy
    confirmedAt
    operation {
      id
    }
  }
  notices
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<DeploymentPageQuery, DeploymentPageQueryVariables>;
export const DeploymentOverviewDocument = /* @__PURE__ */ new TypedDocumentString(`
    query DeploymentOverview($project: String!, $deployment: String!) {
  project(name: $project) {
    deployment(name: $deployment) {
      live {
        observedAt
        simulated
        workloads {
          ...WorkloadCard
        }
        services {
          ...ServiceCard
        }
      }
    }
  }
}
    fragment WorkloadCard on Workload {
  component
  state
  desired
  ready
  updated
  image
  runningImages
  digest
  restarts
  lastProblem {
    code
    message
    pod
    at
  }
  pods {
    name
    state
    ready
    restarts
    image
    digest
    node
    startedAt
    message
  }
}
fragment ServiceCard on ServiceInstance {
  service
  type
  state
  names {
    kind
    name
  }
  sizeBytes
  credentialsIssuedAt
  message
}`) as unknown as TypedDocumentString<DeploymentOverviewQuery, DeploymentOverviewQueryVariables>;
export const DeploymentVariablesDocument = /* @__PURE__ */ new TypedDocumentString(`
    query DeploymentVariables($project: String!, $deployment: String!, $component: String!) {
  project(name: $project) {
    deployment(name: $deployment) {
      live {
        observedAt
        variables(component: $component) {
          ...VariableRow
        }
      }
    }
  }
}
    fragment VariableRow on EffectiveVariable {
  name
  value
  secret
  source
  from
  overriddenBy
}`) as unknown as TypedDocumentString<DeploymentVariablesQuery, DeploymentVariablesQueryVariables>;
export const DeploymentManifestsDocument = /* @__PURE__ */ new TypedDocumentString(`
    query DeploymentManifests($project: String!, $deployment: String!) {
  project(name: $project) {
    deployment(name: $deployment) {
      live {
        observedAt
        objects {
          ...ManifestRow
        }
      }
    }
  }
}
    fragment ManifestRow on ManagedObject {
  apiVersion
  kind
  name
  namespace
  component
  state
  drift
  manifest
}`) as unknown as TypedDocumentString<DeploymentManifestsQuery, DeploymentManifestsQueryVariables>;
export const DeploymentEventsDocument = /* @__PURE__ */ new TypedDocumentString(`
    query DeploymentEvents($project: String!, $deployment: String!) {
  project(name: $project) {
    deployment(name: $deployment) {
      live {
        observedAt
        events(first: 200) {
          ...EventRow
        }
      }
    }
  }
}
    fragment EventRow on KubernetesEvent {
  at
  warning
  reason
  message
  count
  kind
  name
}`) as unknown as TypedDocumentString<DeploymentEventsQuery, DeploymentEventsQueryVariables>;
export const DeploymentLogsDocument = /* @__PURE__ */ new TypedDocumentString(`
    query DeploymentLogs($project: String!, $deployment: String!, $component: String!, $pod: String, $tail: Int!, $previous: Boolean!) {
  project(name: $project) {
    deployment(name: $deployment) {
      live {
        observedAt
        logs(component: $component, pod: $pod, tail: $tail, previous: $previous) {
          ...LogRow
        }
        workloads {
          component
          pods {
            name
            restarts
          }
        }
      }
    }
  }
}
    fragment LogRow on LogLine {
  at
  component
  pod
  container
  text
}`) as unknown as TypedDocumentString<DeploymentLogsQuery, DeploymentLogsQueryVariables>;
export const DeploymentChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription DeploymentChanged($project: String!, $deployment: String!, $after: Cursor) {
  project(name: $project, after: $after) {
    cursor
    type
    deployment {
      name
    }
    project {
      ...DeploymentHome
      deployment(name: $deployment) {
        ...DeploymentHead
      }
    }
  }
}
    fragment DeploymentHome on Project {
  name
  displayName
  revision
  viewerCan {
    deploy {
      allowed
      reason
    }
    removeData {
      allowed
      reason
    }
  }
}
fragment DeploymentHead on Deployment {
  id
  name
  revision
  generation
  cluster {
    name
    state
    lastSeenAt
    profile {
      retentionDays
    }
  }
  components {
    name
    image
    replicas
    desired
    ready
    reportedImage
  }
  status {
    headline
    health
    since
    observedAt
    isCurrent
    isStale
  }
  addresses {
    component
    url
    kind
    state
    message
  }
  lastOperation {
    id
    kind
    state
    requestedAt
    requestedBy {
      name
    }
  }
  tombstone {
    service
    confirmedBy
    confirmedAt
    operation {
      id
    }
  }
  notices
}`) as unknown as TypedDocumentString<DeploymentChangedSubscription, DeploymentChangedSubscriptionVariables>;
export const DeploymentLogLinesDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription DeploymentLogLines($deployment: ID!, $component: String!, $since: DateTime) {
  logs(deployment: $deployment, component: $component, since: $since) {
    ...LogRow
  }
}
    fragment LogRow on LogLine {
  at
  component
  pod
  container
  text
}`) as unknown as TypedDocumentString<DeploymentLogLinesSubscription, DeploymentLogLinesSubscriptionVariables>;
export const RefreshDeploymentDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RefreshDeployment($input: RefreshDeploymentInput!) {
  refreshDeployment(input: $input) {
    ...DeploymentAct
  }
}
    fragment DeploymentAct on ChangePayload {
  operation {
    id
  }
  problems {
    code
    message
  }
}`) as unknown as TypedDocumentString<RefreshDeploymentMutation, RefreshDeploymentMutationVariables>;
export const RestartComponentDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RestartComponent($input: RestartComponentInput!) {
  restartComponent(input: $input) {
    ...DeploymentAct
  }
}
    fragment DeploymentAct on ChangePayload {
  operation {
    id
  }
  problems {
    code
    message
  }
}`) as unknown as TypedDocumentString<RestartComponentMutation, RestartComponentMutationVariables>;
export const RemoveDeploymentDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RemoveDeployment($input: RemoveDeploymentInput!) {
  removeDeployment(input: $input) {
    operation {
      id
    }
    problems {
      code
      message
      ... on DataLossProblem {
        what
      }
    }
    targets {
      deployment
      steps
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveDeploymentMutation, RemoveDeploymentMutationVariables>;
export const DeploymentClusterChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription DeploymentClusterChanged($after: Cursor) {
  clusters(after: $after) {
    cursor
    type
    cluster {
      name
      state
      lastSeenAt
      profile {
        retentionDays
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentClusterChangedSubscription, DeploymentClusterChangedSubscriptionVariables>;
export const CheckProjectFileDocument = /* @__PURE__ */ new TypedDocumentString(`
    query CheckProjectFile($input: CheckProjectFileInput!) {
  checkProjectFile(input: $input) {
    valid
    revision
    problems {
      ...SaveProblem
    }
    notices {
      code
      message
      path
      line
      column
    }
    differences {
      ...DifferenceView
    }
    targets {
      deployment
      cluster
      effect
      addresses
      steps
    }
  }
}
    fragment DifferenceView on Difference {
  path
  kind
  before
  after
  deployments
  effects
}
fragment SaveProblem on Problem {
  __typename
  ...ProblemCard
  ... on DataLossProblem {
    what
    confirm
  }
  ... on RetainedDataProblem {
    until
    choices
  }
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<CheckProjectFileQuery, CheckProjectFileQueryVariables>;
export const NewProjectPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query NewProjectPage($language: Language!) {
  viewer {
    ...ShellViewer
  }
  ...EditorSources
}
    "What the form is made from."
fragment EditorSources on Query {
  projectFileSchema
  serviceTypes {
    name
    title(language: $language)
    description(language: $language)
    isMounted
    variables {
      name
    }
    availability {
      cluster
      limits {
        name
        maximum
      }
      choices {
        name
        values
      }
    }
  }
  clusters {
    name
    state
    isDraining
    profile {
      domain
      maximumReplicas
      maximumCpu
      maximumMemory
    }
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<NewProjectPageQuery, NewProjectPageQueryVariables>;
export const EditPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query EditPage($name: String!, $language: Language!) {
  viewer {
    ...ShellViewer
  }
  ...EditorSources
  project(name: $name) {
    displayName
    deletedAt
    ...EditedProject
  }
}
    "What a project's editor begins with, and what it is told when somebody else saves."
fragment EditedProject on Project {
  name
  revision
  file
  secrets {
    name
    component
    registry
    hasDefault
    deploymentsWithValue
    missingIn
  }
  viewerCan {
    edit {
      allowed
      reason
    }
    setSecrets {
      allowed
      reason
    }
  }
}
"What the form is made from."
fragment EditorSources on Query {
  projectFileSchema
  serviceTypes {
    name
    title(language: $language)
    description(language: $language)
    isMounted
    variables {
      name
    }
    availability {
      cluster
      limits {
        name
        maximum
      }
      choices {
        name
        values
      }
    }
  }
  clusters {
    name
    state
    isDraining
    profile {
      domain
      maximumReplicas
      maximumCpu
      maximumMemory
    }
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<EditPageQuery, EditPageQueryVariables>;
export const PresentProjectDocument = /* @__PURE__ */ new TypedDocumentString(`
    query PresentProject($name: String!) {
  project(name: $name) {
    ...EditedProject
  }
}
    "What a project's editor begins with, and what it is told when somebody else saves."
fragment EditedProject on Project {
  name
  revision
  file
  secrets {
    name
    component
    registry
    hasDefault
    deploymentsWithValue
    missingIn
  }
  viewerCan {
    edit {
      allowed
      reason
    }
    setSecrets {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<PresentProjectQuery, PresentProjectQueryVariables>;
export const EditedProjectChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription EditedProjectChanged($name: String!, $after: Cursor) {
  project(name: $name, after: $after) {
    cursor
    type
    project {
      ...EditedProject
    }
  }
}
    "What a project's editor begins with, and what it is told when somebody else saves."
fragment EditedProject on Project {
  name
  revision
  file
  secrets {
    name
    component
    registry
    hasDefault
    deploymentsWithValue
    missingIn
  }
  viewerCan {
    edit {
      allowed
      reason
    }
    setSecrets {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<EditedProjectChangedSubscription, EditedProjectChangedSubscriptionVariables>;
export const SetSecretValueDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation SetSecretValue($input: SetSecretInput!) {
  setSecret(input: $input) {
    operation {
      id
    }
    problems {
      ...ProblemCard
    }
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<SetSecretValueMutation, SetSecretValueMutationVariables>;
export const SaveProjectFileDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation SaveProjectFile($input: ApplyProjectFileInput!) {
  applyProjectFile(input: $input) {
    operation {
      id
    }
    problems {
      ...SaveProblem
    }
  }
}
    fragment SaveProblem on Problem {
  __typename
  ...ProblemCard
  ... on DataLossProblem {
    what
    confirm
  }
  ... on RetainedDataProblem {
    until
    choices
  }
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<SaveProjectFileMutation, SaveProjectFileMutationVariables>;
export const ImportProjectFileDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ImportProjectFile($input: ImportProjectFileInput!) {
  importProjectFile(input: $input) {
    valid
    file
    mapped {
      from
      to
      note
    }
    notCarriedOver {
      path
      reason
    }
    problems {
      ...ProblemCard
    }
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<ImportProjectFileQuery, ImportProjectFileQueryVariables>;
export const MembersPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query MembersPage($name: String!) {
  viewer {
    ...ShellViewer
  }
  roles {
    role
    rights
  }
  project(name: $name) {
    ...MembersOf
  }
}
    fragment MembersOf on Project {
  name
  displayName
  revision
  members {
    email
    role
    isViewer
    signedInSince
    viewerCan {
      changeRole {
        allowed
        reason
      }
      remove {
        allowed
        reason
      }
    }
  }
  viewerCan {
    manageMembers {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<MembersPageQuery, MembersPageQueryVariables>;
export const MembersChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription MembersChanged($name: String!, $after: Cursor) {
  project(name: $name, after: $after) {
    cursor
    project {
      ...MembersOf
    }
  }
}
    fragment MembersOf on Project {
  name
  displayName
  revision
  members {
    email
    role
    isViewer
    signedInSince
    viewerCan {
      changeRole {
        allowed
        reason
      }
      remove {
        allowed
        reason
      }
    }
  }
  viewerCan {
    manageMembers {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<MembersChangedSubscription, MembersChangedSubscriptionVariables>;
export const PutMemberDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation PutMember($input: PutMemberInput!) {
  putMember(input: $input) {
    project {
      ...MembersOf
    }
    problems {
      message
    }
  }
}
    fragment MembersOf on Project {
  name
  displayName
  revision
  members {
    email
    role
    isViewer
    signedInSince
    viewerCan {
      changeRole {
        allowed
        reason
      }
      remove {
        allowed
        reason
      }
    }
  }
  viewerCan {
    manageMembers {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<PutMemberMutation, PutMemberMutationVariables>;
export const RemoveMemberDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    project {
      ...MembersOf
    }
    problems {
      message
    }
  }
}
    fragment MembersOf on Project {
  name
  displayName
  revision
  members {
    email
    role
    isViewer
    signedInSince
    viewerCan {
      changeRole {
        allowed
        reason
      }
      remove {
        allowed
        reason
      }
    }
  }
  viewerCan {
    manageMembers {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const OperationPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query OperationPage($id: ID!, $language: Language!) {
  viewer {
    ...ShellViewer
  }
  operation(id: $id) {
    ...OperationView
  }
}
    fragment OperationView on Operation {
  ...OperationHead
  kind
  revision
  isSimulated
  requestedAt
  requestedBy {
    name
    madeBy
    type
  }
  project {
    name
    displayName
  }
  retryOf {
    id
  }
  targets {
    name
    state
    isRemoval
    startedAt
    finishedAt
    waitingFor {
      message
      since
      problem {
        ...ProblemCard
      }
    }
    problems {
      ...ProblemCard
    }
    supersededBy {
      id
    }
    deployment {
      id
      cluster {
        name
        state
      }
    }
  }
  steps {
    ...StepView
  }
}
fragment OperationHead on Operation {
  id
  state
  startedAt
  finishedAt
  progress {
    done
    total
    fraction
    estimatedSecondsLeft
  }
  waitingFor {
    message
    since
    problem {
      ...ProblemCard
    }
  }
  problems {
    ...ProblemCard
  }
  viewerCan {
    cancel {
      allowed
      reason
    }
    retry {
      allowed
      reason
    }
    revert {
      allowed
      reason
    }
  }
}
fragment StepView on Step {
  key
  deployment
  title(language: $language)
  needs
  state
  attempts
  weight
  startedAt
  finishedAt
  message
  problem {
    ...ProblemCard
  }
  proofs {
    tried
    seen
    passed
    from
    at
  }
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<OperationPageQuery, OperationPageQueryVariables>;
export const OperationAgainDocument = /* @__PURE__ */ new TypedDocumentString(`
    query OperationAgain($id: ID!, $language: Language!) {
  operation(id: $id) {
    ...OperationView
  }
}
    fragment OperationView on Operation {
  ...OperationHead
  kind
  revision
  isSimulated
  requestedAt
  requestedBy {
    name
    madeBy
    type
  }
  project {
    name
    displayName
  }
  retryOf {
    id
  }
  targets {
    name
    state
    isRemoval
    startedAt
    finishedAt
    waitingFor {
      message
      since
      problem {
        ...ProblemCard
      }
    }
    problems {
      ...ProblemCard
    }
    supersededBy {
      id
    }
    deployment {
      id
      cluster {
        name
        state
      }
    }
  }
  steps {
    ...StepView
  }
}
fragment OperationHead on Operation {
  id
  state
  startedAt
  finishedAt
  progress {
    done
    total
    fraction
    estimatedSecondsLeft
  }
  waitingFor {
    message
    since
    problem {
      ...ProblemCard
    }
  }
  problems {
    ...ProblemCard
  }
  viewerCan {
    cancel {
      allowed
      reason
    }
    retry {
      allowed
      reason
    }
    revert {
      allowed
      reason
    }
  }
}
fragment StepView on Step {
  key
  deployment
  title(language: $language)
  needs
  state
  attempts
  weight
  startedAt
  finishedAt
  message
  problem {
    ...ProblemCard
  }
  proofs {
    tried
    seen
    passed
    from
    at
  }
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<OperationAgainQuery, OperationAgainQueryVariables>;
export const OperationChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription OperationChanged($id: ID!, $language: Language!, $after: Cursor) {
  operation(id: $id, after: $after) {
    cursor
    at
    change {
      type
      state
      deployment
      targetState
      message
      step {
        ...StepView
      }
    }
    operation {
      ...OperationHead
    }
  }
}
    fragment OperationHead on Operation {
  id
  state
  startedAt
  finishedAt
  progress {
    done
    total
    fraction
    estimatedSecondsLeft
  }
  waitingFor {
    message
    since
    problem {
      ...ProblemCard
    }
  }
  problems {
    ...ProblemCard
  }
  viewerCan {
    cancel {
      allowed
      reason
    }
    retry {
      allowed
      reason
    }
    revert {
      allowed
      reason
    }
  }
}
fragment StepView on Step {
  key
  deployment
  title(language: $language)
  needs
  state
  attempts
  weight
  startedAt
  finishedAt
  message
  problem {
    ...ProblemCard
  }
  proofs {
    tried
    seen
    passed
    from
    at
  }
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<OperationChangedSubscription, OperationChangedSubscriptionVariables>;
export const CancelOperationDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation CancelOperation($input: CancelOperationInput!) {
  cancelOperation(input: $input) {
    ...ChangeOutcome
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
"What one press came to."
fragment ChangeOutcome on ChangePayload {
  operation {
    id
  }
  problems {
    ...ProblemCard
  }
}`) as unknown as TypedDocumentString<CancelOperationMutation, CancelOperationMutationVariables>;
export const RevertOperationDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RevertOperation($input: RevertOperationInput!) {
  revertOperation(input: $input) {
    ...ChangeOutcome
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
"What one press came to."
fragment ChangeOutcome on ChangePayload {
  operation {
    id
  }
  problems {
    ...ProblemCard
  }
}`) as unknown as TypedDocumentString<RevertOperationMutation, RevertOperationMutationVariables>;
export const MyProjectsDocument = /* @__PURE__ */ new TypedDocumentString(`
    query MyProjects {
  projects(first: 20, orderBy: {field: CHANGED_AT, direction: DESC}) {
    totalCount
    nodes {
      name
      displayName
      deployments {
        name
        cluster {
          name
        }
        status {
          health
          headline
          since
        }
        addresses {
          url
          state
        }
      }
      lastOperation {
        id
        kind
        state
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyProjectsQuery, MyProjectsQueryVariables>;
export const FollowOperationDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription FollowOperation($id: ID!, $after: Cursor) {
  operation(id: $id, after: $after) {
    cursor
    at
    change {
      type
      message
      step {
        key
        title
        state
      }
    }
    operation {
      state
      progress {
        done
        total
        fraction
        estimatedSecondsLeft
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowOperationSubscription, FollowOperationSubscriptionVariables>;
export const TryProjectFileDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation TryProjectFile($file: String!) {
  applyProjectFile(input: {file: $file, dryRun: true}) {
    problems {
      code
      message
      path
      line
      column
    }
    notices {
      code
      message
    }
    differences {
      path
      kind
      before
      after
    }
    targets {
      deployment
      cluster
      effect
      addresses
      steps
    }
  }
}
    `) as unknown as TypedDocumentString<TryProjectFileMutation, TryProjectFileMutationVariables>;
export const PlaygroundPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query PlaygroundPage {
  viewer {
    ...ShellViewer
  }
  projects(first: 1, orderBy: {field: CHANGED_AT, direction: DESC}) {
    nodes {
      file
      lastOperation {
        id
      }
    }
  }
}
    fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<PlaygroundPageQuery, PlaygroundPageQueryVariables>;
export const RestoreRetainedDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RestoreRetained($input: RestoreRetainedInput!) {
  restoreRetained(input: $input) {
    ...ChangeOutcome
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
"What one press came to."
fragment ChangeOutcome on ChangePayload {
  operation {
    id
  }
  problems {
    ...ProblemCard
  }
}`) as unknown as TypedDocumentString<RestoreRetainedMutation, RestoreRetainedMutationVariables>;
export const PurgeRetainedDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation PurgeRetained($input: PurgeRetainedInput!) {
  purgeRetained(input: $input) {
    ...ChangeOutcome
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
"What one press came to."
fragment ChangeOutcome on ChangePayload {
  operation {
    id
  }
  problems {
    ...ProblemCard
  }
}`) as unknown as TypedDocumentString<PurgeRetainedMutation, PurgeRetainedMutationVariables>;
export const ReissueCredentialsDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation ReissueCredentials($input: ReissueCredentialsInput!) {
  reissueCredentials(input: $input) {
    ...ChangeOutcome
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
"What one press came to."
fragment ChangeOutcome on ChangePayload {
  operation {
    id
  }
  problems {
    ...ProblemCard
  }
}`) as unknown as TypedDocumentString<ReissueCredentialsMutation, ReissueCredentialsMutationVariables>;
export const RetryOperationDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RetryOperation($input: RetryOperationInput!) {
  retryOperation(input: $input) {
    ...ChangeOutcome
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
"What one press came to."
fragment ChangeOutcome on ChangePayload {
  operation {
    id
  }
  problems {
    ...ProblemCard
  }
}`) as unknown as TypedDocumentString<RetryOperationMutation, RetryOperationMutationVariables>;
export const ProjectPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ProjectPage($name: String!) {
  viewer {
    ...ShellViewer
  }
  serviceTypes {
    name
    title
  }
  project(name: $name) {
    ...ProjectView
    history(first: 20) {
      nodes {
        ...RevisionRow
      }
    }
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
fragment ProjectView on Project {
  id
  name
  displayName
  description
  revision
  changedAt
  deletedAt
  file
  members {
    email
    role
    isViewer
  }
  components {
    name
    image
    calls
    replicas
    ports {
      name
      port
    }
    publish {
      path
    }
  }
  services {
    name
    type
    usedBy
  }
  bindings {
    component
    service {
      name
    }
  }
  deployments {
    ...DeploymentSummary
  }
  lastOperation {
    ...OperationLine
  }
  operations(first: 8) {
    nodes {
      ...OperationLine
    }
  }
  retained {
    cluster
    deployment
    service
    type
    name
    until
  }
  heldRemovals {
    id
    at
    what
    deployment
    service
  }
  problems {
    ...ProblemCard
  }
  notices {
    code
    message
    path
  }
  viewerCan {
    manageTokens {
      allowed
      reason
    }
    edit {
      allowed
      reason
    }
    removeData {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
    readAudit {
      allowed
    }
  }
}
fragment DeploymentSummary on Deployment {
  id
  name
  cluster {
    ...AwayCluster
  }
  components {
    name
    image
    replicas
    desired
    ready
    digest
  }
  status {
    headline
    health
    since
    isStale
    isCurrent
  }
  addresses {
    component
    url
    state
    message
  }
}
fragment OperationLine on Operation {
  id
  kind
  state
  requestedAt
  finishedAt
  requestedBy {
    name
  }
  progress {
    fraction
  }
}
fragment RevisionRow on Revision {
  id
  at
  message
  author {
    name
    isVerified
  }
  operation {
    id
    requestedBy {
      name
      isVerified
    }
  }
  differences {
    path
    kind
    before
    after
    effects
    deployments
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ProjectPageQuery, ProjectPageQueryVariables>;
export const ProjectHistoryDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ProjectHistory($name: String!) {
  project(name: $name) {
    ...ProjectView
    history(first: 20) {
      nodes {
        ...RevisionRow
      }
    }
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
fragment ProjectView on Project {
  id
  name
  displayName
  description
  revision
  changedAt
  deletedAt
  file
  members {
    email
    role
    isViewer
  }
  components {
    name
    image
    calls
    replicas
    ports {
      name
      port
    }
    publish {
      path
    }
  }
  services {
    name
    type
    usedBy
  }
  bindings {
    component
    service {
      name
    }
  }
  deployments {
    ...DeploymentSummary
  }
  lastOperation {
    ...OperationLine
  }
  operations(first: 8) {
    nodes {
      ...OperationLine
    }
  }
  retained {
    cluster
    deployment
    service
    type
    name
    until
  }
  heldRemovals {
    id
    at
    what
    deployment
    service
  }
  problems {
    ...ProblemCard
  }
  notices {
    code
    message
    path
  }
  viewerCan {
    manageTokens {
      allowed
      reason
    }
    edit {
      allowed
      reason
    }
    removeData {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
    readAudit {
      allowed
    }
  }
}
fragment DeploymentSummary on Deployment {
  id
  name
  cluster {
    ...AwayCluster
  }
  components {
    name
    image
    replicas
    desired
    ready
    digest
  }
  status {
    headline
    health
    since
    isStale
    isCurrent
  }
  addresses {
    component
    url
    state
    message
  }
}
fragment OperationLine on Operation {
  id
  kind
  state
  requestedAt
  finishedAt
  requestedBy {
    name
  }
  progress {
    fraction
  }
}
fragment RevisionRow on Revision {
  id
  at
  message
  author {
    name
    isVerified
  }
  operation {
    id
    requestedBy {
      name
      isVerified
    }
  }
  differences {
    path
    kind
    before
    after
    effects
    deployments
  }
}`) as unknown as TypedDocumentString<ProjectHistoryQuery, ProjectHistoryQueryVariables>;
export const ProjectChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription ProjectChanged($name: String!, $after: Cursor) {
  project(name: $name, after: $after) {
    cursor
    type
    project {
      ...ProjectView
    }
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}
fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}
fragment ProjectView on Project {
  id
  name
  displayName
  description
  revision
  changedAt
  deletedAt
  file
  members {
    email
    role
    isViewer
  }
  components {
    name
    image
    calls
    replicas
    ports {
      name
      port
    }
    publish {
      path
    }
  }
  services {
    name
    type
    usedBy
  }
  bindings {
    component
    service {
      name
    }
  }
  deployments {
    ...DeploymentSummary
  }
  lastOperation {
    ...OperationLine
  }
  operations(first: 8) {
    nodes {
      ...OperationLine
    }
  }
  retained {
    cluster
    deployment
    service
    type
    name
    until
  }
  heldRemovals {
    id
    at
    what
    deployment
    service
  }
  problems {
    ...ProblemCard
  }
  notices {
    code
    message
    path
  }
  viewerCan {
    manageTokens {
      allowed
      reason
    }
    edit {
      allowed
      reason
    }
    removeData {
      allowed
      reason
    }
    own {
      allowed
      reason
    }
    readAudit {
      allowed
    }
  }
}
fragment DeploymentSummary on Deployment {
  id
  name
  cluster {
    ...AwayCluster
  }
  components {
    name
    image
    replicas
    desired
    ready
    digest
  }
  status {
    headline
    health
    since
    isStale
    isCurrent
  }
  addresses {
    component
    url
    state
    message
  }
}
fragment OperationLine on Operation {
  id
  kind
  state
  requestedAt
  finishedAt
  requestedBy {
    name
  }
  progress {
    fraction
  }
}`) as unknown as TypedDocumentString<ProjectChangedSubscription, ProjectChangedSubscriptionVariables>;
export const DeleteProjectDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation DeleteProject($input: DeleteProjectInput!) {
  deleteProject(input: $input) {
    operation {
      id
    }
    problems {
      ...ProblemCard
    }
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<DeleteProjectMutation, DeleteProjectMutationVariables>;
export const BindServiceDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation BindService($input: BindServiceInput!) {
  bindService(input: $input) {
    operation {
      id
    }
    problems {
      ...ProblemCard
    }
  }
}
    fragment ProblemCard on Problem {
  code
  fault
  message
  path
  line
  column
  retry
  validValues
  remedies {
    title
    mutation
    input
  }
}`) as unknown as TypedDocumentString<BindServiceMutation, BindServiceMutationVariables>;
export const WhatDeletingTakesDocument = /* @__PURE__ */ new TypedDocumentString(`
    query WhatDeletingTakes($project: String!) {
  project(name: $project) {
    deployments {
      id
      name
      cluster {
        name
        profile {
          retentionDays
        }
      }
    }
    services {
      name
      type
      deletion
    }
  }
}
    `) as unknown as TypedDocumentString<WhatDeletingTakesQuery, WhatDeletingTakesQueryVariables>;
export const ProjectsPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ProjectsPage($search: String, $cluster: String) {
  viewer {
    ...ShellViewer
  }
  clusters {
    ...AwayCluster
  }
  projects(first: 100, filter: {search: $search, cluster: $cluster}) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...ProjectRow
    }
  }
}
    fragment AwayCluster on Cluster {
  name
  state
  lastSeenAt
}
fragment ProjectRow on Project {
  id
  name
  displayName
  changedAt
  deletedAt
  deployments {
    id
    name
    cluster {
      name
      state
    }
    status {
      health
      headline
      since
      isStale
    }
  }
  lastOperation {
    id
    kind
    state
    requestedAt
    requestedBy {
      name
    }
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ProjectsPageQuery, ProjectsPageQueryVariables>;
export const MoreProjectsDocument = /* @__PURE__ */ new TypedDocumentString(`
    query MoreProjects($after: String, $search: String, $cluster: String) {
  projects(
    first: 100
    after: $after
    filter: {search: $search, cluster: $cluster}
  ) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...ProjectRow
    }
  }
}
    fragment ProjectRow on Project {
  id
  name
  displayName
  changedAt
  deletedAt
  deployments {
    id
    name
    cluster {
      name
      state
    }
    status {
      health
      headline
      since
      isStale
    }
  }
  lastOperation {
    id
    kind
    state
    requestedAt
    requestedBy {
      name
    }
  }
}`) as unknown as TypedDocumentString<MoreProjectsQuery, MoreProjectsQueryVariables>;
export const ProjectsChangedDocument = /* @__PURE__ */ new TypedDocumentString(`
    subscription ProjectsChanged($after: Cursor) {
  projects(after: $after) {
    cursor
    type
    name
    project {
      ...ProjectRow
    }
  }
}
    fragment ProjectRow on Project {
  id
  name
  displayName
  changedAt
  deletedAt
  deployments {
    id
    name
    cluster {
      name
      state
    }
    status {
      health
      headline
      since
      isStale
    }
  }
  lastOperation {
    id
    kind
    state
    requestedAt
    requestedBy {
      name
    }
  }
}`) as unknown as TypedDocumentString<ProjectsChangedSubscription, ProjectsChangedSubscriptionVariables>;
export const ServicesPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ServicesPage($language: Language!) {
  viewer {
    ...ShellViewer
  }
  serviceTypes {
    ...CatalogueEntry
  }
}
    fragment CatalogueEntry on ServiceType {
  name
  title(language: $language)
  description(language: $language)
  settings
  keepsData
  isMounted
  example
  variables {
    name
    description(language: $language)
    isSecret
    furtherNames
  }
  availability {
    cluster
    limits {
      name
      maximum
    }
    choices {
      name
      values
    }
  }
}
fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ServicesPageQuery, ServicesPageQueryVariables>;
export const SessionsPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query SessionsPage {
  viewer {
    ...ShellViewer
  }
}
    fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<SessionsPageQuery, SessionsPageQueryVariables>;
export const PaletteProjectsDocument = /* @__PURE__ */ new TypedDocumentString(`
    query PaletteProjects($search: String) {
  projects(first: 8, filter: {search: $search}) {
    nodes {
      name
      displayName
      deployments {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PaletteProjectsQuery, PaletteProjectsQueryVariables>;
export const CreateTokenDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation CreateToken($input: CreateTokenInput!) {
  createToken(input: $input) {
    secret
    token {
      ...ShownToken
    }
    problems {
      message
      path
    }
  }
}
    fragment ShownToken on AccessToken {
  id
  name
  prefix
  kind
  state
  scopes
  deployments
  documents {
    hash
  }
  createdBy {
    name
    email
  }
  expiresAt
  lastUsedAt
}`) as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const OwnTokensPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query OwnTokensPage {
  viewer {
    ...ShellViewer
    maximumTokenDays
    viewerCan {
      createToken {
        allowed
        reason
      }
    }
    tokens(first: 100) {
      nodes {
        ...ShownToken
      }
    }
  }
}
    fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}
fragment ShownToken on AccessToken {
  id
  name
  prefix
  kind
  state
  scopes
  deployments
  documents {
    hash
  }
  createdBy {
    name
    email
  }
  expiresAt
  lastUsedAt
}`) as unknown as TypedDocumentString<OwnTokensPageQuery, OwnTokensPageQueryVariables>;
export const ProjectTokensPageDocument = /* @__PURE__ */ new TypedDocumentString(`
    query ProjectTokensPage($name: String!) {
  viewer {
    ...ShellViewer
  }
  project(name: $name) {
    name
    displayName
    viewerCan {
      manageTokens {
        allowed
        reason
      }
    }
    tokens(first: 100) {
      nodes {
        ...ShownToken
      }
    }
    tokenRules {
      ...ShownRule
    }
    tokenSettings {
      maximumDays
      installationMaximumDays
      issuers
      audience
    }
  }
}
    fragment ShellViewer on Viewer {
  name
  email
  isOperator
  isAuditor
  viewerCan {
    readAudit {
      allowed
    }
    createProject {
      allowed
      reason
    }
  }
}
fragment ShownRule on TokenRule {
  name
  issuer
  claims {
    name
    pattern
  }
  scopes
  deployments
  lifetimeMinutes
  createdBy {
    name
    email
  }
  lastUsedAt
  isEffective
}
fragment ShownToken on AccessToken {
  id
  name
  prefix
  kind
  state
  scopes
  deployments
  documents {
    hash
  }
  createdBy {
    name
    email
  }
  expiresAt
  lastUsedAt
}`) as unknown as TypedDocumentString<ProjectTokensPageQuery, ProjectTokensPageQueryVariables>;
export const PutTokenRuleDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation PutTokenRule($input: PutTokenRuleInput!) {
  putTokenRule(input: $input) {
    rule {
      ...ShownRule
    }
    problems {
      message
      path
    }
  }
}
    fragment ShownRule on TokenRule {
  name
  issuer
  claims {
    name
    pattern
  }
  scopes
  deployments
  lifetimeMinutes
  createdBy {
    name
    email
  }
  lastUsedAt
  isEffective
}`) as unknown as TypedDocumentString<PutTokenRuleMutation, PutTokenRuleMutationVariables>;
export const RemoveTokenRuleDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RemoveTokenRule($project: String!, $name: String!) {
  removeTokenRule(input: {project: $project, name: $name}) {
    problems {
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveTokenRuleMutation, RemoveTokenRuleMutationVariables>;
export const RevokeTokenDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation RevokeToken($token: ID!) {
  revokeToken(input: {token: $token}) {
    token {
      ...ShownToken
    }
    problems {
      message
      path
    }
  }
}
    fragment ShownToken on AccessToken {
  id
  name
  prefix
  kind
  state
  scopes
  deployments
  documents {
    hash
  }
  createdBy {
    name
    email
  }
  expiresAt
  lastUsedAt
}`) as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const SetTokenSettingsDocument = /* @__PURE__ */ new TypedDocumentString(`
    mutation SetTokenSettings($project: String!, $maximumDays: Int) {
  setTokenSettings(input: {project: $project, maximumDays: $maximumDays}) {
    settings {
      maximumDays
    }
    problems {
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetTokenSettingsMutation, SetTokenSettingsMutationVariables>;
