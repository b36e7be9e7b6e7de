import pg from 'pg'
import { PortError } from '../ports/port-error.ts'
import type { ObservedDatabase, PostgresPort } from '../ports/postgresql.ts'
import { sqlState } from './postgresql-errors.ts'
import type { PostgresConnections } from './postgresql.ts'

const id = pg.escapeIdentifier
const text = pg.escapeLiteral

const columns = `d.datname as name, pg_get_userbyid(d.datdba) as owner, pg_encoding_to_char(d.encoding) as encoding,
  array(select distinct case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee)::text end
        from aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
        where a.grantee <> d.datdba order by 1) as grantees,
  d.datallowconn as "acceptsConnections", shobj_description(d.oid, 'pg_database') as comment`

type Calls = Pick<
  PostgresPort,
  | 'readDatabase'
  | 'databasesMarked'
  | 'createDatabase'
  | 'ownDatabase'
  | 'renameDatabase'
  | 'dropDatabase'
  | 'readContent'
  | 'createSchema'
  | 'createExtension'
  | 'ensureClosed'
>

/** Databases and what is inside them, through SQL. */
export function databaseCalls(connections: PostgresConnections): Calls {
  const { admin, transaction, inside } = connections
  return {
    readDatabase: (name) =>
      admin(`read database ${name}`, async (client) => {
        const { rows } = await client.query<ObservedDatabase>(
          `/* database.read */ select ${columns} from pg_database d where d.datname = $1`,
          [name],
        )
        return rows[0] ?? null
      }),
    databasesMarked: (prefix) =>
      admin('list our databases', async (client) => {
        const { rows } = await client.query<ObservedDatabase>(
          `/* database.marked */ select ${columns} from pg_database d
           where starts_with(shobj_description(d.oid, 'pg_database'), $1) order by 1`,
          [prefix],
        )
        return rows
      }),
    createDatabase: (name, owner) =>
      unlessExists(
        admin(`create database ${name}`, (client) =>
          client.query(
            `/* database.create */ create database ${id(name)} owner ${id(owner)} template template0 encoding 'UTF8'
             allow_connections false`,
          ),
        ),
      ),
    ownDatabase: (name, owner, comment) =>
      transaction(`own database ${name}`, (client) => ownDatabase(client, name, owner, comment)),
    renameDatabase: (from, to, comment) => renameDatabase(connections, from, to, comment),
    dropDatabase: (name) => admin(`drop database ${name}`, (client) => dropDatabase(client, name)),
    ensureClosed: (database) => unlessExists(ensureClosed(connections, database)),
    readContent: (database) => inside(database, `look into database ${database}`, readContent),
    createSchema: (database, schema, owner) =>
      inside(database, `create schema ${schema} in ${database}`, async (client) => {
        await client.query(`/* schema.create */ create schema if not exists ${id(schema)} authorization ${id(owner)}`)
        await client.query(`/* schema.own */ alter schema ${id(schema)} owner to ${id(owner)}`)
      }),
    createExtension: (database, extension) =>
      inside(database, `create extension ${extension} in ${database}`, (client) =>
        createExtension(client, database, extension),
      ),
  }
}

/** Everybody's and everybody else's privileges go; the owner needs none of its own. */
async function ownDatabase(client: pg.ClientBase, name: string, owner: string, comment: string): Promise<void> {
  await client.query(`/* database.own */ alter database ${id(name)} owner to ${id(owner)}`)
  const { rows } = await client.query<{ grantees: readonly string[] }>(
    `/* database.grantees */ select ${columns} from pg_database d where d.datname = $1`,
    [name],
  )
  for (const grantee of rows[0]?.grantees ?? [])
    await client.query(
      `/* database.revoke */ revoke all on database ${id(name)} from ${grantee === 'public' ? 'public' : id(grantee)}
       cascade`,
    )
  await client.query(`/* database.mark */ comment on database ${id(name)} is ${text(comment)}`)
  await client.query(`/* database.open */ alter database ${id(name)} with allow_connections true`)
}

