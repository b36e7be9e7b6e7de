import { createHmac } from 'node:crypto'
import { Secret } from '../secret/secret.ts'
import { openText, sealText } from './envelope.ts'

/** Seals a secret's value for age recipients. The caller says exactly for whom: see `secretRecipients`. */
export function sealSecret(value: Secret, recipients: readonly string[]): Promise<string> {
  return sealText(value.reveal(), recipients)
}

/** Opens an envelope with a cluster's own key; throws `EnvelopeError` if that is not possible. */
export async function openSecret(envelope: string, identity: Secret): Promise<Secret> {
  return new Secret(await openText(envelope, identity.reveal()))
}

/**
 * Tells whether two values are the same without telling what they are: an HMAC (SHA-256, hex) under a key that only
 * registry and cluster hold. It is compared and reported, never committed.
 */
export function fingerprint(value: Secret, key: Secret): string {
  return createHmac('sha256', key.reveal()).update(value.reveal(), 'utf8').digest('hex')
}
