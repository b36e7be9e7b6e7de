import { annotations, labels, managedBy, ownership } from '../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../ports/kubernetes.ts'
import type { Inventory, MarkedObject } from '../reconcile/sweep.ts'
import { refuseMoved, refuseUntilGone } from '../services/orphaned.ts'

const namespaceKind = { apiVersion: 'v1', kind: 'Namespace' } as const
const claimKind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } as const

/**
 * The namespaces of this installation and cluster. One in which nothing but claims is left is kept for these: it counts
 * as retained, and goes when its last claim has gone.
 */
export function namespaceInventory(
  kubernetes: KubernetesPort,
  installation: string,
  cluster: string,
  now: () => Date,
): Inventory {
  const prefix = `${[installation, cluster].map(encodeURIComponent).join('/')}/`
  return {
    backend: 'kubernetes',
    list: async () => {
      const namespaces = await kubernetes.list({
        ...namespaceKind,
        namespace: null,
        labels: { [labels.managedBy]: managedBy },
      })
      const ours = namespaces.filter(({ metadata }) => metadata.annotations?.[annotations.mark]?.startsWith(prefix))
      const marked = ours.map((namespace) => markedNamespace(kubernetes, namespace, now()))
      return (await Promise.all(marked)).filter((one) => one !== null)
    },
    expire: async ({ object }) => {
      const claims = await kubernetes.list({ ...claimKind, namespace: object.name })
      if (claims.length === 0) await kubernetes.remove({ ...namespaceKind, namespace: null, name: object.name })
    },
    data: null,
    remove: async (marked) => {
      const { name } = marked.object
      const ref = { ...namespaceKind, namespace: null, name }
      const namespace = await kubernetes.read(ref)
      const owner = { installation, cluster, project: marked.project, deployment: marked.deployment ?? '' }
      if (namespace === null || ownership(namespace, owner) !== 'ours') refuseMoved(marked)
      const claims = await kubernetes.list({ ...claimKind, namespace: name })
      refuseUntilGone(
        marked,
        claims.map(({ metadata }) => metadata.name),
      )
      const { uid } = namespace.metadata
      await kubernetes.remove(ref, uid === undefined ? {} : { uid })
    },
  }
}

async function markedNamespace(
  kubernetes: KubernetesPort,
  { metadata }: KubernetesObject,
  now: Date,
): Promise<MarkedObject | null> {
  const project = metadata.labels?.[labels.project]
  const deployment = metadata.labels?.[labels.deployment]
  if (project === undefined || deployment === undefined || metadata.deletionTimestamp !== undefined) return null
  return {
    object: { backend: 'kubernetes', kind: 'Namespace', name: metadata.name, namespace: null },
    project,
    deployment,
    service: null,
    retainedUntil: await keptUntil(kubernetes, metadata, now),
  }
}

/** A namespace that a removal emptied says so; it is over as soon as no claim is left in it. */
async function keptUntil(
  kubernetes: KubernetesPort,
  metadata: KubernetesObject['metadata'],
  now: Date,
): Promise<string | null> {
  if (metadata.annotations?.[annotations.keptForClaims] !== 'true') return null
  const claims = await kubernetes.list({ ...claimKind, namespace: metadata.name })
  const dayMs = 86_400_000
  return new Date(claims.length === 0 ? now.getTime() : now.getTime() + dayMs).toISOString()
}
