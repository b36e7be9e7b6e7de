import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { generate } from 'selfsigned'

/** A certificate and its key, both as PEM. */
export type Certificate = { readonly certificate: string; readonly key: string }

export type CertificateWish = {
  /** Host names, wildcards and addresses that it is for. */
  readonly names: readonly string[]
  /** A day from now if nothing else is said. */
  readonly notAfter?: Date
}

const dayMs = 86_400_000
const ofKeys = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const
/** Clocks differ, and a test may want a certificate that has ended already. */
const began = (): Date => new Date(Date.now() - 2 * dayMs)

/**
 * Makes a certificate authority that nobody trusts but who is told to; what it issues ends before it does. No two have
 * one name: of two that do, OpenSSL would take the first one that a process trusts and never try the other.
 */
export async function makeAuthority(name: string): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: `${name} ${randomBytes(4).toString('hex')}` }], {
    ...ofKeys,
    notBeforeDate: began(),
    notAfterDate: new Date(Date.now() + 30 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  return { certificate: withEnd(made.cert), key: withEnd(made.private) }
}

/** A server's certificate, signed by an authority. */
export async function issue(authority: Certificate, { names, notAfter }: CertificateWish): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'server' }], {
    ...ofKeys,
    ca: { key: authority.key, cert: authority.certificate },
    notBeforeDate: began(),
    notAfterDate: notAfter ?? new Date(Date.now() + dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  })
  return { certificate: withEnd(made.cert), key: withEnd(made.private) }
}

function withEnd(pem: string): string {
  return `${pem.replaceAll('\r', '').trimEnd()}\n`
}
