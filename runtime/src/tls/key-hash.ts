import { createHash, type X509Certificate } from 'node:crypto'

/** The SHA-256 of a certificate's public key (SubjectPublicKeyInfo) in base64, as `curl --pinnedpubkey` takes it. */
export function keyHash({ publicKey }: X509Certificate): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}
