import { labels, managedBy, ownership } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import type { Inventory, MarkedObject } from '../../reconcile/sweep.ts'
import type { Owner } from '../mark.ts'
import { retainedUntil } from './plan.ts'

const claimKind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } as const

/** Claims that carry this installation's and this cluster's mark. */
export function claimInventory(
  kubernetes: KubernetesPort,
  { installation, cluster }: Pick<Owner, 'installation' | 'cluster'>,
): Inventory {
  return {
    backend: 'kubernetes',
    list: async () => {
      const selector = { [labels.managedBy]: managedBy, [labels.part]: 'claim' }
      const claims = await kubernetes.list({ ...claimKind, namespace: null, labels: selector })
      return claims.flatMap((claim) => marked(claim, installation, cluster))
    },
    expire: async ({ object: { name, namespace } }) => {
      const ref = { ...claimKind, namespace, name }
      const claim = await kubernetes.read(ref)
      // Brought back since it was listed: then it stays.
      if (claim === null || retainedUntil(claim) === null) return
      const { uid } = claim.metadata
      await kubernetes.remove(ref, uid === undefined ? {} : { uid })
    },
  }
}

function marked(claim: KubernetesObject, installation: string, cluster: string): readonly MarkedObject[] {
  const { name, namespace = null, labels: own = {} } = claim.metadata
  const [project, deployment, service] = [own[labels.project], own[labels.deployment], own[labels.service]]
  if (project === undefined || deployment === undefined || service === undefined) return []
  if (ownership(claim, { installation, cluster, project, deployment }) !== 'ours') return []
  const object = { backend: 'kubernetes', kind: 'PersistentVolumeClaim', name, namespace }
  return [{ object, project, deployment, service, retainedUntil: retainedUntil(claim) }]
}
