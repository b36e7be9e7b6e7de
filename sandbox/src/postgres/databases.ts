import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { SandboxConfig } from '../config.ts'
import type { SandboxState } from '../state/sandbox-state.ts'
import { makeAdministrator } from './administrator.ts'
import { isReachableByOthers } from './binaries.ts'
import { startPostgresServer, type PostgresServer } from './server.ts'
import { createHash } from 'node:crypto'

/** The databases that the sandbox's programs use, all in one server, which also is the tenants' database server. */
export type Databases = {
  /** The superuser's address. */
  readonly admin: Secret
  /** The address of the account that the clusters administer the tenants' databases with: no superuser's. */
  readonly tenants: Secret
  /** The address of one database of ours. */
  url(database: string): Secret
  stop(): Promise<void>
}

export const ownDatabases = ['registry', 'web', 'sandbox_cluster_a', 'sandbox_cluster_b'] as const

/** Starts the embedded PostgreSQL, or uses the given one, and makes the databases that are not there yet. */
export async function startDatabases(config: SandboxConfig, state: SandboxState, port: number): Promise<Databases> {
  const server = config.postgresUrl === null ? await startEmbedded(config, state, port) : null
  const admin = server?.url ?? config.postgresUrl
  if (admin === null) throw new Error('no PostgreSQL was started and none was given')
  let tenants: Secret
  try {
    await makeDatabases(admin)
    tenants = await tenantsAccount(admin, state.installation, server !== null)
  } catch (error) {
    await server?.stop()
    throw error
  }
  return {
    admin,
    tenants,
    url: (database) => {
      const url = new URL(admin.reveal())
      url.pathname = `/${database}`
      return new Secret(url.href)
    },
    stop: async () => server?.stop(),
  }
}

async function startEmbedded(
  { dataFolder, onProcess }: SandboxConfig,
  state: SandboxState,
  port: number,
): Promise<PostgresServer> {
  const { folder, cacheFolder } = await serverFolders(dataFolder)
  return await startPostgresServer({
    folder,
    cacheFolder,
    port,
    password: state.postgresPassword,
    durable: true,
    ownProcessGroup: true,
    onLine: () => {},
    onProcess: (pid) => onProcess?.('postgresql', pid),
  })
}

/**
 * As root the server runs as another account, which must be able to enter every folder above its files. Where the
 * data folder is closed to others, the files go to a folder of root's own that is open, named after the data folder.
 */
async function serverFolders(dataFolder: string): Promise<{ folder: string; cacheFolder: string }> {
  if (process.getuid?.() !== 0 || (await isReachableByOthers(dataFolder))) {
    return { folder: join(dataFolder, 'postgres'), cacheFolder: join(dataFolder, 'cache') }
  }
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)
  const open = join('/var/lib/operations-manager', name)
  await mkdir(open, { recursive: true, mode: 0o755 })
  return { folder: join(open, 'postgres'), cacheFolder: '/var/cache/operations-manager' }
}

/** An account of this sandbox's own; a given one that is no superuser has to do by itself. */
async function tenantsAccount(admin: Secret, installation: string, ownsServer: boolean): Promise<Secret> {
  const isSuperuser = await asAdministrator(admin, async (client) => {
    const { rows } = await client.query<{ rolsuper: boolean }>(
      'select rolsuper from pg_roles where rolname = current_user',
    )
    return rows[0]?.rolsuper === true
  })
  if (!isSuperuser) return admin
  const account = `operations_manager_${installation.replaceAll('-', '_')}`
  return await makeAdministrator(admin, { account, installation, ownsServer })
}

function makeDatabases(admin: Secret): Promise<void> {
  return asAdministrator(admin, async (client) => {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
    const there = new Set(rows.map((row) => row.datname))
    for (const name of ownDatabases) {
      if (!there.has(name))
        await client.query(`create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8'`)
      await client.query(`revoke all on database ${pg.escapeIdentifier(name)} from public`)
    }
  })
}

async function asAdministrator<T>(admin: Secret, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: admin.reveal() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
