import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { AddressInfo } from 'node:net'
import { AccessTokens } from './auth/access-tokens.ts'
import { createCallerTokens } from './auth/caller-tokens.ts'
import { Guesses } from './auth/guesses.ts'
import { LiveTokens } from './auth/live-tokens.ts'
import { registryTokens } from './auth/token-source.ts'
import { createAuthenticate } from './auth/tokens.ts'
import type { Config } from './config.ts'
import type { Generation } from './federation/generation.ts'
import { registrySupergraphs, SupergraphWatch } from './federation/supergraph.ts'
import { Switchboard } from './federation/switchboard.ts'
import { trustedProxies } from './front/client-source.ts'
import { Drain } from './front/drain.ts'
import { createMetrics, type Metrics } from './front/metrics.ts'
import { addOperatorRoutes } from './front/operator-routes.ts'
import { createServer } from './front/server.ts'
import { createSse } from './front/sse.ts'
import { tokenRoute } from './front/token-route.ts'
import { serveWebSockets } from './front/websocket.ts'
import { readPersistedDocuments } from './pipeline/persisted-documents.ts'
import { Hub } from './streams/hub.ts'
import { Rates } from './pipeline/rates.ts'
import { Pools } from './subgraphs/pools.ts'
import { Subgraphs } from './subgraphs/subgraphs.ts'

export type Gateway = {
  readonly url: string
  readonly metrics: Metrics
  readonly lifecycle: Lifecycle
  /** The version of the supergraph in use; null until there is a first one. */
  readonly version: () => string | null
  readonly hub: Hub
}

const maxAnswerBytes = 64_000_000

function createSubgraphs(config: Config, parts: ConstructorParameters<typeof Subgraphs>[2]): Subgraphs {
  const limits = { centralTimeoutMs: config.limits.timeMs, timeoutMs: config.subgraphTimeoutMs, maxAnswerBytes }
  return new Subgraphs(new URL(config.registryUrl).origin, limits, parts)
}

/** Finds out who calls, and ends what they hold open when their token ends. */
function startAuthentication(config: Config, log: Log, lifecycle: Lifecycle) {
  const live = new LiveTokens()
  const guesses = new Guesses()
  const tokenSource = registryTokens(config.registryUrl, config.internalSecret)
  const accessTokens = new AccessTokens({ source: tokenSource, guesses, live, log })
  accessTokens.start()
  lifecycle.onStop('access tokens', () => accessTokens.stop())
  return { authenticate: createAuthenticate(config.oidc, accessTokens, log), live, guesses, tokenSource }
}

/** Follows the registry's supergraph, until the end. */
function watchSupergraph(
  { registryUrl, internalSecret }: Config,
  lifecycle: Lifecycle,
  parts: ConstructorParameters<typeof SupergraphWatch>[1],
): void {
  const watch = new SupergraphWatch(registrySupergraphs(registryUrl, internalSecret), parts)
  watch.start()
  lifecycle.onStop('watch', () => watch.stop())
}

/** Starts a gateway: it listens at once, and answers once the registry gave it a supergraph. */
export async function startGateway(config: Config, log: Log, lifecycle = new Lifecycle(log)): Promise<Gateway> {
  const metrics = createMetrics()
  const { limits, internalSecret, heartbeatMs, maxBehindBytes } = config
  const { authenticate, live, guesses, tokenSource } = startAuthentication(config, log, lifecycle)
  const proxies = trustedProxies(config.trustedProxies)
  const rates = new Rates(config.rateLimits)
  const door = { authenticate, limits, corsOrigins: new Set(config.corsOrigins), proxies }
  const persisted = config.persistedDocuments === null ? null : await readPersistedDocuments(config.persistedDocuments)

  const pools = new Pools(config.subgraphConnections)
  const signCaller = await createCallerTokens(config.callerPrivateKey)
  const subgraphs = createSubgraphs(config, { pools, signCaller, internalSecret, metrics })
  lifecycle.onStop('subgraphs', () => subgraphs.close())

  const generation = (): Generation => {
    if (switchboard.current === null) throw new Error('a subscription was let pass without a supergraph')
    return switchboard.current
  }
  const hub = new Hub(
    { subscriptionsPerCaller: limits.subscriptionsPerCaller, recheckMs: config.recheckMs },
    { pools, metrics, log, live, generation },
  )
  const switchboard = new Switchboard({
    subgraphs,
    pipeline: { limits, persisted, rates, log, metrics },
    metrics,
    log,
    switched: (next) => hub.switchTo(next),
  })
  lifecycle.onStop('supergraph', () => switchboard.stop())

  const operations = { run: () => switchboard.front?.run ?? null, hub, log }
  const sse = createSse(operations, { heartbeatMs, maxBehindBytes, metrics }, live)
  const app = createServer({
    ...door,
    rates,
    log,
    front: () => switchboard.front,
    isDraining: () => lifecycle.phase === 'draining',
    stream: (request) => sse.answer(request),
  })
  addOperatorRoutes(app, { ...door, lifecycle, generation: () => switchboard.current, metrics, internalSecret })
  await app.register(tokenRoute({ source: tokenSource, guesses, proxies }))
  const drain = new Drain(app.server)
  lifecycle.onStop('http', () => drain.end(() => app.close()))
  const webSocketOptions = { ...door, live, heartbeatMs, maxBehindBytes, metrics }
  const webSockets = serveWebSockets(app.server, operations, webSocketOptions)
  lifecycle.onStop('streams', () => {
    hub.stop()
    sse.stop()
    webSockets.stop()
  })
  await app.listen({ host: config.host, port: config.port })

  const refused = (): void => metrics.supergraphRefused.inc()
  watchSupergraph(config, lifecycle, { use: (supergraph) => switchboard.use(supergraph), refused, log })
  lifecycle.started()
  const { port } = app.server.address() as AddressInfo // it listens on a port, never on a pipe
  const url = `http://${config.host}:${port}`
  return { url, metrics, lifecycle, hub, version: () => switchboard.current?.version ?? null }
}
