import type { KubernetesObject, KubernetesQuery, KubernetesRef } from '../../ports/kubernetes.ts'

type Listener = (object: KubernetesObject, gone: boolean) => void
type Entry = {
  readonly version: number
  readonly text: string
  readonly labels: Readonly<Record<string, string>>
  /** False: known from a write of ours only, and not from the watch yet. */
  readonly isTold: boolean
}

/** Bookmarks come each minute; a watch that says nothing for longer may be dead without having ended. */
const silenceMs = 90_000

/**
 * Objects of one kind as a watch tells them, and as our own writes left them. Kept as text: a third of the size of the
 * object, and nobody can change what others read.
 */
export class KindCache {
  readonly #now: () => number
  readonly #entries = new Map<string, Entry>()
  readonly #namespaces = new Map<string, Set<string>>()
  /** What we asked to be removed, until the watch tells what became of it. */
  readonly #unsure = new Map<string, string>()
  readonly #listeners = new Set<Listener>()
  #isCurrent = false
  #heardAt = 0

  constructor(now: () => number) {
    this.#now = now
  }

  hear(isCurrent: boolean): void {
    this.#isCurrent = isCurrent
    this.#heardAt = this.#now()
    if (isCurrent) return
    // The watch will tell what it finds; of what it has never seen it could not tell that it went.
    for (const [key, { isTold }] of Array.from(this.#entries)) if (!isTold) this.#drop(key)
  }

  get isCurrent(): boolean {
    return this.#isCurrent && this.#now() - this.#heardAt < silenceMs
  }

  /** Whether what is kept of a namespace (`null`: of all) may be believed. */
  isSure(namespace: string | null): boolean {
    if (!this.isCurrent) return false
    return namespace === null ? this.#unsure.size === 0 : ![...this.#unsure.values()].includes(namespace)
  }

  read({ namespace, name }: KubernetesRef): KubernetesObject | null {
    const key = keyOf(namespace ?? '', name)
    const entry = this.#unsure.has(key) ? undefined : this.#entries.get(key)
    return entry === undefined ? null : (JSON.parse(entry.text) as KubernetesObject) // written as one
  }

  list({ namespace, labels = {} }: KubernetesQuery): readonly KubernetesObject[] {
    const keys = namespace === null ? this.#entries.keys() : (this.#namespaces.get(namespace) ?? [])
    const wanted = Object.entries(labels)
    const found: KubernetesObject[] = []
    for (const key of keys) {
      const entry = this.#entries.get(key)
      if (entry === undefined || !wanted.every(([name, value]) => entry.labels[name] === value)) continue
      found.push(JSON.parse(entry.text) as KubernetesObject) // written as one
    }
    return found
  }

  /** What the watch tells. */
  tell(object: KubernetesObject, gone: boolean): void {
    const key = keyOfObject(object)
    this.#unsure.delete(key)
    if (!gone) this.#put(object, true)
    // It may have been made anew since.
    else if ((this.#entries.get(key)?.version ?? 0) <= versionOf(object)) this.#drop(key)
    for (const listener of this.#listeners) listener(object, gone)
  }

  /** What a write of ours answered: the watch tells it too, a moment later, and then maybe what came after. */
  put(object: KubernetesObject): void {
    this.#put(object, false)
  }

  #put(object: KubernetesObject, isTold: boolean): void {
    const { namespace = '', labels = {} } = object.metadata
    const key = keyOfObject(object)
    const version = versionOf(object)
    const before = this.#entries.get(key)
    if (before !== undefined && before.version > version) return
    const isSame = before?.version === version
    this.#entries.set(key, {
      version,
      labels,
      text: JSON.stringify(object),
      isTold: isTold || (isSame && before.isTold),
    })
    const keys = this.#namespaces.get(namespace) ?? new Set()
    this.#namespaces.set(namespace, keys.add(key))
  }

  /** Something is being removed: until the watch has told of it, the server is asked. */
  doubt({ namespace, name }: KubernetesRef): void {
    const key = keyOf(namespace ?? '', name)
    if (this.#entries.has(key)) this.#unsure.set(key, namespace ?? '')
  }

  /** Calls back with all that is there, and then with each change. */
  follow(listener: Listener): () => void {
    for (const { text } of this.#entries.values()) listener(JSON.parse(text) as KubernetesObject, false) // written as one
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #drop(key: string): void {
    const namespace = key.slice(0, key.indexOf('/'))
    this.#entries.delete(key)
    const keys = this.#namespaces.get(namespace)
    keys?.delete(key)
    if (keys?.size === 0) this.#namespaces.delete(namespace)
  }
}

/** Versions of one kind grow; Kubernetes lets them be compared as numbers. */
function versionOf({ metadata }: KubernetesObject): number {
  return Number(metadata.resourceVersion)
}

function keyOfObject({ metadata }: KubernetesObject): string {
  return keyOf(metadata.namespace ?? '', metadata.name)
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`
}
