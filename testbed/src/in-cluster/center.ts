import { mkdir } from 'node:fs/promises'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { readSandboxConfig } from '@operations-manager/sandbox/config.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import type { SandboxPorts } from '@operations-manager/sandbox/ports/sandbox-ports.ts'
import { startSandbox, type Sandbox } from '@operations-manager/sandbox/sandbox.ts'
import type { Center } from '../installation/installation.ts'

export type CenterOptions = {
  /** Where it keeps its state. */
  readonly folder: string
  /** Ports that were asked for; all others are chosen. */
  readonly ports: Partial<SandboxPorts>
  /** Whether the web application will be served beside it. */
  readonly web: boolean
  /** Told of processes that a killed run would leave. */
  readonly onProcess?: (name: string, pid: number) => void
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** The Operations Manager on this machine, without a cluster of its own: one is to join. */
export type RunningCenter = Center & { readonly sandbox: Sandbox; stop(): Promise<void> }

/** Starts gateway, registry, sign-in provider and their PostgreSQL. */
export async function startCenter(options: CenterOptions): Promise<RunningCenter> {
  const { folder, ports, web, onProcess, say, signal } = options
  await mkdir(folder, { recursive: true, mode: 0o755 }) // as root PostgreSQL runs as another account
  const config = {
    ...readSandboxConfig({ DATA_DIR: folder }),
    ports,
    web,
    clusters: [],
    ...(onProcess !== undefined && { onProcess }),
  }
  const sandbox = await startSandbox(config, say, signal)
  const { graphql, issuer } = sandbox.addresses
  return {
    sandbox,
    dataFolder: folder,
    as: async (login) => new GraphClient(graphql, await signIn(issuer, login)),
    stop: () => sandbox.stop(),
  }
}
