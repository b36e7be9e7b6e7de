import { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import { certificateFault } from '@operations-manager/runtime/tls/certificate-fault.ts'
import { keyHash } from '@operations-manager/runtime/tls/key-hash.ts'

/** Whoever answered holds none of the keys that the cluster was registered with. Nothing was sent. */
export class UntrustedKey extends Error {
  override readonly name = 'UntrustedKey'
}

/** Whether a connection failed because somebody else answered than was expected. */
export function isUntrusted(error: unknown): boolean {
  return error instanceof UntrustedKey || certificateFault(error) !== null
}

/**
 * Connects only to who holds one of these public keys. The certificate's names, dates and signer say nothing then: the
 * handshake proves that the other side holds the key, and the registration says which key it is.
 */
export function pinnedConnector(pins: readonly string[], timeout: number): buildConnector.connector {
  // Without kept sessions: a resumed one shows no certificate.
  const connect = buildConnector({ rejectUnauthorized: false, maxCachedSessions: 0, allowH2: false, timeout })
  return (options, callback) => {
    connect(options, (...outcome) => {
      const [error, socket] = outcome
      if (error !== null) return callback(error, null)
      const shown = shownKey(socket)
      if (shown !== null && pins.includes(shown)) return callback(null, socket)
      socket.destroy()
      const words = shown === null ? 'shows no key' : `has the key sha256//${shown}`
      callback(new UntrustedKey(`${options.hostname} ${words}, which is none that it was registered with`), null)
    })
  }
}

function shownKey(socket: unknown): string | null {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  return certificate === undefined ? null : keyHash(certificate)
}
