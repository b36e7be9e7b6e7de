import pg from 'pg'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { migrations } from './migrations.ts'

/** Any number that nobody else takes in this database. */
const migrationLock = 7_270_001

export type Database = {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Runs `work` in one transaction over one connection. */
  transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * The web application's part of the platform's PostgreSQL. The first use brings its schema to the present shape; while
 * the server is away each use fails within the time limits, and the next one tries again.
 */
export function openDatabase(url: Secret, log: Log): Database {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    max: 10,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: 20_000,
    query_timeout: 21_000,
    application_name: 'operations-manager web',
  })
  // An idle connection that breaks is taken out of the pool; without a listener it would end the program.
  pool.on('error', (error) => log.warn({ err: error }, 'lost an idle connection to PostgreSQL'))
  let ready: Promise<void> | null = null
  const untilReady = (): Promise<void> => {
    ready ??= inTransaction(pool, migrate).catch((error: unknown) => {
      ready = null
      throw new Error('bring the schema "web" to its present shape', { cause: error })
    })
    return ready
  }
  return {
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      await untilReady()
      const { rows } = await pool.query<Row>(text, [...values])
      return rows
    },
    async transaction(work) {
      await untilReady()
      return inTransaction(pool, work)
    },
    close: () => pool.end(),
  }
}

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failure: Error | undefined
  // A connection that breaks between two queries would end the program; the next query on it says so.
  const onBroken = (error: Error): void => void (failure = error)
  client.on('error', onBroken)
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((broken: unknown) => {
      failure = broken instanceof Error ? broken : new Error('a transaction could not be rolled back')
    })
    throw error
  } finally {
    client.off('error', onBroken)
    client.release(failure)
  }
}

/** Replicas that start together do this once: who comes second waits, and finds nothing to do. */
async function migrate(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock])
  await client.query('create schema if not exists web')
  await client.query(
    'create table if not exists web.migrations (name text primary key, at timestamptz not null default now())',
  )
  const { rows } = await client.query<{ name: string }>('select name from web.migrations')
  const done = new Set(rows.map((row) => row.name))
  for (const [name, statements] of Object.entries(migrations)) {
    if (done.has(name)) continue
    await client.query(statements)
    await client.query('insert into web.migrations (name) values ($1)', [name])
  }
}
