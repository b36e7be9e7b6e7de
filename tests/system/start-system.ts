import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { readSandboxConfig, type SandboxConfig } from '@operations-manager/sandbox/config.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { reservedSandboxPorts } from '@operations-manager/sandbox/ports/reserved-port.ts'
import type { SandboxPorts } from '@operations-manager/sandbox/ports/sandbox-ports.ts'
import type { ClusterWay } from '@operations-manager/sandbox/programs/cluster-ways.ts'
import { startSandbox, type Sandbox } from '@operations-manager/sandbox/sandbox.ts'
import { systemPrograms } from './system-programs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How the gateway asks the clusters of all systems of a suite; by a pinned key if nothing else is said. */
    clusterWay?: ClusterWay
  }
}

/** A whole system of its own on free ports, with a data folder that goes when it stops. */
export type System = {
  readonly sandbox: Sandbox
  readonly dataFolder: string
  /** How the gateway asks the clusters. */
  readonly clusterWay: ClusterWay
  /** A third-party client, signed in as one of the sandbox's people. */
  as(login: string): Promise<GraphClient>
  nobody(): GraphClient
  /** Ends the whole system and starts it again over the same state. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type SystemOptions = {
  /** Settings of the sandbox that differ from the usual ones. */
  readonly settings?: (
    ports: SandboxPorts,
    dataFolder: string,
  ) => Partial<SandboxConfig> | Promise<Partial<SandboxConfig>>
}

export async function startSystem({ settings = () => ({}) }: SystemOptions = {}): Promise<System> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'om-system-'))
  await chmod(dataFolder, 0o755)
  const ports = await reservedSandboxPorts()
  const config = {
    ...readSandboxConfig({ DATA_DIR: dataFolder, WEB: 'off' }),
    ports,
    clusterWay: inject('clusterWay') ?? 'https',
    bundles: await systemPrograms(),
    ...(await settings(ports, dataFolder)),
  }
  const lines: string[] = []
  const start = (): Promise<Sandbox> =>
    startSandbox(config, (line) => lines.push(line)).catch(async (cause: unknown) => {
      throw new Error(`the system does not start:\n${lines.join('\n')}\n${await endsOfLogs(dataFolder)}`, { cause })
    })
  let sandbox = await start()
  return {
    get sandbox() {
      return sandbox
    },
    dataFolder,
    clusterWay: config.clusterWay,
    as: async (login) => new GraphClient(sandbox.addresses.graphql, await signIn(sandbox.addresses.issuer, login)),
    nobody: () => new GraphClient(sandbox.addresses.graphql, null),
    restart: async () => {
      await sandbox.stop()
      sandbox = await start()
    },
    stop: async () => {
      await sandbox.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** The last lines of every program's log: what one needs to know where only the output of a run is left. */
async function endsOfLogs(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'logs')
  const files = await readdir(folder)
  const ends = await Promise.all(
    files.map(
      async (file) => `${file}:\n${(await readFile(join(folder, file), 'utf8')).split('\n').slice(-8).join('\n')}`,
    ),
  )
  return ends.join('\n')
}
