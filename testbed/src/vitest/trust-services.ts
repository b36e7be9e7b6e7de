import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Services } from '../access.ts'

/**
 * Has this process trust the authority of a testbed besides those that it trusts already, as a machine does whose
 * administrator added it. Programs under test are processes of their own: each has to be told.
 */
export function trustServices({ tls }: Services): void {
  if (tls !== null) setDefaultCACertificates([...getCACertificates('default'), tls.authority])
}
