import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { AddressInfo } from 'node:net'
import { createCallerTokens } from './auth/caller-tokens.ts'
import { createAuthenticate } from './auth/tokens.ts'
import type { Config } from './config.ts'
import { registrySupergraphs, SupergraphWatch } from './federation/supergraph.ts'
import { Switchboard } from './federation/switchboard.ts'
import { createMetrics, type Metrics } from './front/metrics.ts'
import { createServer } from './front/server.ts'
import { readPersistedDocuments } from './pipeline/persisted-documents.ts'
import { Pools } from './subgraphs/pools.ts'
import { Subgraphs } from './subgraphs/subgraphs.ts'

export type Gateway = {
  readonly url: string
  readonly metrics: Metrics
  readonly lifecycle: Lifecycle
  /** The version of the supergraph in use; null until there is a first one. */
  readonly version: () => string | null
}

/** Starts a gateway: it listens at once, and answers once the registry gave it a supergraph. */
export async function startGateway(config: Config, log: Log): Promise<Gateway> {
  const lifecycle = new Lifecycle(log)
  const metrics = createMetrics()
  const { limits, internalSecret } = config
  const persisted = config.persistedDocuments === null ? null : await readPersistedDocuments(config.persistedDocuments)
  const signCaller = await createCallerTokens(config.callerPrivateKey)
  const subgraphs = new Subgraphs(
    new URL(config.registryUrl).origin,
    { centralTimeoutMs: limits.timeMs, timeoutMs: config.subgraphTimeoutMs, maxAnswerBytes: 64_000_000 },
    { pools: new Pools(config.subgraphConnections), signCaller, internalSecret, metrics },
  )
  lifecycle.onStop('subgraphs', () => subgraphs.close())
  const switchboard = new Switchboard({
    subgraphs,
    pipeline: { limits, persisted, log, metrics },
    metrics,
    log,
    switched: () => undefined,
  })
  lifecycle.onStop('supergraph', () => switchboard.stop())
  const app = createServer({
    authenticate: createAuthenticate(config.oidc),
    limits,
    corsOrigins: new Set(config.corsOrigins),
    log,
    front: () => switchboard.front,
    isDraining: () => lifecycle.phase !== 'started' && lifecycle.phase !== 'starting',
    stream: () => Promise.resolve(),
  })
  lifecycle.onStop('http', () => app.close())
  await app.listen({ host: config.host, port: config.port })
  const watch = new SupergraphWatch(registrySupergraphs(config.registryUrl, internalSecret), {
    use: (supergraph) => switchboard.use(supergraph),
    refused: () => metrics.supergraphRefused.inc(),
    log,
  })
  watch.start()
  lifecycle.onStop('watch', () => watch.stop())
  lifecycle.started()
  const { port } = app.server.address() as AddressInfo // it listens on a port, never on a pipe
  return {
    url: `http://${config.host}:${port}`,
    metrics,
    lifecycle,
    version: () => switchboard.current?.version ?? null,
  }
}
