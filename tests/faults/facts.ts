import pg from 'pg'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { decodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import type { System } from '../system/start-system.ts'

async function read<Row extends pg.QueryResultRow>(url: Secret, text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url.reveal() })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

export type DatabaseFacts = {
  /** `oid` is another one when it was made again, `written` when it was written to, `verifier` when its password changed. */
  readonly roles: readonly { name: string; oid: string; written: string; verifier: string | null }[]
  readonly databases: readonly { name: string; oid: string; written: string }[]
}

/** What the tenants' database server really has of a project, whose name begins like that of no other. */
export function databaseFacts(system: System, project: string): Promise<DatabaseFacts> {
  return databaseFactsAt(system.sandbox.databases.admin, project)
}

/** The same of a server that is not the system's own, asked as its administrator. */
export async function databaseFactsAt(admin: Secret, project: string): Promise<DatabaseFacts> {
  const like = `${project}\\_%`
  return {
    roles: await read(
      admin,
      `select rolname as name, oid::text, xmin::text as written, rolpassword as verifier
       from pg_authid where rolname like $1 order by 1`,
      [like],
    ),
    databases: await read(
      admin,
      `select datname as name, oid::text, xmin::text as written from pg_database where datname like $1 order by 1`,
      [like],
    ),
  }
}

/** How many events of an operation the registry has stored after one, beside those that only its links read. */
export async function storedEvents(system: System, operation: string, after: string): Promise<readonly string[]> {
  const id = decodeGlobalId(operation)?.parts[0]
  const rows = await read<{ cursor: string }>(
    system.sandbox.databases.url('registry'),
    `select cursor::text from events
     where operation = $1 and cursor > $2 and change ->> 'type' in ('operation', 'target', 'step') order by events.cursor`,
    [id, after],
  )
  return rows.map(({ cursor }) => cursor)
}

/** What the registry has stored of drift that was healed in a project, each time that it was stored. */
export async function storedHealings(system: System, project: string): Promise<readonly string[]> {
  const rows = await read<{ message: string }>(
    system.sandbox.databases.url('registry'),
    `select change ->> 'message' as message from events
     where project = $1 and change ->> 'kind' = 'DRIFT_HEALED' order by events.cursor`,
    [project],
  )
  return rows.map(({ message }) => message)
}

/** How many operations were recorded for a project. */
export async function recordedOperations(system: System, project: string): Promise<number> {
  const [row] = await read<{ count: number }>(
    system.sandbox.databases.url('registry'),
    'select count(*)::int as count from operations where project = $1',
    [project],
  )
  return row?.count ?? 0
}

/** Whether the one operation of a project is saved, as the registry has it stored. */
export async function saveStateOf(system: System, project: string): Promise<string | undefined> {
  const [row] = await read<{ state: string }>(
    system.sandbox.databases.url('registry'),
    'select save_state as state from operations where project = $1',
    [project],
  )
  return row?.state
}

/** Reads from the database in which a simulated cluster keeps what it holds. */
export function inCluster(
  system: System,
  cluster: 'cluster-a' | 'cluster-b',
  text: string,
  values: unknown[] = [],
): Promise<pg.QueryResultRow[]> {
  return read(system.sandbox.databases.url(`sandbox_${cluster.replace('-', '_')}`), text, values)
}

/** The health of a project's deployments each time that its subscribers were told of it, the oldest first. */
export async function statusesTold(system: System, project: string): Promise<readonly string[]> {
  const rows = await read<{ health: string }>(
    system.sandbox.databases.url('registry'),
    `select change #>> '{status,health}' as health from events
     where project = $1 and change ->> 'type' = 'status' order by cursor`,
    [project],
  )
  return rows.map(({ health }) => health)
}
