import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSandboxConfig } from '@operations-manager/sandbox/config.ts'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { reservedSandboxPorts } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { startSandbox, type Sandbox } from '@operations-manager/sandbox/sandbox.ts'
import { settingsFile } from '@operations-manager/testbed/settings/settings-file.ts'
import { cluster } from './system.ts'
import type { BenchTestbed } from './testbed.ts'

/** The whole product as it is deployed, one of its clusters over a testbed. */
export type RealSystem = {
  readonly sandbox: Sandbox
  readonly client: GraphClient
  stop(): Promise<void>
}

/** Starts it; what the cluster backend makes stays in the testbed, which ends with the bench. */
export async function startRealSystem({ settings, folder }: BenchTestbed): Promise<RealSystem> {
  const file = join(folder, `${cluster}.env`)
  await writeFile(file, settingsFile(settings), { mode: 0o600 })
  const dataFolder = await mkdtemp(join(tmpdir(), 'bench-real-'))
  await chmod(dataFolder, 0o755) // as root PostgreSQL runs as another account
  const config = {
    ...readSandboxConfig({ DATA_DIR: dataFolder, WEB: 'off', CLUSTER_A_SETTINGS: file }),
    ports: await reservedSandboxPorts(),
  }
  const remove = (): Promise<void> => rm(dataFolder, { recursive: true, force: true })
  try {
    const sandbox = await startSandbox(config, (line) => console.error(`  ${line}`))
    return {
      sandbox,
      client: new GraphClient(sandbox.addresses.graphql, await signIn(sandbox.addresses.issuer, 'alice')),
      stop: async () => {
        await sandbox.stop()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
