import { labels, managedBy, ownership } from '../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../ports/kubernetes.ts'
import type { Inventory, MarkedObject } from '../reconcile/sweep.ts'
import type { Owner } from './mark.ts'
import { refuseMoved } from './orphaned.ts'

/** One kind of objects of service instances in the namespaces of deployments; of the core group if nothing else is said. */
type Searched = {
  readonly apiVersion?: string
  readonly kind: string
  /** The label of the step that owns them. */
  readonly part: string
  readonly data: Inventory['data']
  readonly retainedUntil: (object: KubernetesObject) => string | null
}

/** Objects of service instances that carry this installation's and this cluster's mark. */
export function objectInventory(
  kubernetes: KubernetesPort,
  { installation, cluster }: Pick<Owner, 'installation' | 'cluster'>,
  { apiVersion = 'v1', kind, part, data, retainedUntil }: Searched,
): Inventory {
  const type = { apiVersion, kind }
  const marked = (found: KubernetesObject): readonly MarkedObject[] => {
    const { name, namespace, labels: own = {}, deletionTimestamp } = found.metadata
    // On its way out already.
    if (deletionTimestamp !== undefined) return []
    const [project, deployment, service] = [own[labels.project], own[labels.deployment], own[labels.service]]
    if (project === undefined || deployment === undefined || service === undefined) return []
    if (ownership(found, { installation, cluster, project, deployment }) !== 'ours') return []
    const object = { backend: 'kubernetes', kind, name, namespace: namespace ?? null }
    return [{ object, project, deployment, service, retainedUntil: retainedUntil(found) }]
  }
  const read = ({ object: { name, namespace } }: MarkedObject): Promise<KubernetesObject | null> =>
    kubernetes.read({ ...type, namespace, name })
  const remove = ({ metadata: { name, namespace, uid } }: KubernetesObject): Promise<void> =>
    kubernetes.remove({ ...type, namespace: namespace ?? null, name }, uid === undefined ? {} : { uid })
  return {
    backend: 'kubernetes',
    list: async () => {
      const selector = { [labels.managedBy]: managedBy, [labels.part]: part }
      return (await kubernetes.list({ ...type, namespace: null, labels: selector })).flatMap(marked)
    },
    expire: async (object) => {
      const found = await read(object)
      // Brought back since it was listed: then it stays.
      if (found !== null && retainedUntil(found) !== null) await remove(found)
    },
    data,
    remove: async (object) => {
      const found = await read(object)
      const now = found === null ? undefined : marked(found)[0]
      if (found === null || now === undefined || now.retainedUntil !== null || !isSame(now, object)) refuseMoved(object)
      await remove(found)
    },
  }
}

function isSame(a: MarkedObject, b: MarkedObject): boolean {
  return a.project === b.project && a.deployment === b.deployment && a.service === b.service
}
