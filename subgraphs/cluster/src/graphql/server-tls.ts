import { readFile } from 'node:fs/promises'
import { Server } from 'node:https'
import type { FastifyInstance } from 'fastify'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { pause } from '@operations-manager/runtime/timing/pause.ts'

/** Certificate and private key, in PEM. */
export type ServerTls = { readonly cert: Buffer; readonly key: Buffer }

/** The files that hold them, which whoever renews the certificate writes anew. */
export type TlsFiles = { readonly certificate: string; readonly key: string }

/** Reads certificate and key. */
export async function readServerTls({ certificate, key }: TlsFiles): Promise<ServerTls> {
  const [cert, privateKey] = await Promise.all([readFile(certificate), readFile(key)])
  return { cert, key: privateKey }
}

type Kept = {
  readonly files: TlsFiles
  /** What the server shows. */
  readonly served: ServerTls
  readonly log: Log
  readonly everyMs?: number
}

/** Takes up a certificate that was renewed since `served` was read, without dropping a connection. Ends when aborted. */
export async function keepServerTls(
  app: FastifyInstance,
  { files, served, log, everyMs = 60_000 }: Kept,
  signal: AbortSignal,
): Promise<void> {
  let held = served
  for (;;) {
    await pause(everyMs, signal)
    if (signal.aborted) return
    try {
      const found = await readServerTls(files)
      if (found.cert.equals(held.cert) && found.key.equals(held.key)) continue
      if (app.server instanceof Server) app.server.setSecureContext(found)
      held = found
      log.info('the server has a new certificate')
    } catch (error) {
      // Half of it may be written; the one at hand serves on.
      log.warn({ err: error }, 'the certificate of the server cannot be read; the last one stays')
    }
  }
}
