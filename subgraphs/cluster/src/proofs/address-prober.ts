import type { Proof } from '@operations-manager/schema/link/messages.ts'
import type { CertificateFault } from '@operations-manager/runtime/tls/certificate-fault.ts'

/** A request for a published address, sent to where the cluster's ingress is and not to what public DNS says. */
export type AddressRequest = {
  readonly scheme: 'http' | 'https'
  /** For the Host header and the server name. */
  readonly host: string
  readonly path: string
}

export type AddressAnswer =
  | { readonly type: 'answer'; readonly status: number }
  | { readonly type: 'no-answer'; readonly reason: string; readonly certificate?: CertificateFault }

/** Opens an address as somebody outside would. Called after a rollout; changes nothing. */
export type AddressProber = {
  /** Where the request comes from, as proofs say it. */
  readonly from: Proof['from']
  /** Never throws: not to be reached is an answer. It has its own time limit. */
  probe(request: AddressRequest, signal?: AbortSignal): Promise<AddressAnswer>
}
