import { exportJWK, generateKeyPair } from 'jose'
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'

export type Subgraphs = {
  readonly child: ChildProcess
  readonly registry: string
  readonly clusters: Record<string, string>
  readonly internal: string
  readonly sdl: string
  readonly token: string
}

/** A gateway, or what stands in for one, as a process of its own. */
export type Program = { readonly name: string; readonly url: string; readonly child: ChildProcess }

const here = import.meta.dirname
/** For files that programs of the bench read; it goes with them. */
export const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const children = new Set<ChildProcess>()

/** Ends everything that was started, and only that; the newest first, so that nobody misses what it talks to. */
export async function stopPrograms(): Promise<void> {
  for (const child of [...children].toReversed()) await stop(child)
  await rm(folder, { recursive: true, force: true })
}

/** Ends one process after another. */
export async function stop(...programs: readonly ChildProcess[]): Promise<void> {
  for (const child of programs) {
    children.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

export async function startSubgraphs(clusters: number): Promise<Subgraphs> {
  const child = start(join(here, 'subgraphs.ts'), [String(clusters)])
  return { child, ...(await message<Omit<Subgraphs, 'child'>>(child, 'ready')) }
}

/** Our gateway, the whole program: tokens are verified, limits checked, traces collected, callers signed. */
export async function startOurs(subgraphs: Subgraphs): Promise<Program> {
  const port = await reservedPort()
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const env = {
    PORT: String(port),
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    REGISTRY_URL: subgraphs.internal,
    INTERNAL_SECRET: 'bench',
    CALLER_PRIVATE_KEY: JSON.stringify(await exportJWK(privateKey)),
    OIDC_ISSUER: subgraphs.internal,
    OIDC_AUDIENCE: 'operations-manager',
    OTLP_ENDPOINT: subgraphs.internal,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.05',
    LIMIT_SUBSCRIPTIONS: '1000',
    // One caller asks for all of them.
    LIMIT_OPERATIONS_PER_SECOND: '1000000',
    LIMIT_OPERATIONS_AT_ONCE: '1000000',
    LIMIT_COST_PER_SECOND: '1000000000',
    LIMIT_COST_AT_ONCE: '1000000000',
    LIMIT_RUNNING: '1000',
    SUBGRAPH_TIMEOUT_MS: '20000',
  }
  // As its `start` script does.
  const child = start(join(here, '..', '..', '..', 'gateway', 'src', 'main.ts'), [], env, ['--max-semi-space-size=32'])
  const url = `http://127.0.0.1:${port}`
  await ready(`${url}/health/ready`)
  return { name: 'ours', url: `${url}/graphql`, child }
}

export async function startApolloGateway(subgraphs: Subgraphs): Promise<Program> {
  const port = await reservedPort()
  const file = join(folder, `supergraph-${port}.graphql`)
  writeFileSync(file, subgraphs.sdl)
  const child = start(join(here, 'apollo-gateway.ts'), [file, String(port)], { NODE_ENV: 'production' })
  await message(child, 'ready')
  return { name: '@apollo/gateway', url: `http://127.0.0.1:${port}/graphql`, child }
}

export async function startBareScript(subgraphs: Subgraphs): Promise<Program> {
  const port = await reservedPort()
  const file = join(folder, `subgraphs-${port}.json`)
  writeFileSync(file, JSON.stringify({ registry: subgraphs.registry, clusters: subgraphs.clusters }))
  const child = start(join(here, 'bare-script.ts'), [file, String(port)])
  await message(child, 'ready')
  return { name: 'bare script', url: `http://127.0.0.1:${port}/graphql`, child }
}

/** A process with readers of event streams. */
export function startSubscribers(url: string, token: string, body: string, count: number): ChildProcess {
  return start(join(here, 'subscribers.ts'), [url, token, body, String(count)])
}

/** CPU time that a process has used in all its threads, in milliseconds. */
export function cpuMs(child: { readonly pid?: number | undefined }): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10 // clock ticks of 10 ms
}

export function memoryMb(child: ChildProcess): number {
  const pages = Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1])
  return Math.round((pages * 4096) / 1_000_000)
}

export async function message<Content>(child: ChildProcess, type: string): Promise<Content> {
  for (;;) {
    // What is waited for no longer listens no longer: some programs are asked often.
    const answered = new AbortController()
    const { signal } = answered
    const given = await Promise.race([
      once(child, 'message', { signal }).then(([said]) => said as { type: string } & Content), // what programs of the bench say
      once(child, 'exit', { signal }).then(() =>
        Promise.reject(new Error(`a program of the bench ended before it said "${type}"`)),
      ),
    ]).finally(() => answered.abort())
    if (given.type === type) return given
  }
}

/** A process of the bench, with a channel to it. */
export function start(
  module: string,
  args: readonly string[],
  env: Record<string, string> = {},
  nodeFlags: readonly string[] = [],
): ChildProcess {
  const { PATH = '' } = process.env // oxlint-disable-line no-restricted-properties -- children need to find their programs
  const child = fork(module, args, {
    env: { PATH, ...env },
    execArgv: [...process.execArgv, ...nodeFlags],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  children.add(child)
  return child
}

/** A program that is not ours, as a process of the bench. */
export function startOther(program: string, env: Record<string, string>): ChildProcess {
  const child = spawn(program, [], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  children.add(child)
  return child
}

/** Waits until an address answers that all is well. */
export async function ready(url: string, limitMs = 30_000): Promise<void> {
  const end = Date.now() + limitMs
  for (;;) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    if (Date.now() > end) throw new Error(`${url} does not become ready`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
