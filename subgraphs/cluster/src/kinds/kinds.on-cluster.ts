import { vi } from 'vitest'
import { cachedKubernetes } from '../clients/kubernetes/cached.ts'
import { openBackendAccount } from '../clients/kubernetes/testing/backend-account.ts'
import { openRealCluster } from '../clients/kubernetes/testing/real-cluster.ts'
import { labels, managedBy } from '../manifests/mark.ts'
import type { KubernetesPort, KubernetesRef } from '../ports/kubernetes.ts'
import { kindsContract } from './kinds.contract-suite.ts'
import { watched } from './watch.ts'

// As it runs: with the account of the cluster backend, and with what is ours kept by watches.
kindsContract('a real API server, with the rights of the cluster backend', async () => {
  const operator = await openRealCluster()
  const backend = await openBackendAccount(operator)
  const watching = new AbortController()
  const asBackend = cachedKubernetes({
    kubernetes: backend.port,
    kinds: [...watched.map(([apiVersion, kind]) => ({ apiVersion, kind })), { apiVersion: 'v1', kind: 'ConfigMap' }],
    labels: { [labels.managedBy]: managedBy },
    signal: watching.signal,
    onFailure: () => undefined,
  })
  const seen = (ref: KubernetesRef): Promise<void> => untilSeen(operator.port, asBackend, ref)
  return {
    port: seenWrites(operator.port, seen),
    asBackend,
    meddle: async (ref, change) => {
      await operator.meddle(ref, change)
      await seen(ref)
    },
    // What a kubelet would report, where there is none.
    endPods: async (namespace, phase) => {
      const pods = await operator.port.list({ apiVersion: 'v1', kind: 'Pod', namespace })
      for (const { metadata } of pods.filter(isOfJob)) {
        const ref = { apiVersion: 'v1', kind: 'Pod', namespace, name: metadata.name }
        await operator.meddle(ref, { status: { phase } }, 'status')
      }
    },
    close: async () => {
      watching.abort()
      await backend.close()
      await operator.close()
    },
  }
})

/** What others write is seen with the watch, some milliseconds later; a test that asks for its effect waits for that. */
function seenWrites(port: KubernetesPort, seen: (ref: KubernetesRef) => Promise<void>): KubernetesPort {
  return {
    ...port,
    apply: async (object) => {
      const applied = await port.apply(object)
      const { apiVersion, kind, metadata } = applied
      await seen({ apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name })
      return applied
    },
    remove: async (ref, options) => {
      await port.remove(ref, options)
      if (ref.kind !== 'Namespace') await seen(ref)
    },
  }
}

async function untilSeen(operator: KubernetesPort, backend: KubernetesPort, ref: KubernetesRef): Promise<void> {
  await vi.waitFor(
    async () => {
      const [there, known] = await Promise.all([operator.read(ref), backend.read(ref)])
      const [now, then] = [there, known].map((object) => object?.metadata.resourceVersion)
      if (now !== then) throw new Error(`the change of the ${ref.kind} "${ref.name}" was not seen`)
    },
    { timeout: 20_000, interval: 10 },
  )
}

function isOfJob({ metadata }: { readonly metadata: { readonly ownerReferences?: readonly { kind: string }[] } }) {
  return metadata.ownerReferences?.some(({ kind }) => kind === 'Job') === true
}
