import { certificateFaults, type CertificateFault } from '@operations-manager/runtime/tls/certificate-fault.ts'

/** Why a backend call failed, translated once, by code, in its client. */
export type PortFault =
  | 'not-found'
  | 'refused'
  | 'conflict'
  | 'exists'
  | 'invalid'
  | 'quota'
  | 'unavailable'
  | CertificateFault

/** Different things that must never be mistaken for each other, thrown by every port. */
export class PortError extends Error {
  override readonly name = 'PortError'
  readonly fault: PortFault
  readonly backend: string

  constructor(backend: string, fault: PortFault, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.backend = backend
    this.fault = fault
  }
}

/** Whether a server could not be trusted: it was asked nothing and told nothing. */
export function isCertificateFault(fault: PortFault): fault is CertificateFault {
  return certificateFaults.some((one) => one === fault)
}

/** Whether nothing is known, since the server did not answer or was not to be trusted. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof PortError && (error.fault === 'unavailable' || isCertificateFault(error.fault))
}
