import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClusterAccess, Services } from '@operations-manager/testbed/access.ts'
import { testApplicationImage, type TestApplicationVersion } from '@operations-manager/testbed/images/images.ts'
import type { ClusterSettings } from '@operations-manager/testbed/settings/settings-file.ts'
import { writeSettings } from '@operations-manager/testbed/settings/write-settings.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { clusterNames, type ClusterName } from '@operations-manager/sandbox/programs/settings.ts'
import type { Operation } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { addressOf } from './application.ts'
import { openClusterView, type ClusterView } from './cluster-view.ts'

/** The whole system over real backends, its cluster backends with no more than the rights that `deploy/` gives. */
export type RealSystem = Omit<System, 'restart'> & {
  /** Image of a version of the test application, or of one that no registry has. */
  image(version: TestApplicationVersion | 'never-built'): string
  cluster(name: string): ClusterAccess
  /** A cluster as its administrator sees it. */
  view(name: string): ClusterView
  /** Where a deployment says that it is published. */
  addressOf(client: GraphClient, project: string, deployment: string): Promise<string>
}

/**
 * Starts a system over a testbed. Stopping it removes what it made in the clusters, so that the next one finds room;
 * `more` are settings of cluster backends beside or instead of the usual ones.
 */
export async function startRealSystem(
  services: Services,
  clusters: readonly ClusterAccess[],
  more: Partial<Record<ClusterName, ClusterSettings>> = {},
): Promise<RealSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'om-real-'))
  const files = await writeSettings({ services, clusters }, clusterNames, folder, more)
  const settingsOf = (name: ClusterName): string => files.get(name)!
  const system = await startSystem({
    settings: () => ({
      clusterSettings: { 'cluster-a': settingsOf('cluster-a'), 'cluster-b': settingsOf('cluster-b') },
    }),
  })
  const views = new Map(await Promise.all(clusters.map(async (one) => [one.name, await openClusterView(one)] as const)))
  const found = <Value>(value: Value | undefined, name: string): Value => {
    if (value === undefined) throw new Error(`the testbed has no cluster ${name}`)
    return value
  }
  return {
    ...system,
    sandbox: system.sandbox,
    image: (version) =>
      version === 'never-built' ? 'docker.io/operations-manager/never-built:1' : testApplicationImage(version),
    cluster: (name) =>
      found(
        clusters.find((one) => one.name === name),
        name,
      ),
    view: (name) => found(views.get(name), name),
    addressOf,
    stop: async () => {
      await system.stop()
      await Promise.all([...views.values()].map((view) => view.removeAll()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Goes on only where an operation succeeded; else says all that is known of it. */
export function succeeded(operation: Operation): void {
  if (operation.state !== 'SUCCEEDED') throw new Error(`it did not succeed:\n${JSON.stringify(operation, null, 1)}`)
}
