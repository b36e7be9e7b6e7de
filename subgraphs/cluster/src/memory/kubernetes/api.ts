import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import { PortError } from '../../ports/port-error.ts'
import { followedUntil } from '../../ports/followed-until.ts'
import { quotaFault } from './admission.ts'
import { defaulted } from './defaults.ts'
import { mergeApplied } from './merge.ts'
import { matches, type ObjectStore, type StoredObject } from './object-store.ts'
import { resourceOf } from './resources.ts'
import { faultsOf } from './validate.ts'

type ObjectApi = Omit<KubernetesPort, 'logs' | 'followLogs'>

/** The API server over a store: reads, server-side apply under one manager, deletion, watches. */
export function createObjectApi(store: ObjectStore, now: () => Date, ready: () => void): ObjectApi {
  const prepare = (
    given: KubernetesObject,
    takesAll = false,
  ): { readonly next: KubernetesObject; readonly applied: KubernetesObject } => {
    const applied = withoutServerFields(given)
    const before = store.get(refOf(applied))
    refuseStale(given, before?.object ?? null)
    const owned = takesAll && before !== null ? contentOf(before) : before?.applied
    const merged = mergeApplied(before?.object, owned, applied) as KubernetesObject // both sides are objects
    const next = defaulted(merged)
    admit(store, next, before?.object ?? null)
    return { next, applied }
  }
  const apply = async (given: KubernetesObject, takesAll = false): Promise<KubernetesObject> => {
    ready()
    const { next, applied } = prepare(given, takesAll)
    return structuredClone(store.write(next, now(), applied))
  }
  return {
    read: async (ref) => {
      ready()
      resourceOf(ref.apiVersion, ref.kind)
      const found = store.get(ref)?.object
      return found === undefined ? null : structuredClone(found)
    },
    list: async (query) => {
      ready()
      resourceOf(query.apiVersion, query.kind)
      return structuredClone(store.list(query))
    },
    create: async (given) => {
      ready()
      const { kind, metadata } = given
      if (store.get(refOf(given)) !== null)
        throw new PortError('kubernetes', 'exists', `${kind} "${metadata.name}" already exists`)
      return apply(given)
    },
    apply: (given) => apply(given),
    reclaim: (given) => apply(given, true),
    dryRun: async (given) => {
      ready()
      return structuredClone(prepare(given).next)
    },
    remove: async (ref, options) => {
      ready()
      resourceOf(ref.apiVersion, ref.kind)
      remove(store, ref, options?.uid, now())
    },
    watch: (query, onChange, signal, onState) => {
      ready()
      resourceOf(query.apiVersion, query.kind)
      return watched(store, query, onChange, signal, onState)
    },
  }
}

function watched(
  store: ObjectStore,
  ...[query, onChange, signal, onState]: Parameters<KubernetesPort['watch']>
): Promise<void> {
  for (const object of store.list(query)) onChange(structuredClone(object), false)
  onState?.(true)
  const stop = store.subscribe((object, gone) => {
    if (matches(object, query)) onChange(structuredClone(object), gone)
  })
  return followedUntil(signal, stop)
}

/** Our manager as if it had applied all of the content; the metadata stays whose it is. */
function contentOf({ object, applied }: StoredObject): unknown {
  const { metadata: _metadata, status: _status, ...content } = object
  return { ...content, metadata: applied?.metadata ?? {} }
}

/** Who names an object or a version writes over that one only; a version alone does not keep one from being made. */
function refuseStale(
  { kind, metadata: { name, uid, resourceVersion } }: KubernetesObject,
  before: KubernetesObject | null,
): void {
  const isOther = uid !== undefined && uid !== before?.metadata.uid
  const isStale = resourceVersion !== undefined && resourceVersion !== before?.metadata.resourceVersion
  if (!isOther && (before === null || !isStale)) return
  throw new PortError(
    'kubernetes',
    'conflict',
    `Operation cannot be fulfilled on ${kind} "${name}": the object has been modified`,
  )
}

/** The wish of a manager: no status, nothing that the server numbers. A copy, so nobody changes it afterwards. */
function withoutServerFields(given: KubernetesObject): KubernetesObject {
  // JSON drops `undefined`, as the wire does.
  const { status: _status, ...object } = JSON.parse(JSON.stringify(given)) as KubernetesObject
  const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, ...metadata } = object.metadata
  void [uid, resourceVersion, generation, creationTimestamp, deletionTimestamp]
  return { ...object, apiVersion: given.apiVersion, kind: given.kind, metadata }
}

function admit(store: ObjectStore, object: KubernetesObject, before: KubernetesObject | null): void {
  const { namespaced, plural } = resourceOf(object.apiVersion, object.kind)
  const { name, namespace } = object.metadata
  if (namespaced !== (namespace !== undefined)) {
    throw new PortError(
      'kubernetes',
      'invalid',
      `${plural} "${name}": a namespace is ${namespaced ? 'missing' : 'not allowed'}`,
    )
  }
  if (namespace !== undefined && before === null) admitToNamespace(store, namespace, `${plural} "${name}"`)
  const faults = faultsOf(object, before)
  if (faults.length > 0) {
    throw new PortError('kubernetes', 'invalid', `${object.kind} "${name}" is invalid: ${faults.join('; ')}`)
  }
  const quota = before === null ? quotaFault(store, object) : null
  if (quota !== null) throw new PortError('kubernetes', 'quota', `${plural} "${name}" is forbidden: ${quota}`)
}

function admitToNamespace(store: ObjectStore, namespace: string, what: string): void {
  const home = store.get({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace })
  if (home === null) throw new PortError('kubernetes', 'not-found', `namespaces "${namespace}" not found`)
  if (home.object.metadata.deletionTimestamp !== undefined) {
    throw new PortError(
      'kubernetes',
      'conflict',
      `${what} is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    )
  }
}

/** What goes at once; the rest is marked, and its controller takes it away when its dependents are gone. */
const goesAtOnce = new Set([
  'Secret',
  'ConfigMap',
  'ServiceAccount',
  'Service',
  'Event',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'Ingress',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'Lease',
])

function remove(store: ObjectStore, ref: KubernetesRef, uid: string | undefined, now: Date): void {
  const found = store.get(ref)?.object
  if (found === undefined) return
  if (uid !== undefined && found.metadata.uid !== uid) {
    throw new PortError(
      'kubernetes',
      'conflict',
      `the UID in the precondition (${uid}) does not match the UID in record (${found.metadata.uid ?? ''})`,
    )
  }
  markForRemoval(store, found, now)
}

/** Takes an object away, or marks it where a controller has to end it first. */
export function markForRemoval(store: ObjectStore, object: KubernetesObject, now: Date): void {
  if (goesAtOnce.has(object.kind)) store.drop(refOf(object))
  else if (object.metadata.deletionTimestamp === undefined) {
    const marked = { ...object, metadata: { ...object.metadata, deletionTimestamp: now.toISOString() } }
    store.write(object.kind === 'Namespace' ? { ...marked, status: { phase: 'Terminating' } } : marked, now)
  }
}