async function renameDatabase(
  { admin, transaction }: PostgresConnections,
  from: string,
  to: string,
  comment: string,
): Promise<void> {
  await admin(`end the sessions in ${from}`, (client) => endSessionsIn(client, from))
  await transaction(`rename database ${from}`, async (client) => {
    const { rowCount } = await client.query('/* database.exists */ select 1 from pg_database where datname = $1', [
      from,
    ])
    if (rowCount !== 0) await client.query(`/* database.rename */ alter database ${id(from)} rename to ${id(to)}`)
    await client.query(`/* database.mark */ comment on database ${id(to)} is ${text(comment)}`)
  })
}

/**
 * Nobody new gets in, then those inside go, then the database. Not by FORCE, which asks for a right over every session
 * there, and so for one over all roles of the server.
 */
async function dropDatabase(client: pg.ClientBase, name: string): Promise<void> {
  const { rowCount } = await client.query('/* database.exists */ select 1 from pg_database where datname = $1', [name])
  if (rowCount === 0) return
  await client.query(`/* database.close */ alter database ${id(name)} with allow_connections false`)
  await endSessionsIn(client, name)
  await client.query(`/* database.drop */ drop database if exists ${id(name)}`)
}

/** Ends the sessions there of every role that the administrator may act as; another's stay, and the next call tells. */
async function endSessionsIn(client: pg.ClientBase, database: string): Promise<void> {
  await client.query(
    `/* database.end-sessions */ select pg_terminate_backend(pid, 2000) from pg_stat_activity
     where datname = $1 and pid <> pg_backend_pid() and pg_has_role(usesysid, 'USAGE')`,
    [database],
  )
}

async function readContent(client: pg.ClientBase) {
  const schemas = await client.query<{ name: string; owner: string }>(
    `/* schema.list */ select nspname as name, pg_get_userbyid(nspowner) as owner from pg_namespace
     where not starts_with(nspname, 'pg_') and nspname <> 'information_schema' order by 1`,
  )
  const extensions = await client.query<{ name: string }>(
    '/* extension.list */ select extname as name from pg_extension order by 1',
  )
  return {
    schemas: Object.fromEntries(schemas.rows.map(({ name, owner }) => [name, owner])),
    extensions: extensions.rows.map(({ name }) => name),
  }
}

/** In `public`, unless the extension has a schema of its own. */
async function createExtension(client: pg.ClientBase, database: string, extension: string): Promise<void> {
  const { rowCount } = await client.query(
    '/* extension.schema */ select 1 from pg_available_extension_versions where name = $1 and schema is not null',
    [extension],
  )
  const place = rowCount === 0 ? ' schema public' : ''
  try {
    await client.query(`/* extension.create */ create extension if not exists ${id(extension)}${place}`)
  } catch (error) {
    if (sqlState(error) === '42501')
      throw new PortError(
        'postgresql',
        'refused',
        `The extension "${extension}" is not marked as trusted, so only a superuser may create it. Have one create it in the database "${database}", or take it off the cluster's list of extensions.`,
        { cause: error },
      )
    if (sqlState(error) === '0A000')
      throw new PortError(
        'postgresql',
        'invalid',
        `The extension "${extension}" is not installed on the server. Have it installed, or take it off the cluster's list of extensions.`,
        { cause: error },
      )
    throw error
  }
}

async function ensureClosed({ admin }: PostgresConnections, database: string): Promise<void> {
  await admin(`close database ${database}`, async (client) => {
    const { rows } = await client.query<{ grantees: readonly string[] }>(
      `/* closed.read */ select ${columns} from pg_database d where d.datname = $1`,
      [database],
    )
    if (rows[0]?.grantees.length === 0) return
    if (rows[0] === undefined)
      await client.query(`/* closed.create */ create database ${id(database)} template template0 encoding 'UTF8'`)
    await client.query(`/* closed.revoke */ revoke all on database ${id(database)} from public`)
  })
}

async function unlessExists(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof PortError && error.fault === 'exists')) throw error
  }
}
