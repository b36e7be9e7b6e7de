import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { startPostgresServer } from '@operations-manager/sandbox/postgres/server.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

/** Starts a real PostgreSQL on a free port with its files in a new temporary folder, gone when it stops. */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'om-postgres-'))
  await chmod(folder, 0o755) // as root the server runs as another account, which must reach the folder inside
  const server = await startPostgresServer({
    folder: join(folder, 'data'),
    port: await reservedPort(),
    password: new Secret(randomBytes(16).toString('hex')),
    cacheFolder: join(tmpdir(), 'operations-manager-cache'),
    durable: false,
    ownProcessGroup: false,
    onLine: () => {},
  })
  return {
    url: server.url.reveal(),
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
