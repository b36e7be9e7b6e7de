import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import { askDirectly } from '../system/ask-directly.ts'
import { query } from '../system/inside.ts'
import type { System } from '../system/start-system.ts'

const run = promisify(execFile)
type Texts = ReadonlyMap<string, string>

/** Every log file. */
export async function logsOf({ sandbox }: System): Promise<Texts> {
  const files = await readdir(sandbox.logFolder)
  const texts = await Promise.all(
    files.map(async (file) => [`the log ${file}`, await readFile(join(sandbox.logFolder, file), 'utf8')] as const),
  )
  return nonEmpty(texts)
}

/** Every row of every table of the registry. */
export async function storedTextOf({ sandbox }: System): Promise<Texts> {
  const url = sandbox.databases.url('registry')
  const tables = await query(
    url,
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
    [],
    z.object({ name: z.string() }),
  )
  const texts = tables.map(async ({ name }) => {
    // The name was quoted by the server.
    const rows = await query(url, `select to_jsonb(t)::text as row from ${name} t`, [], z.object({ row: z.string() }))
    return [`the table ${name}`, rows.map(({ row }) => row).join('\n')] as const
  })
  return nonEmpty(await Promise.all(texts))
}

/** Every object of the projects repository, those that no branch reaches too. */
export async function gitObjectsOf({ sandbox }: System): Promise<Texts> {
  const { stdout } = await run(
    'git',
    ['-C', sandbox.addresses.repository, 'cat-file', '--batch-all-objects', '--batch', '--unordered'],
    { maxBuffer: 64 * 1024 * 1024, timeout: 30_000 },
  )
  return nonEmpty([['the repository', stdout]])
}

/** The figures of every program that has some. */
export async function figuresOf(system: System): Promise<Texts> {
  const { state } = await loadState(system.dataFolder)
  const secret = state.internalSecret.reveal()
  const headers = { authorization: `Bearer ${secret}`, 'x-internal-secret': secret }
  const programs = ['gateway', 'registry', 'cluster-a', 'cluster-b'] as const
  const texts = programs.map(async (name) => {
    const answer = await askDirectly(system, name, '/metrics', { headers })
    if (!answer.ok) throw new Error(`${name} gives no figures: ${answer.status}`)
    return [`the figures of ${name}`, answer.text] as const
  })
  return nonEmpty(await Promise.all(texts))
}

/** The newest statement of every connection, which other administrators of the server can read. */
export async function runningQueriesOf({ sandbox }: System): Promise<Texts> {
  const rows = await query(
    sandbox.databases.admin,
    'select query from pg_stat_activity',
    [],
    z.object({ query: z.string().nullable() }),
  )
  return nonEmpty([['the statements of the database server', rows.map((row) => row.query ?? '').join('\n')]])
}

// A place that has nothing in it was not looked at.
function nonEmpty(texts: readonly (readonly [string, string])[]): Texts {
  if (!texts.some(([, text]) => text.length > 0)) throw new Error('there is nothing to look at')
  return new Map(texts)
}
