import { randomBytes } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { cached, type Cache } from '../build/cache.ts'
import { runBuilder } from '../build/run-builder.ts'
import { buildEnvironment, programEnvironment } from '../config.ts'
import { answersOk } from '../run/answers-ok.ts'
import { Program } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'
import { certificateFiles } from '../trust/trust.ts'
import type { ServicePlace } from './service.ts'

const version = '26.7.4'
const unpack = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack'
const distribution = `keycloak-${version}`

// Its database is a file of its own: it survives a restart, and a PostgreSQL that is taken away takes nothing else.
const buildOptions = ['--db=dev-file'] as const

const startOptions = [
  'start',
  '--optimized',
  // Else it would look for others of its kind to share sessions with, and listen for them at every address.
  '--cache=local',
  '--hostname-strict=false',
  // What it has confirmed is written, so that a kill loses as little as with a production database.
  '--db-url-properties=;WRITE_DELAY=0',
] as const

// The first compiler only: a test's server ends before the second one has paid for itself.
const javaOptions = { JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1' } as const

const Account = z.object({ clientId: z.string(), clientSecret: z.string() })

/** A Keycloak ready to be started, and the account in the database that it comes with. */
export type BuiltKeycloak = { readonly folder: string; readonly account: z.infer<typeof Account> }

/**
 * Keycloak as Maven has it, built, and with a database from one first start: two thirds of a first start is making
 * that, so every run begins with a copy.
 */
export async function buildKeycloak(cache: Cache, run: Run): Promise<BuiltKeycloak> {
  const folder = await cached(cache, {
    part: 'keycloak',
    version,
    ingredients: { unpack, options: JSON.stringify([buildOptions, startOptions]) },
    saying: `fetching Keycloak ${version} with Maven and building it (about a minute the first time)`,
    build: async (folder, logFile) => {
      const artifact = `org.keycloak:keycloak-quarkus-dist:${version}:zip`
      const maven = ['-B', '-q', unpack, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]
      const scratch = join(folder, 'maven') // where Maven notes for itself what it unpacked
      await mkdir(scratch)
      await runBuilder('mvn', maven, { cwd: scratch, env: buildEnvironment(), logFile, signal: cache.signal })
      await rm(scratch, { recursive: true })
      const kc = join(folder, distribution, 'bin', 'kc.sh')
      const env = { ...programEnvironment(), ...javaOptions }
      await runBuilder(kc, ['build', ...buildOptions], { cwd: folder, env, logFile, signal: cache.signal })
      await makeFirstDatabase(run, folder)
    },
  })
  const account = Account.parse(JSON.parse(await readFile(join(folder, 'account.json'), 'utf8')))
  return { folder, account }
}

async function makeFirstDatabase(run: Run, folder: string): Promise<void> {
  const account = { clientId: 'testbed', clientSecret: randomBytes(24).toString('base64url') }
  const home = join(run.folder, 'keycloak-first')
  const server = await keycloakServer(run, {
    name: 'keycloak-first',
    folder,
    home,
    url: `http://127.0.0.1:${await reservedPort()}`,
    tls: null,
    env: {
      KC_BOOTSTRAP_ADMIN_CLIENT_ID: account.clientId,
      KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: account.clientSecret,
    },
  })
  try {
    await server.start()
  } finally {
    await server.stop()
  }
  await cp(join(home, 'data', 'h2'), join(folder, 'h2'), { recursive: true })
  await writeFile(join(folder, 'account.json'), JSON.stringify(account), { mode: 0o600 })
  await rm(home, { recursive: true })
}

export type KeycloakPlace = {
  readonly name: string
  /** Where it was built. */
  readonly folder: string
  /** Where this one keeps its data; made anew. */
  readonly home: string
  readonly url: string
  readonly tls: ServicePlace['tls']
  readonly env?: Readonly<Record<string, string>>
}

/** A Keycloak as a program of a run, with a home of its own over the programs that all share. */
export async function keycloakServer(
  run: Run,
  { name, folder, home, url, tls, env = {} }: KeycloakPlace,
): Promise<Program> {
  const programs = join(folder, distribution)
  await mkdir(join(home, 'data'), { recursive: true, mode: 0o700 })
  for (const part of await readdir(programs)) {
    if (part !== 'data') await symlink(join(programs, part), join(home, part))
  }
  const { hostname, port } = new URL(url)
  return new Program(run, {
    name,
    file: join(programs, 'bin', 'kc.sh'),
    args: [
      ...startOptions,
      // A realm that signs in at another one asks this same server; with 5 s, as it comes, a busy machine answers 500.
      '--spi-connections-http-client--default--socket-timeout-millis=60000',
      `--http-host=${hostname}`,
      ...(tls === null ? ['--http-enabled=true', `--http-port=${port}`] : tlsOptions(port, tls)),
      `-Dkc.home.dir=${home}`,
    ],
    env: { ...javaOptions, ...env },
    isReady: (signal) =>
      answersOk(`${url}/realms/master/.well-known/openid-configuration`, signal, tls?.authority ?? null),
    // Half a minute on two cores of one's own; builds beside it have made it several times that.
    readyLimitMs: 300_000,
    stopLimitMs: 20_000,
  })
}

function tlsOptions(port: string, { folder, authorityFile }: NonNullable<ServicePlace['tls']>): readonly string[] {
  const { certificateFile, keyFile } = certificateFiles(folder)
  return [
    '--http-enabled=false',
    `--https-port=${port}`,
    `--https-certificate-file=${certificateFile}`,
    `--https-certificate-key-file=${keyFile}`,
    // A realm that signs in at another one asks this same server.
    `--truststore-paths=${authorityFile}`,
  ]
}
