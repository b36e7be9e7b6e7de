import { labels, managedBy } from '../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../ports/kubernetes.ts'

type ObjectKind = { readonly apiVersion: string; readonly kind: string }
type Asked = {
  readonly namespace: string
  readonly resolve: (objects: readonly KubernetesObject[]) => void
  readonly reject: (error: unknown) => void
}

/** Lists objects for one request: what is asked for in the same moment is read together, and once. */
export type ObjectReader = {
  list(kind: ObjectKind, namespace: string): Promise<readonly KubernetesObject[]>
}

/** From so many namespaces on, one list of all that is ours costs less than a list for each. */
const togetherFrom = 4

export function createObjectReader(kubernetes: KubernetesPort): ObjectReader {
  const known = new Map<string, Promise<readonly KubernetesObject[]>>()
  const waiting = new Map<string, { readonly kind: ObjectKind; readonly asked: Asked[] }>()
  const flush = (key: string): void => {
    const batch = waiting.get(key)
    waiting.delete(key)
    if (batch !== undefined) void answer(kubernetes, batch.kind, batch.asked)
  }
  return {
    list: (kind, namespace) => {
      const kindKey = `${kind.apiVersion}/${kind.kind}`
      const key = `${kindKey}|${namespace}`
      const before = known.get(key)
      if (before !== undefined) return before
      const promise = new Promise<readonly KubernetesObject[]>((resolve, reject) => {
        const batch = waiting.get(kindKey)
        if (batch !== undefined) batch.asked.push({ namespace, resolve, reject })
        else {
          waiting.set(kindKey, { kind, asked: [{ namespace, resolve, reject }] })
          setImmediate(() => flush(kindKey))
        }
      })
      known.set(key, promise)
      return promise
    },
  }
}

async function answer(kubernetes: KubernetesPort, kind: ObjectKind, asked: readonly Asked[]): Promise<void> {
  try {
    if (asked.length < togetherFrom || !carriesOurLabels(kind)) {
      const lists = await Promise.all(asked.map(({ namespace }) => kubernetes.list({ ...kind, namespace })))
      asked.forEach(({ resolve }, index) => resolve((lists[index] ?? []).map((object) => ({ ...object, ...kind }))))
      return
    }
    const all = await kubernetes.list({ ...kind, namespace: null, labels: { [labels.managedBy]: managedBy } })
    const byNamespace = Map.groupBy(all, ({ metadata }) => metadata.namespace)
    for (const { namespace, resolve } of asked)
      resolve((byNamespace.get(namespace) ?? []).map((object) => ({ ...object, ...kind })))
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}

/** What Kubernetes itself makes carries no labels of ours. */
function carriesOurLabels({ kind }: ObjectKind): boolean {
  return kind !== 'Event'
}
