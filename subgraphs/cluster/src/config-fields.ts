import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { secretField } from '@operations-manager/runtime/config/fields.ts'

/** Scheme, host and port: paths below are the server's own. */
export const serverField = z.url({ protocol: /^https?$/ }).refine((text) => {
  if (!URL.canParse(text)) return false
  const { pathname, search, hash, username, password } = new URL(text)
  return pathname === '/' && [search, hash, username, password].every((part) => part === '')
}, 'has more than scheme, host and port')

/** Where a server is, as `host:port`. */
export const hostAndPort = z.string().transform((text, context) => {
  const match = /^([^:\s]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(text)
  if (match?.[1] !== undefined) return { host: match[1], port: Number(match[2]) }
  context.addIssue({ code: 'custom', message: 'is no host:port' })
  return z.NEVER
})

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false // its own words say nothing that helps
  }
}
/** Certificates as PEM, each of which can be read. */
export const certificatesField = z.string().refine((text) => {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return found.length > 0 && found.every(isCertificate)
}, 'has no certificate in PEM, or one that cannot be read')

/** An address of PostgreSQL, with nothing after a "?": there the use of TLS could be said a second time, and otherwise. */
export const databaseField = secretField
  .refine((url) => URL.canParse(url.reveal()), 'is no address')
  .refine(
    (url) => !URL.canParse(url.reveal()) || new URL(url.reveal()).search === '',
    'has settings after a "?": leave them out, and use POSTGRESQL_TLS and CERTIFICATE_AUTHORITY for TLS',
  )
