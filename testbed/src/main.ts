import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readArguments, usage } from './arguments.ts'
import { readTestbedConfig } from './config.ts'
import { requireLevel } from './machine/require-level.ts'
import { settingsFile, settingsFor } from './settings.ts'
import { startTestbed, type Testbed } from './testbed.ts'

const started = performance.now()
const say = (line: string): void => console.log(line)
const ending = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => ending.abort())

const wanted = readArguments(process.argv.slice(2))
if ('problem' in wanted) {
  console.error(`${wanted.problem}\n${usage}`)
  process.exit(2)
}
try {
  const config = readTestbedConfig()
  await requireLevel(wanted.level, config)
  say(`Starting a testbed of level "${wanted.level}" …`)
  const testbed = await startTestbed({ ...wanted, config, say, signal: ending.signal })
  await welcome(testbed)
  if (!ending.signal.aborted) await once(ending.signal, 'abort')
  say('\nEnding …')
  await testbed.stop()
  process.exit(0)
} catch (error) {
  if (!ending.signal.aborted) console.error(messages(error).join('\n'))
  process.exit(ending.signal.aborted ? 130 : 1)
}

async function welcome({ access, folder, logFolder }: Testbed): Promise<void> {
  const { services } = access
  const file = join(folder, 'cluster.env')
  await writeFile(file, settingsFile(settingsFor(services)), { mode: 0o600 })
  const accounts = join(folder, 'access.json')
  await writeFile(accounts, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
  const { host } = new URL(services.postgresqlUrl)
  say(`
Ready after ${((performance.now() - started) / 1000).toFixed(1)} s.

  PostgreSQL   ${host}
  MinIO        ${services.minio.url}
  Keycloak     ${services.keycloak.url}
  accounts     ${accounts}  (only you can read it)
  logs         ${logFolder}

To run the Operations Manager over it, in another terminal:

  CLUSTER_A_SETTINGS=${file} CLUSTER_B_SETTINGS=${file} npm start

Ctrl-C ends it; nothing of it is kept.
`)
}

/** What an error says, and what every cause of it says. */
function messages(error: unknown): string[] {
  if (error instanceof AggregateError) return [error.message, ...error.errors.flatMap(messages)]
  if (error instanceof Error) return [error.message, ...(error.cause === undefined ? [] : messages(error.cause))]
  return [String(error)]
}
