import type { KubernetesPort, KubernetesQuery } from '../../ports/kubernetes.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import { openConnection, type Connection } from './connection.ts'
import { readClusterConfig, type ClusterPlace } from './kubeconfig.ts'
import { followPodLogs, readPodLogs } from './logs.ts'
import { listAll } from './list.ts'
import { parsed } from './objects.ts'
import { pathOf, Paths } from './paths.ts'
import { watchObjects } from './watch.ts'
import { applied, created, reclaimed, removed } from './write.ts'

export type KubernetesClient = KubernetesPort & { close(): Promise<void> }

/** The Kubernetes API by a kubeconfig, or from inside the cluster by the account of our own pod. */
export async function openKubernetesClient(place: ClusterPlace, clock: Clock): Promise<KubernetesClient> {
  return kubernetesClient(await openConnection(await readClusterConfig(place)), clock)
}

/**
 * The port over a connection. Objects are sent and read as they are on the wire: the typed and generic calls of the
 * client library rename or drop fields that they do not know (`from` of a policy), silently.
 */
export function kubernetesClient(connection: Connection, clock: Clock): KubernetesClient {
  const paths = new Paths(connection)
  const list = (query: KubernetesQuery): ReturnType<typeof listAll> => listAll(connection, paths, query)
  return {
    read: async (ref) => {
      // The kind has to exist: only an object may be missing.
      const path = await pathOf(paths, ref)
      try {
        return parsed(await connection.json({ method: 'GET', path }))
      } catch (error) {
        if (error instanceof PortError && error.fault === 'not-found') return null
        throw error
      }
    },
    list: async (query) => (await list(query)).objects,
    create: (object) => created(connection, paths, object),
    apply: (object) => applied(connection, paths, object, {}),
    reclaim: (object) => reclaimed(connection, paths, object),
    dryRun: (object) => applied(connection, paths, object, { dryRun: 'All' }),
    remove: async (ref, options = {}) => removed(connection, await pathOf(paths, ref), ref.kind, options.uid),
    watch: async (query, onChange, signal, onState = () => undefined) => {
      const path = (): Promise<string> => paths.of(query)
      await watchObjects({ connection, path, query, list: () => list(query), onChange, onState, signal, clock })
    },
    logs: (namespace, pod, options) => readPodLogs(connection, namespace, pod, options),
    followLogs: (namespace, pod, options, signal) => followPodLogs(connection, namespace, pod, options, signal),
    close: () => connection.close(),
  }
}
