import { createHmac, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { requestKeyFor } from '@operations-manager/runtime/caller/request-proof.ts'
import { createRequestVerifier } from '@operations-manager/runtime/caller/verify-request.ts'
import { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { startTelemetry } from '@operations-manager/runtime/telemetry/telemetry.ts'
import { registrySubgraphName } from '@operations-manager/schema/compose/compose.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { dutchTitles } from '@operations-manager/schema/steps/titles.ts'
import { createRecorder, type Recorder } from './audit/recorder.ts'
import { createChanges } from './changes/changes.ts'
import type { ChangeDependencies } from './changes/commit.ts'
import { startRepair } from './changes/repair.ts'
import { takeIn } from './changes/take-in.ts'
import { createClusters } from './clusters/clusters.ts'
import { supergraphRoute } from './clusters/supergraph-route.ts'
import { createSupergraphs, type Supergraphs } from './clusters/supergraph.ts'
import type { Config } from './config.ts'
import type { App } from './context.ts'
import { createHistory } from './git/history.ts'
import { openRepository, type Repository } from './git/repository.ts'
import { startWatch } from './git/watch.ts'
import { createWriter } from './git/writer.ts'
import { Hub } from './link/hub.ts'
import { internalLinkRoutes } from './link/internal-routes.ts'
import { createAskCluster, type AskCluster } from './link/requests.ts'
import { serveLink } from './link/server.ts'
import { createProjectFiles } from './project-files.ts'
import { graphqlRoute } from './server/graphql.ts'
import { healthRoutes } from './server/health.ts'
import { repositoryHook } from './server/hooks.ts'
import { closeHttp, createHttp } from './server/http.ts'
import { createMetrics } from './server/metrics.ts'
import { openDatabase, type Database } from './store/database.ts'
import { createFeeds, type Feeds } from './store/feed.ts'
import { readInstallationId } from './store/installation.ts'
import { migrate } from './store/migrate.ts'
import { runRetention } from './store/retention.ts'
import { startAccessNews } from './tokens/access-news.ts'
import { createExchange } from './tokens/exchange.ts'
import { accessTokenRoutesOf } from './tokens/internal-routes.ts'
import { createStreams } from './streams/streams.ts'

const retentionMs = 60 * 60_000
const repair = { intervalMs: 2_000, minimumAgeMs: 10_000 }

export type Registry = {
  readonly url: string
  readonly installationId: string
  readonly lifecycle: Lifecycle
  /** Reads the projects branch now; resolves when everything in it is taken in. */
  readonly readBranch: () => Promise<void>
}

type Parts = {
  readonly config: Config
  readonly log: Log
  readonly lifecycle: Lifecycle
  readonly database: Database
  readonly feeds: Feeds
  readonly recorder: Recorder
}

/** Starts the registry: stores, repository, clusters, server. What starts registers how it stops. */
export async function startRegistry(config: Config, log: Log, lifecycle = new Lifecycle(log)): Promise<Registry> {
  const telemetry = await startTelemetry('registry', config.otlpEndpoint)
  lifecycle.onStop('telemetry', () => telemetry.stop())
  const database = openDatabase({ url: config.databaseUrl, log })
  lifecycle.onStop('database', () => database.close())
  await migrate(database.db)
  const installation = await readInstallationId(database.db, config.installationId)
  const feeds = createFeeds({ db: database.db, url: config.databaseUrl, log })
  lifecycle.onStop('feeds', () => feeds.close())
  const recorder = createRecorder({ db: database.db, log })
  lifecycle.onStop('audit recorder', () => recorder.stop())
  const accessNews = startAccessNews({ url: config.databaseUrl, log })
  lifecycle.onStop('access news', () => accessNews.close())
  const parts = { config, log, lifecycle, database, feeds, recorder }
  const http = createHttp(log)
  const clusters = startClusters(parts, http)
  const { deps, readBranch, repositoryFault } = await startChanges(parts, installation, clusters.askCluster)
  const app: App = {
    db: database.db,
    feeds,
    log,
    catalogue,
    dutchTitle: dutchTitles(catalogue),
    rules: config.access,
    tokens: config.tokens,
    accessNews,
    branch: config.git.branch,
    files: deps.files,
    history: deps.history,
    changes: createChanges(deps),
    clusters: createClusters({ db: database.db, onRoutingChanged: () => clusters.supergraphs.recomposeSoon() }),
    askCluster: clusters.askCluster,
    readBranch,
    repositoryFault,
    recorder,
  }
  const url = await startServer(parts, http, app, clusters)
  warnWithoutOperator(config, log)
  lifecycle.started()
  log.info({ url, installation }, 'the registry is ready')
  return { url, installationId: installation, lifecycle, readBranch }
}

/** The way of a change: repository, its one writer, its reader, and the repair of what was interrupted. */
async function startChanges({ config, log, lifecycle, database }: Parts, installation: string, askCluster: AskCluster) {
  const { db } = database
  const { folder, branch, remote, allowedSignersFile, pollMs, environment = {} } = config.git
  const repository = await openRepository({ folder, branch, remote, environment })
  lifecycle.onStop('repository', () => repository.close())
  const writer = createWriter({ repository, db, log })
  lifecycle.onStop('writer', () => writer.close())
  const deps: ChangeDependencies = {
    db,
    log,
    writer,
    branch,
    catalogue,
    installation,
    files: createProjectFiles(catalogue),
    history: createHistory(repository, allowedSignersFile),
    fingerprintKey: fingerprintKeyOf(config.internalSecret),
    askCluster,
    readBranch: () => watch.poke(),
  }
  const onChanges = (changes: Parameters<typeof takeIn>[1]): Promise<void> => takeIn(deps, changes)
  const watch = startWatch({ repository, db, log, intervalMs: pollMs, allowedSignersFile, onChanges })
  lifecycle.onStop('branch reader', () => watch.close())
  const repairing = startRepair({ deps, repository, ...repair })
  lifecycle.onStop('repair', () => repairing.stop())
  startRetention({ log, lifecycle, database })
  return { deps, readBranch: () => watch.poke(), repositoryFault: () => faultOf(repository) }
}

// A key of its own, so that what one of them shows tells nothing of the other.
function fingerprintKeyOf(internalSecret: Secret): Secret {
  return new Secret(createHmac('sha256', internalSecret.reveal()).update('fingerprints of secrets').digest('hex'))
}

async function faultOf(repository: Repository): Promise<string | null> {
  try {
    await repository.refresh()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function startRetention({ log, lifecycle, database }: Pick<Parts, 'log' | 'lifecycle' | 'database'>): void {
  const timer = setInterval(() => {
    runRetention(database.db, new Date()).catch((error: unknown) =>
      log.warn({ err: error }, 'could not remove what is too old; trying again later'),
    )
  }, retentionMs)
  lifecycle.onStop('retention', () => clearInterval(timer))
}

type ClusterParts = {
  readonly supergraphs: Supergraphs
  readonly hub: Hub
  readonly link: { stop(): Promise<void> }
  readonly askCluster: AskCluster
}

/** What speaks with clusters: the links that this replica holds, and the supergraphs that gateways read. */
function startClusters(
  { config, log, lifecycle, database, feeds, recorder }: Parts,
  http: FastifyInstance,
): ClusterParts {
  const { db } = database
  const replica = randomUUID()
  const address = config.internalAddress ?? `http://127.0.0.1:${config.port}`
  const registryUrl = `${config.registryUrl ?? address}/graphql`
  const supergraphs = createSupergraphs({ db, feeds, registryUrl, log })
  lifecycle.onStop('supergraphs', () => supergraphs.stop())
  const hub = new Hub({ db, log, replica, address, onRoutingChanged: () => supergraphs.recomposeSoon() })
  const askCluster = createAskCluster({ hub, db, replica, internalSecret: config.internalSecret })
  hub.start()
  const link = serveLink({ server: http.server, db, feeds, hub, internalSecret: config.internalSecret, log, recorder })
  supergraphs.recomposeSoon()
  return { supergraphs, hub, link, askCluster }
}

async function startServer(
  { config, log, lifecycle, database, feeds }: Parts,
  http: FastifyInstance,
  app: App,
  { supergraphs, hub, link, askCluster }: ClusterParts,
): Promise<string> {
  const { internalSecret, webhookSecret } = config
  const requestKey = requestKeyFor(internalSecret, registrySubgraphName)
  const verify = await createRequestVerifier({
    publicJwk: config.callerPublicKey,
    audience: registrySubgraphName,
    requestKey: () => requestKey,
  })
  const streams = createStreams(app)
  const metrics = createMetrics({ feeds: () => feeds.size, streams: () => streams.size })
  healthRoutes({ lifecycle, metrics, internalSecret, ping: () => database.ping() })(http)
  await http.register(graphqlRoute({ app, streams, metrics, verify }))
  await http.register(supergraphRoute({ supergraphs, internalSecret }))
  const exchange = createExchange(app)
  await http.register(accessTokenRoutesOf({ app, exchange, internalSecret }))
  await http.register(internalLinkRoutes({ hub, askCluster, internalSecret, log }))
  if (webhookSecret !== null) await http.register(repositoryHook(webhookSecret, () => void app.readBranch()))
  lifecycle.onStop('server', () => closeHttp(http))
  // Before the server, which would wait for the WebSockets.
  lifecycle.onStop('link', () => link.stop())
  // First of all: streams end so that their readers open again elsewhere, then the server closes.
  lifecycle.onStop('streams', () => streams.close())
  return http.listen({ host: config.host, port: config.port })
}

function warnWithoutOperator({ access }: Config, log: Log): void {
  if (access.operators.emails.length > 0 || access.operators.groups.length > 0) return
  log.warn(
    'nobody is a platform operator: name some in OPERATOR_EMAILS or OPERATOR_GROUPS, or no cluster can be registered',
  )
}
