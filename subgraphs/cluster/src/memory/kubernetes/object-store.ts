import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { KubernetesObject, KubernetesQuery, KubernetesRef } from '../../ports/kubernetes.ts'
import { hasLabels, keyOf, refOf } from '../../ports/kubernetes-object.ts'
import { KeyIndex } from './key-index.ts'

/** One object with the configuration that our field manager last applied to it. */
export type StoredObject = { readonly object: KubernetesObject; readonly applied: KubernetesObject | null }

type Listener = (object: KubernetesObject, gone: boolean) => void

/**
 * The storage below the API server: objects by reference, one growing resource version, a uid for each creation, and
 * a generation that counts changes of the spec. A write that changes nothing is no write.
 */
export class ObjectStore {
  readonly #objects = new Map<string, StoredObject>()
  readonly #byNamespace = new Map<string, Set<string>>()
  /** Keys by kind, and by kind and namespace, in the order of lists. */
  readonly #lists = new KeyIndex()
  readonly #listeners = new Set<Listener>()
  readonly #keepers = new Set<(key: string) => void>()
  #version: number
  #writes = 0

  constructor(version = 1) {
    this.#version = version
  }

  get version(): number {
    return this.#version
  }

  /** How many writes changed something; for tests of convergence. */
  get writes(): number {
    return this.#writes
  }

  get(ref: KubernetesRef): StoredObject | null {
    return this.#objects.get(keyOf(ref)) ?? null
  }

  /** All matching objects, by namespace and name. */
  list(query: KubernetesQuery): readonly KubernetesObject[] {
    const found: KubernetesObject[] = []
    for (const key of this.#lists.keys(listName(query))) {
      const object = this.#objects.get(key)?.object
      if (object !== undefined && hasLabels(object.metadata.labels, query.labels ?? {})) found.push(object)
    }
    return found
  }

  /** Every object in a namespace, of any kind. */
  contents(namespace: string): readonly KubernetesObject[] {
    return [...(this.#byNamespace.get(namespace) ?? [])].flatMap((key) => this.#objects.get(key)?.object ?? [])
  }

  namespaces(): readonly string[] {
    return [...this.#byNamespace.keys()]
  }

  /** Stores an object as it shall be; `applied` stays as it was unless given. Answers it as stored. */
  write(next: KubernetesObject, now: Date, applied?: KubernetesObject): KubernetesObject {
    const key = keyOf(refOf(next))
    const before = this.#objects.get(key)
    const kept = applied ?? before?.applied ?? null
    if (before !== undefined && isDeepStrictEqual(comparable(before.object), comparable(next))) {
      if (!isDeepStrictEqual(kept, before.applied)) {
        this.#objects.set(key, { object: before.object, applied: kept })
        this.#keep(key)
      }
      return before.object
    }
    const object = stamp(next, before?.object ?? null, String(++this.#version), now)
    this.#put(key, { object, applied: kept })
    this.#keep(key)
    this.#emit(object, false)
    return object
  }

  /** Takes an object away for good. */
  drop(ref: KubernetesRef): void {
    const key = keyOf(ref)
    const stored = this.#objects.get(key)
    if (stored === undefined) return
    this.#objects.delete(key)
    this.#byNamespace.get(ref.namespace ?? '')?.delete(key)
    for (const list of listsOf(ref)) this.#lists.drop(list, key)
    this.#version += 1
    this.#keep(key)
    this.#emit(
      { ...stored.object, metadata: { ...stored.object.metadata, resourceVersion: String(this.#version) } },
      true,
    )
  }

  /** Puts back what an earlier process kept, without telling anybody. */
  restore(stored: StoredObject): void {
    this.#put(keyOf(refOf(stored.object)), stored)
    this.#version = Math.max(this.#version, Number(stored.object.metadata.resourceVersion ?? 0))
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls back with the key of whatever has to be kept anew, or forgotten if `stored` no longer has it. */
  onStored(keeper: (key: string) => void): () => void {
    this.#keepers.add(keeper)
    return () => this.#keepers.delete(keeper)
  }

  /** What stands under a key of `onStored`. */
  stored(key: string): StoredObject | null {
    return this.#objects.get(key) ?? null
  }

  #keep(key: string): void {
    for (const keeper of this.#keepers) keeper(key)
  }

  #put(key: string, stored: StoredObject): void {
    this.#objects.set(key, stored)
    const namespace = stored.object.metadata.namespace ?? ''
    const keys = this.#byNamespace.get(namespace) ?? new Set()
    keys.add(key)
    this.#byNamespace.set(namespace, keys)
    for (const list of listsOf(refOf(stored.object))) this.#lists.add(list, key, identity(stored.object))
  }

  #emit(object: KubernetesObject, gone: boolean): void {
    this.#writes += 1
    for (const listener of this.#listeners) listener(object, gone)
  }
}

/** Whether an object is what a query asks for. */
export function matches(object: KubernetesObject, query: KubernetesQuery): boolean {
  return (
    object.kind === query.kind &&
    object.apiVersion === query.apiVersion &&
    (query.namespace === null || object.metadata.namespace === query.namespace) &&
    hasLabels(object.metadata.labels, query.labels ?? {})
  )
}

function listName({ apiVersion, kind, namespace }: Omit<KubernetesQuery, 'labels'>): string {
  return [apiVersion, kind, namespace ?? '*'].join('|')
}

/** The lists that an object stands in. */
function listsOf(ref: KubernetesRef): readonly string[] {
  const everywhere = listName({ ...ref, namespace: null })
  return ref.namespace === null ? [everywhere] : [everywhere, listName(ref)]
}

function identity(object: KubernetesObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`
}

function comparable(object: KubernetesObject): unknown {
  const {
    uid: _uid,
    resourceVersion: _version,
    generation: _generation,
    creationTimestamp: _at,
    ...metadata
  } = object.metadata
  return { ...object, metadata }
}

function stamp(
  next: KubernetesObject,
  before: KubernetesObject | null,
  resourceVersion: string,
  now: Date,
): KubernetesObject {
  const generation = before?.metadata.generation ?? 0
  const sameSpec = before !== null && isDeepStrictEqual(before['spec'], next['spec'])
  return {
    ...next,
    metadata: {
      ...next.metadata,
      uid: before?.metadata.uid ?? randomUUID(),
      creationTimestamp: before?.metadata.creationTimestamp ?? now.toISOString(),
      generation: sameSpec ? generation : generation + 1,
      resourceVersion,
    },
  }
}
