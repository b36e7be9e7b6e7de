import { eventually } from '../run/eventually.ts'
import { isNotFound, type Api } from './api.ts'

const limitMs = 90_000

/**
 * Removes a namespace with all that is in it, and waits until it is gone; what is not there is no error.
 *
 * Its pods go first, with a second to end in: where the controller of namespaces finds pods, it comes back only after
 * half the time that they may take to end, which is twice 16 s with the usual 30 s.
 */
export async function removeNamespace(api: Api, namespace: string): Promise<void> {
  await removePods(api, namespace)
  await unlessGone(api.core.deleteNamespace({ name: namespace }))
  await eventually(`the namespace ${namespace} is gone`, limitMs, async () => {
    const left = await unlessGone(api.core.readNamespace({ name: namespace }))
    return left === undefined
  })
}

async function removePods({ apps, batch, core }: Api, namespace: string): Promise<void> {
  const all = { namespace, propagationPolicy: 'Background' }
  // Whoever makes pods anew first, the owner before what it owns.
  await apps.deleteCollectionNamespacedDeployment(all)
  await apps.deleteCollectionNamespacedStatefulSet(all)
  await batch.deleteCollectionNamespacedJob(all)
  await apps.deleteCollectionNamespacedReplicaSet(all)
  await eventually(`no pod is left in ${namespace}`, limitMs, async () => {
    await core.deleteCollectionNamespacedPod({ namespace, gracePeriodSeconds: 1 })
    return (await core.listNamespacedPod({ namespace })).items.length === 0
  })
}

async function unlessGone<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  return await answer.catch((error: unknown) => {
    if (isNotFound(error)) return undefined
    throw error
  })
}
