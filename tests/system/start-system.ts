import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { readSandboxConfig, type SandboxConfig } from '@operations-manager/sandbox/config.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { anyFreePort } from '@operations-manager/sandbox/ports/free-port.ts'
import { portNames, type SandboxPorts } from '@operations-manager/sandbox/ports/sandbox-ports.ts'
import { startSandbox, type Sandbox } from '@operations-manager/sandbox/sandbox.ts'

/** A whole system of its own on free ports, with a data folder that goes when it stops. */
export type System = {
  readonly sandbox: Sandbox
  readonly dataFolder: string
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
  const ports = await freePorts()
  const config = {
    ...readSandboxConfig({ DATA_DIR: dataFolder, WEB: 'off' }),
    ports,
    ...(await settings(ports, dataFolder)),
  }
  const lines: string[] = []
  const start = (): Promise<Sandbox> => startSandbox(config, (line) => lines.push(line))
  let sandbox = await start()
  return {
    get sandbox() {
      return sandbox
    },
    dataFolder,
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

async function freePorts(): Promise<SandboxPorts> {
  const ports: Partial<Record<keyof SandboxPorts, number>> = {}
  for (const name of portNames) ports[name] = await anyFreePort()
  return ports as SandboxPorts // every name was given a port above
}
