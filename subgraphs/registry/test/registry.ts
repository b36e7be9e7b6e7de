import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import pg from 'pg'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { createCallerSigner } from '@operations-manager/runtime/caller/caller-token.ts'
import { createRequestProver, proofHeader, requestKeyFor } from '@operations-manager/runtime/caller/request-proof.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Config } from '../src/config.ts'
import { startRegistry, type Registry } from '../src/start-registry.ts'
import { openDatabase, type Database } from '../src/store/database.ts'

export const internalSecret = new Secret('the internal secret of a test')

export type TestRegistry = {
  readonly config: Config
  readonly database: Database
  readonly url: string
  readonly registry: Registry
  /** The headers with which the gateway would send this body for a caller. */
  headersFor(caller: Caller, body: string, audience?: string): Promise<Record<string, string>>
  /** Ends this program and starts it again over the same stores. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A whole registry over a database and a repository of its own. */
export async function aRegistry(postgresUrl: string, more: Partial<Config> = {}): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'om-registry-'))
  const databaseName = `registry_${randomBytes(6).toString('hex')}`
  await admin(postgresUrl, `create database ${databaseName}`)
  const databaseUrl = new URL(postgresUrl)
  databaseUrl.pathname = `/${databaseName}`
  const keys = await generateKeyPair('EdDSA', { extractable: true })
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    logLevel: 'silent',
    databaseUrl: new Secret(databaseUrl.href),
    git: {
      folder: join(folder, 'projects.git'),
      remote: null,
      branch: 'main',
      pollMs: 60_000,
      allowedSignersFile: null,
    },
    webhookSecret: new Secret('the webhook secret of a test'),
    callerPublicKey: (await exportJWK(keys.publicKey)) as Config['callerPublicKey'],
    internalSecret,
    internalAddress: null,
    registryUrl: null,
    access: {
      operators: { emails: ['olga@example.org'], groups: [] },
      auditors: { emails: ['audrey@example.org'], groups: [] },
      creators: 'anyone',
    },
    tokens: { maximumDays: 366, ci: null },
    installationId: null,
    otlpEndpoint: null,
    ...more,
  }
  const log = createLog('registry', config.logLevel)
  const signer = await createCallerSigner(await exportJWK(keys.privateKey))
  const database = openDatabase({ url: config.databaseUrl, log, maxConnections: 3 })
  let registry = await startRegistry(config, log)
  return {
    config,
    database,
    get url() {
      return registry.url
    },
    get registry() {
      return registry
    },
    headersFor: async (caller, body, audience = 'registry') => {
      const authorization = `Bearer ${await signer(caller, audience)}`
      const proof = createRequestProver(requestKeyFor(config.internalSecret, audience))({ authorization, body })
      return { 'content-type': 'application/json', authorization, [proofHeader]: proof }
    },
    restart: async () => {
      await registry.lifecycle.stop()
      registry = await startRegistry(config, log)
    },
    stop: async () => {
      await registry.lifecycle.stop()
      await database.close()
      await admin(postgresUrl, `drop database ${databaseName} with (force)`)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A person as the gateway found them out. */
export function person(name: string): Caller {
  const issuer = 'https://id.example.org'
  return { type: 'person', subject: `subject-${name}`, issuer, email: `${name}@example.org`, name, groups: [] }
}
