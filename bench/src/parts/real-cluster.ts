import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import { cachedKubernetes } from '../../../subgraphs/cluster/src/clients/kubernetes/cached.ts'
import { newSecret } from '../../../subgraphs/cluster/src/credentials/credential.ts'
import { credentialStore } from '../../../subgraphs/cluster/src/credentials/store.ts'
import { watched } from '../../../subgraphs/cluster/src/kinds/watch.ts'
import { labels, managedBy } from '../../../subgraphs/cluster/src/manifests/mark.ts'
import type { KubernetesObject } from '../../../subgraphs/cluster/src/ports/kubernetes.ts'
import { httpProber } from '../../../subgraphs/cluster/src/proofs/http-prober.ts'
import { objectStorageService } from '../../../subgraphs/cluster/src/services/object-storage/service.ts'
import { postgresService } from '../../../subgraphs/cluster/src/services/postgresql/service.ts'
import { singleSignOnService } from '../../../subgraphs/cluster/src/services/single-sign-on/service.ts'
import { sharedRealm } from '../../../subgraphs/cluster/src/services/single-sign-on/shared-realm.ts'
import { countWrites } from '../../../subgraphs/cluster/src/services/testing/count-writes.ts'
import { volumeService } from '../../../subgraphs/cluster/src/services/volume/service.ts'
import { canaryBucket } from '../../../subgraphs/cluster/src/services/object-storage/unit.ts'
import { canaryDatabase } from '../../../subgraphs/cluster/src/services/postgresql/unit.ts'
import { engineOver } from './engine-over.ts'
import { openPorts, realConfig } from './real-ports.ts'
import type { BenchTestbed } from './testbed.ts'

const retentionDays = 7
const ofOurs = { [labels.managedBy]: managedBy }

/** An object by its version, and by what a writer of it wishes. */
export type SeenObject = { readonly name: string; readonly version: string; readonly wish: string }

/** The status is the controllers' word about an object, and gives it another version without anybody wishing anything. */
function seen({ status: _status, ...object }: KubernetesObject): SeenObject {
  const { resourceVersion = '', ...metadata } = object.metadata
  const name = `${object.kind} ${metadata.namespace ?? ''}/${metadata.name}`
  return { name, version: resourceVersion, wish: JSON.stringify({ ...object, metadata }) }
}

/**
 * The engine of a cluster backend over real backends. What is asked of them is counted at the ports; of Kubernetes what
 * really goes to the server, below what watches keep.
 */
export async function openRealCluster(testbed: BenchTestbed, installation: string) {
  const config = await realConfig(testbed, installation)
  const { cluster, kubernetesSettings, postgresql, objectStorage, identity } = config
  const real = await openPorts(config)
  if (postgresql === null || objectStorage === null || identity === null) throw new Error('a service is not offered')
  const [server, database, storage, signIn] = [
    countWrites(real.kubernetes),
    countWrites(real.database),
    countWrites(real.storage),
    countWrites(real.signIn),
  ]
  const watching = new AbortController()
  const kubernetes = cachedKubernetes({
    kubernetes: server.port,
    kinds: watched.map(([apiVersion, kind]) => ({ apiVersion, kind })),
    labels: ofOurs,
    signal: watching.signal,
    onFailure: (kind, error) => console.error(`  cannot watch ${kind}: ${String(error)}`),
  })
  const credentials = credentialStore(kubernetes)
  const { certificateAuthority } = kubernetesSettings
  const { workload, tls, statementTimeout, idleInTransactionTimeout } = postgresql
  const ofDatabase = { ...workload, tls, statementTimeout, idleInTransactionTimeout, canary: canaryDatabase }
  const ofStorage = { ...objectStorage.workload, region: objectStorage.region, canary: canaryBucket }
  const { server: _server, ...settings } = identity
  const opened = engineOver({
    cluster,
    installation,
    kubernetes,
    settings: kubernetesSettings,
    prober: httpProber({ address: null, publicPort: null, certificateAuthority }),
    services: [
      postgresService(
        { port: database.port, credentials, newSecret, verifier: scramVerifier },
        installation,
        ofDatabase,
      ),
      objectStorageService({ port: storage.port, credentials, newSecret }, installation, ofStorage),
      singleSignOnService({ port: signIn.port, credentials }, installation, settings, kubernetesSettings),
      volumeService(kubernetes, installation, { sharedClasses: [], defaultClass: null }),
    ],
    shared: sharedRealm({
      port: signIn.port,
      installation,
      cluster,
      settings,
      space: kubernetesSettings,
      retentionDays,
    }),
  })
  const counted = { Kubernetes: server, PostgreSQL: database, MinIO: storage, Keycloak: signIn }
  return {
    ...opened,
    asked: () =>
      Object.entries(counted).map(([backend, { reads, writes }]) => ({ backend, reads, writes: [...writes] })),
    /** Every object of ours as the server itself has it. */
    objects: async (): Promise<ReadonlyMap<string, SeenObject>> => {
      const lists = watched.map(([apiVersion, kind]) =>
        real.kubernetes.list({ apiVersion, kind, namespace: null, labels: ofOurs }),
      )
      return new Map((await Promise.all(lists)).flat().map((object) => [object.metadata.uid ?? '', seen(object)]))
    },
    stop: async () => {
      await opened.engine.stop()
      watching.abort()
      await real.close()
    },
  }
}
