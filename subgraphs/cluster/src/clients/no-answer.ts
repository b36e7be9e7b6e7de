import { certificateFault, certificateWords } from '@operations-manager/runtime/tls/certificate-fault.ts'
import { PortError } from '../ports/port-error.ts'

/** A call without an answer: the server is away, or it could not be trusted. `why` is said of one that is away. */
export function noAnswer(backend: string, doing: string, cause: unknown, why = 'no answer from the server'): PortError {
  const fault = certificateFault(cause)
  if (fault === null) return new PortError(backend, 'unavailable', `${doing}: ${why}.`, { cause })
  return new PortError(backend, fault, `${doing}: the server is not trusted, ${certificateWords[fault]}.`, { cause })
}
