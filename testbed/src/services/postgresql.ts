import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { startPostgresServer, type PostgresServer } from '@operations-manager/sandbox/postgres/server.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Run } from '../run/run-folder.ts'
import { certificateFiles } from '../trust/trust.ts'
import type { Service, ServicePlace } from './service.ts'

/** Starts the testbed's PostgreSQL; `url` is its superuser's address. */
export async function startPostgresql(
  run: Run,
  { address, tls }: ServicePlace,
): Promise<{ service: Service; url: string }> {
  const home = join(run.folder, 'postgresql')
  await mkdir(home, { mode: 0o755 }) // as root the server runs as another account, which must reach the folder inside
  const password = new Secret(randomBytes(24).toString('base64url'))
  const port = await reservedPort(address)
  const service = new Postgresql(run, { home, address, port, password, tls })
  await service.start()
  const url = new URL(`postgres://postgres:${password.reveal()}@${address}:${port}/postgres`)
  if (tls !== null)
    url.search = new URLSearchParams({ sslmode: 'verify-full', sslrootcert: tls.authorityFile }).toString()
  return { service, url: url.href }
}

type Place = {
  readonly home: string
  readonly address: string
  readonly port: number
  readonly password: Secret
  readonly tls: ServicePlace['tls']
}

class Postgresql implements Service {
  readonly name = 'postgresql'
  readonly #run: Run
  readonly #place: Place
  #server: PostgresServer | null = null

  constructor(run: Run, place: Place) {
    this.#run = run
    this.#place = place
  }

  get isRunning(): boolean {
    return this.#server !== null
  }

  async start(): Promise<void> {
    if (this.#server !== null) return
    const { home, address, port, password, tls } = this.#place
    this.#server = await startPostgresServer({
      folder: join(home, 'data'),
      // Beside the other runs, not in this one: copied once for all of them, if at all.
      cacheFolder: join(this.#run.folder, '..', '.postgresql'),
      address,
      port,
      password,
      durable: false,
      ...(tls !== null && { certificate: certificateFiles(tls.folder) }),
      ownProcessGroup: true,
      onLine: () => {},
      onProcess: (pid) => this.#run.processes.add('postgresql', pid, { isGroup: true }),
    })
  }

  async stop(): Promise<void> {
    await this.#end((server) => server.stop())
  }

  async kill(): Promise<void> {
    await this.#end((server) => server.kill())
  }

  async #end(end: (server: PostgresServer) => Promise<void>): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server !== null) await end(server)
  }
}
