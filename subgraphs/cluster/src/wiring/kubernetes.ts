import { openMemoryKubernetes } from '../memory/kubernetes/open.ts'
import { memoryProber } from '../memory/kubernetes/prober.ts'
import { assumedImageNotice } from '../memory/kubernetes/images.ts'
import type { DocumentStore } from '../memory/persistence.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { AddressProber } from '../proofs/address-prober.ts'
import { requireDocuments, type Wiring } from './memory.ts'

export type OpenKubernetes = {
  readonly kubernetes: KubernetesPort
  readonly prober: AddressProber
  readonly imageNotice: (image: string) => string | null
}

/** The cluster's Kubernetes API, and how its addresses are tried. */
export async function openKubernetes(wiring: Wiring, documents: DocumentStore | null): Promise<OpenKubernetes> {
  const { clock, log, lifecycle } = wiring
  const opened = await openMemoryKubernetes({ clock }, requireDocuments(documents), log)
  lifecycle.onStop('Kubernetes in memory', () => opened.close())
  const { kubernetes } = opened
  return { kubernetes, prober: memoryProber(kubernetes), imageNotice: assumedImageNotice }
}
