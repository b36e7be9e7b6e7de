// Generated from the SDL and the documents beside components by codegen.ts; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type ProjectRowFragment = { readonly id: string, readonly name: string, readonly displayName: string, readonly changedAt: string, readonly deletedAt: string | null, readonly deployments: ReadonlyArray<
    | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly state: ClusterState }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly isStale: boolean } }
    | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly state: ClusterState }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly isStale: boolean } }
    | { readonly id: string, readonly name: string, readonly cluster: { readonly name: string, readonly state: ClusterState }, readonly status: { readonly health: DeploymentHealth, readonly headline: string, readonly since: string | null, readonly isStale: boolean } }
  >, readonly lastOperation: { readonly id: string, readonly kind: OperationKind, readonly state: OperationState, readonly requestedAt: string, readonly requestedBy: { readonly name: string } } | null };

export type ProjectsPageQueryVariables = Exact<{
  after?: string | null | undefined;
  search?: string | null | undefined;
  cluster?: string | null | undefined;
}>;


export type ProjectsPageQuery = { readonly viewer: ShellViewerFragment, readonly projects: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<ProjectRowFragment> } };

export type ProjectsChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProjectsChangedSubscription = { readonly projects: { readonly cursor: string, readonly type: ProjectChangeType, readonly name: string, readonly project: ProjectRowFragment | null } };

export type ShellViewerFragment = { readonly name: string, readonly email: string | null, readonly isOperator: boolean, readonly viewerCan: { readonly createProject: { readonly allowed: boolean, readonly reason: string | null } } };

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
export const ProjectRowFragmentDoc = new TypedDocumentString(`
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
export const ShellViewerFragmentDoc = new TypedDocumentString(`
    fragment ShellViewer on Viewer {
  name
  email
  isOperator
  viewerCan {
    createProject {
      allowed
      reason
    }
  }
}
    `, {"fragmentName":"ShellViewer"}) as unknown as TypedDocumentString<ShellViewerFragment, unknown>;
export const ProjectsPageDocument = new TypedDocumentString(`
    query ProjectsPage($after: String, $search: String, $cluster: String) {
  viewer {
    ...ShellViewer
  }
  projects(
    first: 100
    after: $after
    filter: {search: $search, cluster: $cluster}
  ) {
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
  viewerCan {
    createProject {
      allowed
      reason
    }
  }
}`) as unknown as TypedDocumentString<ProjectsPageQuery, ProjectsPageQueryVariables>;
export const ProjectsChangedDocument = new TypedDocumentString(`
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
