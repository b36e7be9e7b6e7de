import { mkdir, chmod } from 'node:fs/promises'
import { join } from 'node:path'
import type { SandboxConfig } from './config.ts'
import { choosePorts, type SandboxPorts } from './ports/sandbox-ports.ts'
import { startDatabases, type Databases } from './postgres/databases.ts'
import { Program } from './programs/program.ts'
import { clusterAddress } from './programs/cluster-ways.ts'
import { registerClusters } from './programs/register-clusters.ts'
import { readClusterSettings, simulatedParts, type ClusterSettings } from './programs/cluster-settings.ts'
import {
  backendSettings,
  clusterNames,
  programSettings,
  webEnvironment,
  type ClusterName,
  type Given,
  type ProgramName,
} from './programs/settings.ts'
import { forgetAddresses, readAddresses, writeAddresses, type Addresses } from './state/addresses.ts'
import { loadState } from './state/sandbox-state.ts'

const readyLimitMs = 60_000

export type Sandbox = {
  readonly addresses: Addresses
  readonly ports: SandboxPorts
  readonly logFolder: string
  /** The environment of the web application, which is built and served beside all this. */
  readonly webEnvironment: Readonly<Record<string, string>>
  readonly databases: Databases
  /** What is only simulated in each cluster, in words. */
  readonly simulated: ReadonlyMap<ClusterName, readonly string[]>
  program(name: ProgramName): Program
  stop(): Promise<void>
}

/**
 * Starts the whole system on this machine: PostgreSQL, the projects repository, the identity provider, the registry,
 * its clusters (two, if nothing else is said) and the gateway. What an earlier run left is ended or reused. Throws, with
 * everything stopped again, if a part does not get ready, or if it is aborted while it starts.
 */
export async function startSandbox(
  config: SandboxConfig,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<Sandbox> {
  const other = await readAddresses(config.dataFolder)
  if (other !== null)
    throw new Error(`A sandbox runs already over ${config.dataFolder} (process ${other.pid}), at ${other.graphql}`)
  const clusterSettings = await givenSettings(config)
  const { state } = await loadState(config.dataFolder)
  const logFolder = join(config.dataFolder, 'logs')
  await mkdir(logFolder, { recursive: true, mode: 0o700 })
  await chmod(logFolder, 0o700)
  const ports = await choosePorts(config.dataFolder, config.ports, say)
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    await forgetAddresses(config.dataFolder)
    for (const one of stops.splice(0).toReversed()) await one()
  }
  try {
    const addresses = { ...addressesOf(config, ports), isReady: true }
    await writeAddresses(config.dataFolder, { ...addresses, isReady: false })
    const databases = await startDatabases(config, state, ports.postgres)
    stops.push(() => databases.stop())
    const given = { config, state, ports, databases, clusterSettings }
    const programs = await startPrograms(given, { logFolder, say, signal, onStarted: (stopOne) => stops.push(stopOne) })
    await writeAddresses(config.dataFolder, addresses)
    const program = (name: ProgramName): Program => {
      const found = programs.get(name)
      if (found === undefined) throw new Error(`${name} does not run here`)
      return found
    }
    const simulated = new Map(clustersOf(config).map((name) => [name, simulatedParts(backendSettings(given, name))]))
    return { addresses, ports, logFolder, webEnvironment: webEnvironment(given), databases, simulated, program, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function givenSettings({ clusterSettings }: SandboxConfig): Promise<Record<ClusterName, ClusterSettings>> {
  const read = async (path: string | null): Promise<ClusterSettings> => (path === null ? {} : readClusterSettings(path))
  return {
    'cluster-a': await read(clusterSettings['cluster-a']),
    'cluster-b': await read(clusterSettings['cluster-b']),
  }
}

function clustersOf({ clusters = clusterNames }: SandboxConfig): readonly ClusterName[] {
  return clusters
}

type StartOptions = {
  readonly logFolder: string
  readonly say: (line: string) => void
  readonly signal: AbortSignal | undefined
  /** Called with how to stop a program, before it is started. */
  readonly onStarted: (stop: () => Promise<void>) => void
}

/** Starts the programs in the order in which they need each other; answers when all are ready. */
async function startPrograms(given: Given, options: StartOptions): Promise<ReadonlyMap<ProgramName, Program>> {
  const { config, ports, state } = given
  const settings = programSettings(given)
  const programs = new Map<ProgramName, Program>()
  const start = async (name: ProgramName, more: Readonly<Record<string, string>> = {}): Promise<void> => {
    options.signal?.throwIfAborted()
    const { module, nodeFlags, env, readyUrl, readyCertificate } = settings(name)
    const { logFolder, say } = options
    const { root, restartAfterMs, bundles } = config
    const program = new Program({
      name,
      module: bundles?.get(module) ?? module,
      root,
      nodeFlags,
      env: { ...env, ...more },
      logFolder,
      readyUrl,
      readyCertificate,
      restartAfterMs,
      say,
    })
    programs.set(name, program)
    options.onStarted(() => program.stop())
    program.start()
    await program.untilReady(readyLimitMs, options.signal)
  }
  await Promise.all([start('registry'), ...(config.oidc === null ? [start('identity')] : [])])
  const names = clustersOf(config)
  const joinTokens = await registerClusters(ports, state, names, (name) => clusterAddress(config, name, ports[name]))
  const clusters = names.map((name) => {
    const token = joinTokens.get(name)
    return start(name, token === undefined ? {} : { JOIN_TOKEN: token.reveal() })
  })
  await Promise.all([start('gateway'), ...clusters])
  return programs
}

function addressesOf(config: SandboxConfig, ports: SandboxPorts): Omit<Addresses, 'isReady'> {
  return {
    pid: process.pid,
    graphql: `http://127.0.0.1:${ports.gateway}/graphql`,
    issuer: config.oidc?.issuer ?? `http://127.0.0.1:${ports.identity}`,
    web: config.web ? `http://127.0.0.1:${ports.web}` : null,
    repository: config.repository ?? join(config.dataFolder, 'projects.git'),
  }
}
