import pg from 'pg'
import { z } from 'zod'
import { readSandboxConfig } from '@operations-manager/sandbox/config.ts'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { certificateFiles, clusterAddress } from '@operations-manager/sandbox/programs/cluster-ways.ts'
import { Program } from '@operations-manager/sandbox/programs/program.ts'
import { programSettings } from '@operations-manager/sandbox/programs/settings.ts'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import type { System } from '../system/start-system.ts'

const Registered = z.object({
  registered: z.object({ joinToken: z.string().nullable(), problems: z.array(z.object({ message: z.string() })) }),
})
const registration = `mutation ($input: RegisterClusterInput!) {
  registered: registerCluster(input: $input) { joinToken problems { message } }
}`

/** Registers one more simulated cluster, as an operator does, and starts its backend beside the sandbox's own. */
export async function startFurtherCluster(system: System, name: string): Promise<Program> {
  const { databases, logFolder } = system.sandbox
  const database = `sandbox_${name.replace('-', '_')}`
  const port = await reservedPort()
  const publicPort = await reservedPort()
  const client = new pg.Client({ connectionString: databases.admin.reveal() })
  await client.connect()
  await client.query(`create database ${pg.escapeIdentifier(database)}`)
  await client.end()
  const operator = await system.as('carol')
  const { dataFolder, clusterWay } = system
  const config = { ...readSandboxConfig({ DATA_DIR: dataFolder, WEB: 'off' }), clusterWay }
  const tls = certificateFiles(config, name)
  const input = { name, address: await clusterAddress(config, name, port) }
  const { registered } = await operator.get(Registered, registration, { input })
  if (registered.joinToken === null) throw new Error(`register ${name}: ${JSON.stringify(registered.problems)}`)
  const { state } = await loadState(dataFolder)
  const { module, env } = programSettings({ config, state, ports: system.sandbox.ports, databases })('cluster-a')
  const program = new Program({
    name,
    module,
    root: config.root,
    env: {
      ...env,
      CLUSTER_NAME: name,
      JOIN_TOKEN: registered.joinToken,
      PORT: String(port),
      PUBLIC_PORT: String(publicPort),
      DOMAIN: `${name}.localhost`,
      MEMORY_URL: databases.url(database).reveal(),
      ...(tls !== null && { TLS_CERTIFICATE_FILE: tls.certificate, TLS_KEY_FILE: tls.key }),
    },
    logFolder,
    readyUrl: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}/health/ready`,
    readyCertificate: tls?.certificate,
    say: () => {},
  })
  program.start()
  await program.untilReady(60_000)
  return program
}
