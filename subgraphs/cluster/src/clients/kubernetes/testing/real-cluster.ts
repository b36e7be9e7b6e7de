import { KubeConfig } from '@kubernetes/client-node'
import { inject } from 'vitest'
import type { KubernetesRef } from '../../../ports/kubernetes.ts'
import { systemClock } from '../../../reconcile/clock.ts'
import { openConnection, type Connection } from '../connection.ts'
import { kubernetesClient, type KubernetesClient } from '../kubernetes.ts'
import { pathOf, Paths } from '../paths.ts'

/** A real API server with our client, and what a test needs of it beside. */
export type RealCluster = {
  readonly config: KubeConfig
  readonly connection: Connection
  readonly port: KubernetesClient
  /** Somebody else changes fields of an object: a JSON merge patch. `part`: of a subresource. */
  readonly meddle: (ref: KubernetesRef, change: Readonly<Record<string, unknown>>, part?: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The first cluster of the testbed, by default as its administrator. */
export async function openRealCluster(config = administrator()): Promise<RealCluster> {
  const connection = await openConnection(config)
  const paths = new Paths(connection)
  const port = kubernetesClient(connection, systemClock)
  return {
    config,
    connection,
    port,
    meddle: async (ref, change, part) => {
      await connection.json({
        method: 'PATCH',
        path: `${await pathOf(paths, ref)}${part === undefined ? '' : `/${part}`}`,
        query: { fieldManager: 'somebody-else' },
        contentType: 'application/merge-patch+json',
        body: change,
      })
    },
    close: () => port.close(),
  }
}

/** The kubeconfig of the testbed's first cluster. */
export function administrator(): KubeConfig {
  const [cluster] = inject('clusters')
  if (cluster === undefined) throw new Error('the testbed started no cluster')
  const config = new KubeConfig()
  config.loadFromFile(cluster.kubeconfig)
  return config
}
