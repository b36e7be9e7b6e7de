import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Db, Tables } from './tables.ts'
import { StoreUnavailable, isAway } from './unavailable.ts'

export type DatabaseOptions = {
  /** `postgres://…` with everything in it. */
  readonly url: Secret
  readonly log: Log
  readonly maxConnections?: number
  /** How long one query may take, and how long to wait for a connection. */
  readonly queryTimeoutMs?: number
  readonly connectTimeoutMs?: number
}

export type Database = {
  readonly db: Db
  /** Whether the server answers now; for health checks. */
  ping(): Promise<boolean>
  close(): Promise<void>
}

/**
 * A pool of connections. When the server is away queries fail within the time limits with `StoreUnavailable`;
 * the pool makes new connections as soon as it is back.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const queryTimeoutMs = options.queryTimeoutMs ?? 10_000
  const pool = new pg.Pool({
    connectionString: options.url.reveal(),
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: queryTimeoutMs,
    // The server's limit comes first; ours is for a server that does not answer any more.
    query_timeout: queryTimeoutMs + 1_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'operations-manager registry',
  })
  // An idle connection that breaks is taken out of the pool; without a listener it would end the program.
  pool.on('error', (error) => options.log.warn({ err: error }, 'lost an idle connection to PostgreSQL'))
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: translating(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    db,
    ping: async () => {
      try {
        await pool.query('select 1')
        return true
      } catch (error) {
        options.log.debug({ err: error }, 'PostgreSQL does not answer')
        return false
      }
    },
    close: () => db.destroy(),
  }
}

/** The pool as kysely sees it: errors of the driver that mean "away" become `StoreUnavailable` here and nowhere else. */
function translating(pool: pg.Pool): PostgresPool {
  // Kysely remembers connections by identity, so one client always gets the same wrapper.
  const wrappers = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch(translate)
      const known = wrappers.get(client)
      if (known !== undefined) return known
      // Without a listener, a connection that breaks between two queries of a transaction would end the program;
      // the next query on it fails and says so.
      client.on('error', ignoreBroken)
      const wrapper = wrap(client)
      wrappers.set(client, wrapper)
      return wrapper
    },
  }
}

function ignoreBroken(): void {
  return undefined
}

function wrap(client: pg.PoolClient): PostgresPoolClient {
  let broken = false
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the driver's query has overloads that kysely's type merges
    query: (async (text: string, parameters: readonly unknown[]): Promise<any> => {
      try {
        return await client.query(text, [...parameters])
      } catch (error) {
        broken ||= isAway(error)
        return translate(error)
      }
    }) as PostgresPoolClient['query'],
    release: (destroy?: boolean) => {
      client.release(destroy === true || broken)
    },
  }
}

function translate(error: unknown): never {
  if (isAway(error)) throw new StoreUnavailable(error)
  throw error
}
