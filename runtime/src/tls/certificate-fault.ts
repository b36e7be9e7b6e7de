/**
 * What is wrong with the certificate of a server: signed by nobody who is trusted, out of its time, for another name,
 * or not there at all, since the server does not speak TLS where that is expected.
 */
export const certificateFaults = [
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-missing',
] as const
export type CertificateFault = (typeof certificateFaults)[number]

/** What TLS says by its codes, those of OpenSSL and those of Node. Whoever talks to a server reads them here. */
const faults: Readonly<Record<string, CertificateFault>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'certificate-untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  CERT_SIGNATURE_FAILURE: 'certificate-untrusted',
  CERT_CHAIN_TOO_LONG: 'certificate-untrusted',
  CERT_REVOKED: 'certificate-untrusted',
  CERT_UNTRUSTED: 'certificate-untrusted',
  CERT_REJECTED: 'certificate-untrusted',
  INVALID_CA: 'certificate-untrusted',
  INVALID_PURPOSE: 'certificate-untrusted',
  PATH_LENGTH_EXCEEDED: 'certificate-untrusted',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  HOSTNAME_MISMATCH: 'certificate-wrong-name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'certificate-missing',
  // How Node's own clients say that what came was no TLS.
  EPROTO: 'certificate-missing',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'certificate-missing',
}

/** In words that end a sentence. */
export const certificateWords = {
  'certificate-untrusted': 'its certificate is signed by nobody who is trusted',
  'certificate-expired': 'its certificate is no longer valid, or not yet',
  'certificate-wrong-name': 'its certificate is for another name',
  'certificate-missing': 'it does not speak TLS as it is asked to',
} as const satisfies Record<CertificateFault, string>

const deepest = 5

/** What a broken call says of the server's certificate; `null`: nothing. Libraries wrap what they met, so causes count. */
export function certificateFault(error: unknown): CertificateFault | null {
  let cause = error
  for (let depth = 0; depth < deepest && cause instanceof Error; depth += 1) {
    const fault = 'code' in cause ? faults[String(cause.code)] : undefined
    if (fault !== undefined) return fault
    cause = cause.cause
  }
  return null
}
