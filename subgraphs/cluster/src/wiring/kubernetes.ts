import { cachedKubernetes } from '../clients/kubernetes/cached.ts'
import { openKubernetesClient } from '../clients/kubernetes/kubernetes.ts'
import { watched } from '../kinds/watch.ts'
import { labels, managedBy } from '../manifests/mark.ts'
import { openMemoryKubernetes } from '../memory/kubernetes/open.ts'
import { memoryProber } from '../memory/kubernetes/prober.ts'
import { assumedImageNotice } from '../memory/kubernetes/images.ts'
import { closeServer, createIngressServer, listenOn } from '../memory/kubernetes/ingress-server.ts'
import type { DocumentStore } from '../memory/persistence.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { AddressProber } from '../proofs/address-prober.ts'
import { httpProber } from '../proofs/http-prober.ts'
import { requireDocuments, type Wiring } from './memory.ts'

export type OpenKubernetes = {
  readonly kubernetes: KubernetesPort
  readonly prober: AddressProber
  readonly imageNotice: (image: string) => string | null
}

/** The cluster's Kubernetes API, and how its addresses are tried. */
export async function openKubernetes(wiring: Wiring, documents: DocumentStore | null): Promise<OpenKubernetes> {
  const { config, clock, lifecycle, log } = wiring
  if (config.kubernetes.type === 'memory') return openInMemory(wiring, documents)
  const client = await openKubernetesClient(config.kubernetes, clock)
  lifecycle.onStop('Kubernetes client', () => client.close())
  const watching = new AbortController()
  lifecycle.onStop('Kubernetes watches', () => watching.abort())
  const kubernetes = cachedKubernetes({
    kubernetes: client,
    kinds: [...watched.map(([apiVersion, kind]) => ({ apiVersion, kind })), { apiVersion: 'v1', kind: 'ConfigMap' }],
    labels: { [labels.managedBy]: managedBy },
    signal: watching.signal,
    onFailure: (kind, error) => log.error({ err: error, kind }, 'cannot watch this kind; it is read each time'),
  })
  const { ingress, publicPort, certificateAuthority } = config.kubernetesSettings
  const { address, allowedRanges } = ingress
  const prober = httpProber({ address, allowedRanges, publicPort, certificateAuthority })
  return { kubernetes, prober, imageNotice: () => null }
}

async function openInMemory(wiring: Wiring, documents: DocumentStore | null): Promise<OpenKubernetes> {
  const { config, clock, log, lifecycle } = wiring
  const opened = await openMemoryKubernetes({ clock }, requireDocuments(documents), log)
  lifecycle.onStop('Kubernetes in memory', () => opened.close())
  const { kubernetes } = opened
  const { publicPort } = config.kubernetesSettings
  if (publicPort !== null) {
    const ingress = createIngressServer(kubernetes, config.cluster)
    await listenOn(ingress, publicPort, config.server.host)
    lifecycle.onStop('ingress in memory', () => closeServer(ingress))
  }
  return { kubernetes, prober: memoryProber(kubernetes), imageNotice: assumedImageNotice }
}
