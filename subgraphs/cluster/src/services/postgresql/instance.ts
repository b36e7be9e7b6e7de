import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { databaseName, roleName } from '@operations-manager/schema/names/names.ts'
import { nameHash } from '@operations-manager/schema/names/join-name.ts'
import type { Outputs } from '../../credentials/outputs.ts'
import type { Instance } from '../instance.ts'

/** The cluster's configuration of its PostgreSQL server, as far as instances see it. */
export type PostgresSettings = {
  /** Where workloads reach the server. */
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** A database of the platform that no tenant may connect to. */
  readonly canary: string
  readonly statementTimeout: string
  readonly idleInTransactionTimeout: string
}

/** What is wished of a PostgreSQL instance. */
export type PostgresWish = {
  readonly connections: number
  readonly extensions: readonly string[]
  readonly schemas: readonly string[]
  readonly retained: 'RESTORE' | 'DISCARD' | undefined
  readonly reissue: string | undefined
}

export type PostgresInstance = Instance & {
  readonly role: string
  /** Also the name of the schema inside it. */
  readonly database: string
  readonly settings: PostgresSettings
}

export function postgresInstance(instance: Instance, settings: PostgresSettings): PostgresInstance {
  return { ...instance, role: roleName(instance.owner), database: databaseName(instance.owner), settings }
}

/** Settings of the role itself: a session may change them, but none starts without. */
export function roleSettings({ database, settings }: PostgresInstance): Readonly<Record<string, readonly string[]>> {
  return {
    statement_timeout: [settings.statementTimeout],
    idle_in_transaction_session_timeout: [settings.idleInTransactionTimeout],
    search_path: [database, 'public'],
  }
}

/** The name under which a removed database is kept: one for each removal, and never the name of a database in use. */
export function retainedName({ owner }: PostgresInstance, confirmedAt: string): string {
  const date = confirmedAt.replaceAll(/[^0-9]/g, '').slice(0, 14)
  return `retained_${date}_${nameHash([owner.cluster, owner.project, owner.deployment, owner.service], 20)}`
}

/** What workloads get, under the keys that the service type declares. */
export function postgresOutputs({ role, database, settings }: PostgresInstance, password: Secret): Outputs {
  return {
    host: settings.host,
    port: String(settings.port),
    user: role,
    password,
    database,
    schema: database,
    url: new Secret(urlOf(role, database, settings, password)),
  }
}

function urlOf(role: string, database: string, { host, port, tls }: PostgresSettings, password: Secret): string {
  const url = new URL('postgresql://host')
  url.hostname = host
  url.port = String(port)
  url.username = role
  url.password = password.reveal()
  url.pathname = `/${database}`
  if (tls) url.searchParams.set('sslmode', 'verify-full')
  return url.toString()
}
