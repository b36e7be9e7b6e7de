import pg from 'pg'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { isUnanswered, PortError } from '../ports/port-error.ts'
import type { PostgresPort, SignIn } from '../ports/postgresql.ts'
import { postgresError, sqlState } from './postgresql-errors.ts'
import { databaseCalls } from './postgresql-databases.ts'
import { roleCalls } from './postgresql-roles.ts'

export type PostgresAddress = {
  /** The administrator's address, with password. */
  readonly url: Secret
  /** The certificate authority to trust, as PEM; `null`: no TLS. */
  readonly certificateAuthority: string | null
  readonly timeoutMs: number
  readonly connections: number
}

/** How the parts of the client reach the server. */
export type PostgresConnections = {
  /** Runs as the administrator, in the maintenance database. `doing` is said when it fails. */
  readonly admin: <T>(doing: string, work: (client: pg.ClientBase) => Promise<T>) => Promise<T>
  /** The same in one transaction. */
  readonly transaction: <T>(doing: string, work: (client: pg.ClientBase) => Promise<T>) => Promise<T>
  /** Runs as the administrator inside another database, over a connection of its own. */
  readonly inside: <T>(database: string, doing: string, work: (client: pg.ClientBase) => Promise<T>) => Promise<T>
  readonly as: <T>(signIn: SignIn, doing: string, work: (client: pg.ClientBase) => Promise<T>) => Promise<T>
}

/** Where a workload finds the server, as its variables say. */
export type WorkloadPostgres = {
  readonly host: string
  readonly port: number
  /** `null`: without TLS. `certificateAuthority`: the PEM to trust; `null`: those that everybody trusts. */
  readonly tls: { readonly certificateAuthority: string | null } | null
  readonly timeoutMs: number
}

/** What a workload can do there: sign in, over a connection for each time. */
export function postgresSignIns({
  host,
  port,
  tls,
  timeoutMs,
}: WorkloadPostgres): Pick<PostgresPort, 'canSignIn' | 'tryTable'> {
  const ca = tls?.certificateAuthority ?? null
  const ssl = tls === null ? false : { ...(ca !== null && { ca }), rejectUnauthorized: true }
  const options = { ...limitsOf(timeoutMs), host, port, ssl }
  return signInCalls({
    as: ({ user, password, database }, doing, work) =>
      alone({ ...options, user, database, password: password.reveal() }, doing, work),
  })
}

/** The real PostgreSQL behind the port; `close` ends its connections. */
export function postgresClient(address: PostgresAddress): PostgresPort & { close(): Promise<void> } {
  const pool = new pg.Pool({
    ...optionsOf(address),
    max: address.connections,
    idleTimeoutMillis: 30_000,
  })
  // Without a listener the error of a connection, idle or at work, would end the program. The call that is under way
  // gets the error as well, and the next call gets a new connection.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const connections = connectionsOf(address, pool)
  return {
    proofsFrom: 'BACKEND',
    ...roleCalls(connections),
    ...databaseCalls(connections),
    ...signInCalls(connections),
    close: () => pool.end(),
  }
}

function connectionsOf(address: PostgresAddress, pool: pg.Pool): PostgresConnections {
  const admin: PostgresConnections['admin'] = async (doing, work) => {
    let client: pg.PoolClient
    try {
      client = await pool.connect()
    } catch (error) {
      throw postgresError(error, doing)
    }
    let failure: PortError | undefined
    try {
      return await work(client)
    } catch (error) {
      failure = postgresError(error, doing)
      throw failure
    } finally {
      // A connection that broke or whose answer did not come is of no more use.
      client.release(isUnanswered(failure))
    }
  }
  return {
    admin,
    transaction: (doing, work) => admin(doing, (client) => inTransaction(client, work)),
    // A tenant owns its database and may change its settings and put functions in it. What the client asks for at
    // connect goes before those, so no name in our statements can mean something of the tenant's, and nobody changes
    // as whom they are run or forbids them to write.
    inside: (database, doing, work) => alone({ ...optionsOf(address), database, options: insideOptions }, doing, work),
    as: ({ user, password, database }, doing, work) =>
      alone({ ...optionsOf(address), user, database, password: password.reveal() }, doing, work),
  }
}

const insideOptions = '-c search_path=pg_catalog -c role=none -c default_transaction_read_only=off'

async function inTransaction<T>(client: pg.ClientBase, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    // Without an answer of the server the connection is given up, and the transaction ends with it.
    if (sqlState(error) !== undefined) await client.query('rollback')
    throw error
  }
}

async function alone<T>(
  config: pg.ClientConfig,
  doing: string,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config)
  client.on('error', () => undefined) // the call that is under way gets the error as well
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw postgresError(error, doing)
  } finally {
    await client.end()
  }
}

/** What the address says besides is not asked: whether TLS is used, and whom it trusts, is decided here alone. */
function optionsOf({ url, certificateAuthority, timeoutMs }: PostgresAddress): pg.ClientConfig {
  const { hostname, port, username, password, pathname } = new URL(url.reveal())
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 5432 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || 'postgres',
    ssl: certificateAuthority === null ? false : { ca: certificateAuthority, rejectUnauthorized: true },
    ...limitsOf(timeoutMs),
  }
}

function limitsOf(timeoutMs: number): pg.ClientConfig {
  return {
    connectionTimeoutMillis: timeoutMs,
    // The server stops the statement; the driver's own limit, a little later, is for a server that no longer answers.
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 1_000,
    application_name: 'operations-manager',
  }
}

/** What a refused sign-in says of the password, by SQLSTATE: the server looks at it before everything else. */
const answers: Readonly<Record<string, boolean | null>> = {
  '28P01': false,
  '3D000': true, // the database is not there
  '42501': true, // no right to connect to it
  '55000': true, // it accepts no connections
  '28000': null, // no line in pg_hba.conf, or no login
  '53300': null, // no room, for this role or for anybody
}

function signInCalls({
  as,
}: Pick<PostgresConnections, 'as'>): Pick<PostgresPort, 'canSignIn' | 'canAuthenticate' | 'tryTable'> {
  return {
    canSignIn: async (signIn) => {
      try {
        await as(signIn, 'sign in', (client) => client.query('/* proof.sign-in */ select 1'))
        return true
      } catch (error) {
        if (error instanceof PortError && error.fault === 'refused') return false
        throw error
      }
    },
    canAuthenticate: async (signIn) => {
      try {
        await as(signIn, 'try a password', (client) => client.query('/* role.authenticate */ select 1'))
        return true
      } catch (error) {
        const answer = answers[sqlState(error) ?? '']
        if (answer === undefined) throw error
        return answer
      }
    },
    tryTable: (signIn, schema) =>
      as(signIn, 'create and drop a table', async (client) => {
        const table = `${pg.escapeIdentifier(schema)}.operations_manager_proof`
        await client.query('begin')
        await client.query(`/* proof.create-table */ create table ${table} (id integer)`)
        await client.query(`/* proof.drop-table */ drop table ${table}`)
        await client.query('commit')
      }),
  }
}
