/** The part of every Kubernetes object that the engine needs; manifests are typed by `@kubernetes/client-node`. */
export type KubernetesObject = {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid?: string
    readonly resourceVersion?: string
    readonly generation?: number
    readonly creationTimestamp?: string
    readonly deletionTimestamp?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[]
  }
  readonly [field: string]: unknown
}

export type KubernetesRef = {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string | null
  readonly name: string
}

export type KubernetesQuery = {
  readonly apiVersion: string
  readonly kind: string
  /** null: all namespaces, or a cluster-scoped kind. */
  readonly namespace: string | null
  readonly labels?: Readonly<Record<string, string>>
}

export type PodLogLine = {
  readonly pod: string
  readonly container: string
  readonly at: string
  readonly text: string
}

export type LogOptions = {
  readonly container?: string
  readonly tail?: number
  readonly previous?: boolean
  readonly since?: string
}

/**
 * The Kubernetes API as we use it. Every call has its own time limit and throws `PortError`:
 * `refused`, `conflict`, `invalid`, `quota` and `unavailable` are different things, and none of them is "not there".
 */
export type KubernetesPort = {
  /** One object, or `null` if the API says that it does not exist. */
  read(ref: KubernetesRef): Promise<KubernetesObject | null>
  list(query: KubernetesQuery): Promise<readonly KubernetesObject[]>
  /** Makes an object that must not be there yet: `exists` if it is, so of several that try one succeeds. */
  create(object: KubernetesObject): Promise<KubernetesObject>
  /**
   * Server-side apply under our one field manager, forced; answers the object as stored. An object that names its
   * `uid` or `resourceVersion` is written over that object or version only, else `conflict`.
   */
  apply(object: KubernetesObject): Promise<KubernetesObject>
  /**
   * Like `apply`, and gives up nothing to others outside of the metadata: what somebody else added to our object (a
   * second container, one more port) goes, where `apply` alone would leave it to them.
   */
  reclaim(object: KubernetesObject): Promise<KubernetesObject>
  /** What `apply` would store, without storing it. */
  dryRun(object: KubernetesObject): Promise<KubernetesObject>
  /**
   * Removes an object, what belongs to it first; a missing one is fine. What only a controller can end is there,
   * marked, until it has. `uid` refuses (`conflict`) when another object took the name.
   */
  remove(ref: KubernetesRef, options?: { readonly uid?: string }): Promise<void>
  /**
   * Calls back with every change of matching objects until aborted; reconnects and re-lists by itself. `onState` hears
   * whether everything that is there was told: again and again while it is so, and once when the API is lost.
   */
  watch(
    query: KubernetesQuery,
    onChange: (object: KubernetesObject, gone: boolean) => void,
    signal: AbortSignal,
    onState?: (isCurrent: boolean) => void,
  ): Promise<void>
  logs(namespace: string, pod: string, options: LogOptions): Promise<readonly PodLogLine[]>
  followLogs(namespace: string, pod: string, options: LogOptions, signal: AbortSignal): AsyncIterable<PodLogLine>
}
