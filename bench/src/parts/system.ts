import { chmod, mkdtemp, rm } from 'node:fs/promises'
import type { ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSandboxConfig } from '@operations-manager/sandbox/config.ts'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { signIn } from '@operations-manager/sandbox/identity/sign-in.ts'
import { reservedSandboxPorts } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { startDatabases } from '@operations-manager/sandbox/postgres/databases.ts'
import { Program } from '@operations-manager/sandbox/programs/program.ts'
import { clusterAddress } from '@operations-manager/sandbox/programs/cluster-ways.ts'
import { registerClusters } from '@operations-manager/sandbox/programs/register-clusters.ts'
import { programSettings, webEnvironment, type ProgramName } from '@operations-manager/sandbox/programs/settings.ts'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { message, start, stop } from './programs.ts'

/** The one cluster of the system. */
export const cluster = 'cluster-a'

/** The real system on loopback, with a cluster backend of which only the link is real. */
export type System = {
  readonly graphql: string
  readonly gateway: Program
  readonly registry: Program
  readonly cluster: ChildProcess
  readonly repository: string
  readonly token: Secret
  readonly client: GraphClient
  /** The settings with which the web application is served over it. */
  readonly webEnvironment: Readonly<Record<string, string>>
  /** The gateway's figures. */
  metrics(): Promise<string>
  stop(): Promise<void>
}

const readyLimitMs = 60_000

/** Starts PostgreSQL, the identity provider, the registry, the gateway and one cluster backend of the bench. */
export async function startSystem(): Promise<System> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bench-system-'))
  await chmod(dataFolder, 0o755) // as root PostgreSQL runs as another account
  const stops: (() => unknown)[] = [() => rm(dataFolder, { recursive: true, force: true })]
  const stopAll = async (): Promise<void> => {
    for (const one of stops.splice(0).toReversed()) await one()
  }
  try {
    return { ...(await startParts(dataFolder, stops)), stop: stopAll }
  } catch (error) {
    await stopAll()
    throw error
  }
}

async function startParts(dataFolder: string, stops: (() => unknown)[]): Promise<Omit<System, 'stop'>> {
  const config = readSandboxConfig({ DATA_DIR: dataFolder, WEB: 'off' })
  const { state } = await loadState(dataFolder)
  const ports = await reservedSandboxPorts()
  const databases = await startDatabases(config, state, ports.postgres)
  stops.push(() => databases.stop())
  const given = { config, state, ports, databases }
  const settings = programSettings(given)
  const startProgram = async (name: ProgramName, more: Record<string, string> = {}): Promise<Program> => {
    const { module, env, readyUrl } = settings(name)
    const say = (line: string): void => console.error(`  ${line}`)
    const all = { ...env, LOG_LEVEL: 'warn', NODE_ENV: 'production', ...more }
    const program = new Program({ name, module, root: config.root, env: all, logFolder: dataFolder, readyUrl, say })
    stops.push(() => program.stop())
    program.start()
    await program.untilReady(readyLimitMs)
    return program
  }
  const registry = await startProgram('registry')
  await startProgram('identity')
  const addressOf = () => clusterAddress(config, cluster, ports[cluster])
  const joinToken = (await registerClusters(ports, state, [cluster], addressOf)).get(cluster)
  const child = start(join(import.meta.dirname, 'link-program.ts'), [])
  stops.push(() => stop(child))
  const link = { url: `ws://127.0.0.1:${ports.registry}/link`, cluster, joinToken: joinToken?.reveal() }
  child.send({ type: 'start', ...link, port: ports[cluster] })
  await message(child, 'ready')
  const gateway = await startProgram('gateway', { LIMIT_SUBSCRIPTIONS: '1000', SUBGRAPH_TIMEOUT_MS: '20000' })
  const token = await signIn(`http://127.0.0.1:${ports.identity}`, 'alice')
  const graphql = `http://127.0.0.1:${ports.gateway}/graphql`
  const authorization = `Bearer ${state.internalSecret.reveal()}`
  return {
    graphql,
    gateway,
    registry,
    cluster: child,
    repository: join(dataFolder, 'projects.git'),
    token,
    client: new GraphClient(graphql, token),
    webEnvironment: webEnvironment(given),
    metrics: async () => {
      const answer = await fetch(graphql.replace('/graphql', '/metrics'), { headers: { authorization } })
      return await answer.text()
    },
  }
}
