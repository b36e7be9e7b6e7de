import { newSecret } from '../../../subgraphs/cluster/src/credentials/credential.ts'
import { credentialStore } from '../../../subgraphs/cluster/src/credentials/store.ts'
import { KubernetesSettings } from '../../../subgraphs/cluster/src/manifests/settings.ts'
import { createMemoryIdentity } from '../../../subgraphs/cluster/src/memory/identity/identity.ts'
import { createMemoryKubernetes } from '../../../subgraphs/cluster/src/memory/kubernetes/memory-kubernetes.ts'
import { memoryProber } from '../../../subgraphs/cluster/src/memory/kubernetes/prober.ts'
import { instantTimings } from '../../../subgraphs/cluster/src/memory/kubernetes/world.ts'
import { createMemoryObjectStorage } from '../../../subgraphs/cluster/src/memory/object-storage/object-storage.ts'
import { systemClock as clock } from '../../../subgraphs/cluster/src/reconcile/clock.ts'
import { objectStorageService } from '../../../subgraphs/cluster/src/services/object-storage/service.ts'
import { scratchService } from '../../../subgraphs/cluster/src/services/scratch/service.ts'
import { singleSignOnService } from '../../../subgraphs/cluster/src/services/single-sign-on/service.ts'
import { sharedRealm } from '../../../subgraphs/cluster/src/services/single-sign-on/shared-realm.ts'
import { countWrites } from '../../../subgraphs/cluster/src/services/testing/count-writes.ts'
import { volumeService } from '../../../subgraphs/cluster/src/services/volume/service.ts'
import { engineOver } from './engine-over.ts'

const retentionDays = 7
const publicUrl = 'https://identity.example'

/**
 * The same port; what its calls cost is added up. Backends in memory do their work before they first wait, and a real
 * one would do it elsewhere: without it, what is left is what the cluster backend itself costs.
 */
function timed<Port extends object>(real: Port, spent: { cpuMs: number }): Port {
  return new Proxy(real, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function') return value
      return (...args: unknown[]): unknown => {
        const before = process.threadCpuUsage()
        try {
          return value.apply(target, args)
        } finally {
          const { user, system } = process.threadCpuUsage(before)
          spent.cpuMs += (user + system) / 1_000
        }
      }
    },
  })
}

/** An engine over backends in memory, every call of which is counted; PostgreSQL has none in memory and is left out. */
export function openCluster(cluster: string, installation: string) {
  const nodes = [{ name: 'node-1', cpu: 100_000, memoryBytes: 2 ** 50 }]
  const backends = { cpuMs: 0 }
  const real = createMemoryKubernetes({ clock, timings: instantTimings, nodes })
  const kubernetes = countWrites(timed(real, backends))
  const storage = countWrites(timed(createMemoryObjectStorage({ clock }), backends))
  const identity = countWrites(timed(createMemoryIdentity({ clock, publicUrl }), backends))
  const settings = { publicUrl, workloadUrl: publicUrl, sharedRealm: null, mail: null, provider: null }
  const space = { domain: 'apps.example', scheme: 'http' as const }
  const credentials = credentialStore(kubernetes.port)
  const storageSettings = { address: 'store:9000', tls: false, region: 'eu', canary: 'canary' }
  const services = [
    objectStorageService({ port: storage.port, credentials, newSecret }, installation, storageSettings),
    singleSignOnService({ port: identity.port, credentials }, installation, settings, space),
    volumeService(kubernetes.port, installation, { sharedClasses: [], defaultClass: null }),
    scratchService,
  ]
  const opened = engineOver({
    cluster,
    installation,
    kubernetes: kubernetes.port,
    settings: KubernetesSettings.parse(space),
    prober: memoryProber(timed(real, backends)),
    services,
    shared: sharedRealm({ port: identity.port, installation, cluster, settings, space, retentionDays }),
  })
  const ports = { kubernetes, storage, identity }
  /** What was asked of the backends so far; `stored`: changes in Kubernetes, those of its controllers included. */
  const asked = () => ({
    reads: Object.values(ports).reduce((sum, { reads }) => sum + reads, 0),
    writes: Object.values(ports).map(({ writes }) => [...writes]),
    stored: real.writes(),
    cpuMs: backends.cpuMs,
  })
  const stop = async (): Promise<void> => {
    await opened.engine.stop()
    real.stop()
  }
  return { ...opened, asked, stop }
}
