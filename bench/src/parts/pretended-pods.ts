import { readClusterConfig } from '../../../subgraphs/cluster/src/clients/kubernetes/kubeconfig.ts'
import { openConnection } from '../../../subgraphs/cluster/src/clients/kubernetes/connection.ts'
import { kubernetesClient } from '../../../subgraphs/cluster/src/clients/kubernetes/kubernetes.ts'
import { containersOf, statusOf } from '../../../subgraphs/cluster/src/kinds/rollout/pod-state.ts'
import { labels, managedBy } from '../../../subgraphs/cluster/src/manifests/mark.ts'
import type { KubernetesObject } from '../../../subgraphs/cluster/src/ports/kubernetes.ts'
import { systemClock } from '../../../subgraphs/cluster/src/reconcile/clock.ts'
import type { BenchTestbed } from './testbed.ts'

/**
 * Says of every pod of ours what a node would say of one that runs, where there is no node: a node of this machine could
 * not hold as many. Answers how to stop.
 */
export async function pretendPods({ cluster }: BenchTestbed): Promise<() => Promise<void>> {
  const connection = await openConnection(await readClusterConfig({ type: 'kubeconfig', path: cluster.kubeconfig }))
  const kubernetes = kubernetesClient(connection, systemClock)
  const stopping = new AbortController()
  const start = async (pod: KubernetesObject): Promise<void> => {
    const { namespace, name } = pod.metadata
    await connection.json({
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}/pods/${name}/status`,
      contentType: 'application/merge-patch+json',
      body: { status: runningStatus(pod) },
    })
  }
  const watched = kubernetes.watch(
    { apiVersion: 'v1', kind: 'Pod', namespace: null, labels: { [labels.managedBy]: managedBy } },
    (pod, gone) => {
      if (gone || statusOf(pod).phase !== 'Pending') return
      start(pod).catch((error: unknown) => console.error(`  ${pod.metadata.name} does not start: ${String(error)}`))
    },
    stopping.signal,
  )
  return async () => {
    stopping.abort()
    await watched
    await kubernetes.close()
  }
}

function runningStatus(pod: KubernetesObject): object {
  const at = new Date().toISOString()
  const conditions = ['PodScheduled', 'Initialized', 'PodReadyToStartContainers', 'ContainersReady', 'Ready']
  return {
    phase: 'Running',
    startTime: at,
    hostIP: '10.0.0.1',
    podIP: '10.244.0.1',
    podIPs: [{ ip: '10.244.0.1' }],
    conditions: conditions.map((type) => ({ type, status: 'True', lastTransitionTime: at, observedGeneration: 1 })),
    containerStatuses: containersOf(pod).map(({ name, image }) => ({
      name,
      image,
      imageID: `${image}@sha256:${'0'.repeat(64)}`,
      containerID: `containerd://${'0'.repeat(64)}`,
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: at } },
    })),
  }
}
