/** Why a backend call failed, translated once, by code, in its client. */
export type PortFault = 'not-found' | 'refused' | 'conflict' | 'exists' | 'invalid' | 'quota' | 'unavailable'

/** Four different things that must never be mistaken for each other, thrown by every port. */
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
