import type { KubernetesObject, KubernetesPort, KubernetesQuery } from '../../ports/kubernetes.ts'
import { followedUntil } from '../../ports/followed-until.ts'
import { hasLabels, refOf } from '../../ports/kubernetes-object.ts'
import { KindCache } from './kind-cache.ts'

type ObjectKind = { readonly apiVersion: string; readonly kind: string }

export type CacheOptions = {
  readonly kubernetes: KubernetesPort
  /** Kinds whose objects are kept. */
  readonly kinds: readonly ObjectKind[]
  /** Only objects with these labels are kept; a question that does not name them goes to the server. */
  readonly labels: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Called when a watch ends for good: its kind is asked for at the server from then on. */
  readonly onFailure: (kind: string, error: unknown) => void
  readonly now?: () => number
}

/**
 * Kubernetes with what is ours kept by watches, so that looking at a deployment that is as wished asks the server next
 * to nothing. It answers by itself only what it surely knows: of a kind that is watched, and whose watch was heard of
 * lately, what carries our labels. That something is missing, or is somebody else's, always the server says. Our own
 * writes are seen at once; those of others with the watch, some milliseconds later.
 */
export function cachedKubernetes(options: CacheOptions): KubernetesPort {
  const { kubernetes, labels } = options
  const caches = openCaches(options)
  const cacheOf = (object: ObjectKind): KindCache | undefined => caches.get(keyOf(object))
  const kept = (object: KubernetesObject): KubernetesObject => {
    if (hasLabels(object.metadata.labels, labels)) cacheOf(object)?.put(object)
    // Our label was taken off, or never there: whether it still counts the watch says.
    else cacheOf(object)?.doubt(refOf(object))
    return object
  }
  return {
    ...kubernetes,
    read: async (ref) => {
      const cache = cacheOf(ref)
      const found = cache?.isCurrent === true ? cache.read(ref) : null
      return found ?? kubernetes.read(ref)
    },
    list: async (query) => {
      const cache = hasLabels(query.labels, labels) ? cacheOf(query) : undefined
      return cache?.isSure(query.namespace) === true ? cache.list(query) : kubernetes.list(query)
    },
    create: async (object) => kept(await kubernetes.create(object)),
    apply: async (object) => kept(await kubernetes.apply(object)),
    reclaim: async (object) => kept(await kubernetes.reclaim(object)),
    remove: (ref, removal) => {
      cacheOf(ref)?.doubt(ref)
      return kubernetes.remove(ref, removal)
    },
    watch: (query, onChange, signal, onState) => {
      const cache = isAll(query, labels) ? cacheOf(query) : undefined
      return cache === undefined
        ? kubernetes.watch(query, onChange, signal, onState)
        : followedUntil(signal, cache.follow(onChange))
    },
  }
}

function openCaches({
  kubernetes,
  kinds,
  labels,
  signal,
  onFailure,
  now = () => performance.now(),
}: CacheOptions): ReadonlyMap<string, KindCache> {
  return new Map(
    kinds.map((kind) => {
      const cache = new KindCache(now)
      kubernetes
        .watch(
          { ...kind, namespace: null, labels },
          (object, gone) => cache.tell(object, gone),
          signal,
          (isCurrent) => cache.hear(isCurrent),
        )
        .catch((error: unknown) => {
          cache.hear(false)
          onFailure(kind.kind, error)
        })
      return [keyOf(kind), cache]
    }),
  )
}

function isAll({ namespace, labels: asked = {} }: KubernetesQuery, labels: Readonly<Record<string, string>>): boolean {
  return namespace === null && hasLabels(asked, labels) && Object.keys(asked).length === Object.keys(labels).length
}

function keyOf({ apiVersion, kind }: ObjectKind): string {
  return `${apiVersion}/${kind}`
}
