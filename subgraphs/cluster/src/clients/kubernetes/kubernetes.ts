import { KubeConfig } from '@kubernetes/client-node'
import { z } from 'zod'
import type { KubernetesObject, KubernetesPort, KubernetesQuery, KubernetesRef } from '../../ports/kubernetes.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Clock } from '../../reconcile/clock.ts'
import { openConnection, type Connection } from './connection.ts'
import { followPodLogs, readPodLogs } from './logs.ts'
import { listAll } from './list.ts'
import { Paths } from './paths.ts'
import { watchObjects } from './watch.ts'

const fieldManager = 'operations-manager'

const AnObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
})
export type KubernetesClient = KubernetesPort & { close(): Promise<void> }

/** The Kubernetes API by a kubeconfig, or from inside the cluster by the account of our own pod. */
export async function openKubernetesClient(
  place: { readonly type: 'in-cluster' } | { readonly type: 'kubeconfig'; readonly path: string },
  clock: Clock,
): Promise<KubernetesClient> {
  const config = new KubeConfig()
  if (place.type === 'in-cluster') config.loadFromCluster()
  else config.loadFromFile(place.path)
  return kubernetesClient(await openConnection(config), clock)
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
      try {
        return parsed(await connection.json({ method: 'GET', path: await pathOf(paths, ref) }))
      } catch (error) {
        // The kind has to exist: only an object may be missing.
        if (error instanceof PortError && error.fault === 'not-found' && !isUnknownKind(error)) return null
        throw error
      }
    },
    list: async (query) => (await list(query)).objects,
    apply: (object) => applied(connection, paths, object, {}),
    dryRun: (object) => applied(connection, paths, object, { dryRun: 'All' }),
    remove: async (ref, options = {}) => removed(connection, await pathOf(paths, ref), options.uid),
    watch: async (query, onChange, signal) => {
      const path = (): Promise<string> => paths.of(query)
      await watchObjects({ connection, path, query, list: () => list(query), onChange, signal, clock })
    },
    logs: (namespace, pod, options) => readPodLogs(connection, namespace, pod, options),
    followLogs: (namespace, pod, options, signal) => followPodLogs(connection, namespace, pod, options, signal),
    close: () => connection.close(),
  }
}

async function applied(
  connection: Connection,
  paths: Paths,
  object: KubernetesObject,
  query: Readonly<Record<string, string>>,
): Promise<KubernetesObject> {
  const { apiVersion, kind, metadata } = object
  const namespace = metadata.namespace ?? null
  const answer = await connection.json({
    method: 'PATCH',
    path: await pathOf(paths, { apiVersion, kind, namespace, name: metadata.name }),
    query: { fieldManager, force: 'true', fieldValidation: 'Strict', ...query },
    contentType: 'application/apply-patch+yaml',
    body: wishOf(object),
  })
  return parsed(answer)
}

/** What a manager wishes holds nothing that the server numbers. */
function wishOf({ status: _status, ...object }: KubernetesObject): unknown {
  const { name, namespace, labels, annotations, ownerReferences } = object.metadata
  return { ...object, metadata: { name, namespace, labels, annotations, ownerReferences } }
}

async function removed(connection: Connection, path: string, uid: string | undefined): Promise<void> {
  try {
    await connection.text({
      method: 'DELETE',
      path,
      contentType: 'application/json',
      body: { propagationPolicy: 'Foreground', ...(uid !== undefined && { preconditions: { uid } }) },
    })
  } catch (error) {
    if (!(error instanceof PortError) || error.fault !== 'not-found') throw error
  }
}

async function pathOf(paths: Paths, ref: KubernetesRef): Promise<string> {
  return `${await paths.of(ref)}/${encodeURIComponent(ref.name)}`
}

function isUnknownKind(error: PortError): boolean {
  return error.message.startsWith('no matches for kind')
}

function parsed(answer: unknown): KubernetesObject {
  return AnObject.parse(answer)
}
