import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readArguments, usage } from './arguments.ts'
import { readTestbedConfig } from './config.ts'
import { requireLevel } from './machine/require-level.ts'
import { messages } from './run/messages.ts'
import { writeSettings } from './settings/write-settings.ts'
import { startTestbed, type Testbed } from './testbed.ts'

const sandboxClusters = ['cluster-a', 'cluster-b']
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
  const { services, clusters, imageRegistry } = access
  const files = await writeSettings(access, sandboxClusters, folder)
  const accounts = join(folder, 'access.json')
  await writeFile(accounts, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
  const { host } = new URL(services.postgresqlUrl)
  say(`
Ready after ${((performance.now() - started) / 1000).toFixed(1)} s.

  PostgreSQL   ${host}
  MinIO        ${services.minio.url}
  Keycloak     ${services.keycloak.url}
${imageRegistry === null ? '' : `  images       ${imageRegistry.host}\n`}  accounts     ${accounts}  (only you can read it)
  logs         ${logFolder}
${services.tls === null ? '' : `  authority    ${services.tls.authorityFile}  (who signed their certificates)\n`}${clusters.map(({ name, kubeconfig }) => `  ${name.padEnd(13)}${kubeconfig}\n`).join('')}
To run the Operations Manager over it, in another terminal:

  ${sandboxClusters.map((name) => `${variableOf(name)}=${files.get(name)}`).join(' ')} npm start

Ctrl-C ends it; nothing of it is kept.
`)
}

/** The variable of `npm start` that names a cluster's settings. */
function variableOf(cluster: string): string {
  return `${cluster.toUpperCase().replace('-', '_')}_SETTINGS`
}
