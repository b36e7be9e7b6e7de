import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { access, appendFile, chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { serverAccount, type Account } from './account.ts'
import { findBinaries, type Binaries } from './binaries.ts'

const run = promisify(execFile)
const startLimitMs = 30_000

export type PostgresOptions = {
  /** Where the server keeps its files; made if it is not there. */
  readonly folder: string
  readonly port: number
  /** The address it listens on; 127.0.0.1 by default. */
  readonly address?: string
  readonly password: Secret
  /** Files with its certificate and the key, which are given to the account that it runs as. Then it speaks only TLS. */
  readonly certificate?: { readonly certificateFile: string; readonly keyFile: string }
  /** Where a copy of the programs may be kept if the account of the server cannot reach the installed ones. */
  readonly cacheFolder: string
  /** Tests trade a loss of power for speed; what was committed outlives the process all the same. */
  readonly durable: boolean
  /** In a process group of its own Ctrl-C does not reach the server, so its owner can stop it last. */
  readonly ownProcessGroup: boolean
  readonly onLine: (line: string) => void
  /** Called at once when its process is there, long before it is ready. */
  readonly onProcess?: (pid: number) => void
}

export type PostgresServer = {
  readonly url: Secret
  readonly port: number
  stop(): Promise<void>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
}

/** Starts a real PostgreSQL of our own. A server that an earlier run left over the same folder is ended first. */
export async function startPostgresServer(options: PostgresOptions): Promise<PostgresServer> {
  const account = await serverAccount()
  const binaries = await findBinaries(account !== null, options.cacheFolder)
  if (await exists(join(options.folder, 'PG_VERSION'))) await endLeftOver(binaries, options.folder, account)
  else await initialise(binaries, options, account)
  if (account !== null && options.certificate !== undefined)
    for (const file of Object.values(options.certificate)) await chown(file, account.uid, account.gid)
  const server = spawn(binaries.postgres, serverArguments(options), {
    ...account,
    detached: options.ownProcessGroup,
    cwd: options.folder,
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (server.pid !== undefined) options.onProcess?.(server.pid)
  await untilReady(server, options.onLine)
  const password = encodeURIComponent(options.password.reveal())
  return {
    url: new Secret(`postgres://postgres:${password}@${addressOf(options)}:${options.port}/postgres`),
    port: options.port,
    stop: () => endServer(server, 'SIGINT'), // fast shutdown: sessions are ended, everything is written
    kill: () => endServer(server, 'SIGQUIT'), // ends its processes too; the next start recovers from the log
  }
}

function addressOf({ address }: PostgresOptions): string {
  return address ?? '127.0.0.1'
}

function serverArguments(options: PostgresOptions): string[] {
  const { folder, port, durable, certificate } = options
  const settings = {
    listen_addresses: addressOf(options),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...(certificate !== undefined && {
      ssl: 'on',
      ssl_cert_file: certificate.certificateFile,
      ssl_key_file: certificate.keyFile,
    }),
  }
  return [
    '-D',
    folder,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
}

async function initialise(binaries: Binaries, options: PostgresOptions, account: Account): Promise<void> {
  await rm(options.folder, { recursive: true, force: true })
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  const passwordFile = join(dirname(options.folder), `.initdb-${process.pid}`)
  await writeFile(passwordFile, `${options.password.reveal()}\n`, { mode: 0o600 })
  try {
    if (account !== null) {
      await chown(options.folder, account.uid, account.gid)
      await chown(passwordFile, account.uid, account.gid)
    }
    await chmod(options.folder, 0o700)
    const settings = [
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]
    await run(
      binaries.initdb,
      [
        `--pgdata=${options.folder}`,
        `--pwfile=${passwordFile}`,
        ...settings,
        ...(options.durable ? [] : ['--no-sync']),
      ],
      {
        ...account,
        cwd: options.folder,
        env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      },
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
  const rules = join(options.folder, 'pg_hba.conf')
  // What initdb writes lets in connections from this machine only; at another address others are meant to come.
  if (options.certificate !== undefined) await writeFile(rules, 'hostssl all all all scram-sha-256\n')
  else if (options.address !== undefined) await appendFile(rules, 'host all all all scram-sha-256\n')
}

// `pg_ctl` looks at the folder's own pid file, so nothing but a server over exactly this folder is ended.
async function endLeftOver(binaries: Binaries, folder: string, account: Account): Promise<void> {
  if (!(await exists(join(folder, 'postmaster.pid')))) return
  try {
    await run(binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '20'], {
      ...account,
      cwd: folder,
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    })
  } catch (error) {
    // A pid file without a process: the server was killed and will recover by itself when it starts.
    if (!isExit(error)) throw new Error(`end the PostgreSQL left over ${folder}`, { cause: error })
  }
}

async function untilReady(server: ChildProcess, onLine: (line: string) => void): Promise<void> {
  const last: string[] = []
  const ready = Promise.withResolvers<void>()
  server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    for (const line of chunk.split('\n').filter((text) => text !== '')) {
      last.push(line)
      if (last.length > 20) last.shift()
      onLine(line)
      if (line.includes('database system is ready to accept connections')) ready.resolve()
    }
  })
  server.once('error', (error) => ready.reject(error))
  server.once('exit', () => ready.reject(new Error(`PostgreSQL ended while starting:\n${last.join('\n')}`)))
  const timer = setTimeout(
    () => ready.reject(new Error(`PostgreSQL was not ready within ${startLimitMs} ms:\n${last.join('\n')}`)),
    startLimitMs,
  )
  try {
    await ready.promise
  } catch (error) {
    server.kill('SIGQUIT')
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function endServer(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill(signal)
  await ended
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    // As another account than the owner we may not look inside; the folder is there then.
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return true
    throw error
  }
}

function isExit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
}
