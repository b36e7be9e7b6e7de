import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import fastify from 'fastify'
import pg from 'pg'
import { inject } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { linkPayloads, type ClusterProfile, type Report, type Wish } from '@operations-manager/schema/link/messages.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { createRecorder } from '../../subgraphs/registry/src/audit/recorder.ts'
import { createClusters, type Clusters } from '../../subgraphs/registry/src/clusters/clusters.ts'
import { supergraphRoute } from '../../subgraphs/registry/src/clusters/supergraph-route.ts'
import { createSupergraphs, type Supergraphs } from '../../subgraphs/registry/src/clusters/supergraph.ts'
import { Hub } from '../../subgraphs/registry/src/link/hub.ts'
import { internalLinkRoutes } from '../../subgraphs/registry/src/link/internal-routes.ts'
import { createAskCluster, type AskCluster } from '../../subgraphs/registry/src/link/requests.ts'
import { serveLink } from '../../subgraphs/registry/src/link/server.ts'
import { openDatabase } from '../../subgraphs/registry/src/store/database.ts'
import { putWish } from '../../subgraphs/registry/src/store/deployments.ts'
import { createFeeds } from '../../subgraphs/registry/src/store/feed.ts'
import { migrate } from '../../subgraphs/registry/src/store/migrate.ts'
import { recordOperation } from '../../subgraphs/registry/src/store/operations.ts'
import type { Db } from '../../subgraphs/registry/src/store/tables.ts'
import { writeAudited as write } from '../../subgraphs/registry/src/store/testing.ts'
import type { LinkHandlers } from '../../subgraphs/cluster/src/link/answers.ts'
import { CannotAnswer, once } from '../../subgraphs/cluster/src/link/answers.ts'
import { openLink, type OpenLink } from '../../subgraphs/cluster/src/link/open-link.ts'
import type { MemoryKubernetes } from '../../subgraphs/cluster/src/memory/kubernetes/memory-kubernetes.ts'
import { openMemoryKubernetes } from '../../subgraphs/cluster/src/memory/kubernetes/open.ts'
import { memoryDocuments, type DocumentStore } from '../../subgraphs/cluster/src/memory/persistence.ts'
import { systemClock } from '../../subgraphs/cluster/src/reconcile/clock.ts'
import { Line } from './line.ts'

export const internalSecret = new Secret('internal-secret-of-the-tests')
const log = createLog('test', 'silent')

/** A database of its own in the PostgreSQL of the run, and what stands on it; everything is stopped with `stop`. */
export class World {
  readonly databaseUrl: Secret
  readonly #stops: (() => unknown)[] = []

  private constructor(databaseUrl: Secret) {
    this.databaseUrl = databaseUrl
  }

  static async start(): Promise<World> {
    const name = `link_${Math.random().toString(36).slice(2)}`
    const admin = new pg.Client({ connectionString: inject('postgresUrl') })
    await admin.connect()
    await admin.query(`create database ${name}`)
    await admin.end()
    const url = new URL(inject('postgresUrl'))
    url.pathname = `/${name}`
    return new World(new Secret(url.href))
  }

  onStop(stop: () => unknown): void {
    this.#stops.push(stop)
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0).toReversed()) await stop()
  }

  /** A registry replica: as much of it as the link needs. */
  async replica(options: Partial<ReplicaOptions> = {}): Promise<Replica> {
    const replica = await startReplica(this.databaseUrl, options)
    this.onStop(() => replica.stop())
    return replica
  }

  /** A cluster backend without an engine. */
  async backend(options: BackendOptions): Promise<Backend> {
    const documents = options.kept ?? memoryDocuments()
    const opened = await openMemoryKubernetes({ clock: systemClock }, documents, log)
    const { kubernetes } = opened
    const link = await openLink({
      kubernetes,
      namespace: 'operations-manager',
      cluster: options.cluster,
      url: `ws://127.0.0.1:${options.port}/link`,
      joinToken: options.joinToken ?? null,
      keyMaxAgeMs: options.keyMaxAgeMs ?? Infinity,
      profile: aProfile(),
      log,
      backOff: { minMs: 20, maxMs: 100 },
      pingMs: 1_500,
      connectMs: 3_000,
    })
    let stopped: Promise<void> | null = null
    const stop = (): Promise<void> => (stopped ??= link.stop().then(() => opened.close()))
    this.onStop(stop)
    link.start({ ...noHandlers, ...options.handlers })
    return { ...link, kubernetes, documents, stop }
  }

  /** A TCP line between a backend and a replica that can be cut. */
  async line(targetPort: number): Promise<Line> {
    const line = await Line.open(targetPort)
    this.onStop(() => line.close())
    return line
  }
}

type ReplicaOptions = {
  joinTokenLifetimeMs: number
  /** After how long a composition that failed is tried again. */
  retryMs: number
  compose: NonNullable<Parameters<typeof createSupergraphs>[0]['compose']>
}

export type Replica = {
  readonly port: number
  readonly db: Db
  readonly askCluster: AskCluster
  readonly clusters: Clusters
  readonly supergraphs: Supergraphs
  /** As if the process were killed: nothing is said to anybody. */
  kill(): Promise<void>
  stop(): Promise<void>
}

async function startReplica(url: Secret, options: Partial<ReplicaOptions>): Promise<Replica> {
  const database = openDatabase({ url, log })
  const { db } = database
  await migrate(db)
  const feeds = createFeeds({ db, url, log })
  const port = await reservedPort()
  const { joinTokenLifetimeMs, compose, retryMs = 5_000 } = options
  const supergraphs = createSupergraphs({
    db,
    feeds,
    registryUrl: 'http://registry/graphql',
    log,
    retryMs,
    ...(compose === undefined ? {} : { compose }),
  })
  const onRoutingChanged = (): void => supergraphs.recomposeSoon()
  const clusters = createClusters({
    db,
    onRoutingChanged,
    ...(joinTokenLifetimeMs === undefined ? {} : { joinTokenLifetimeMs }),
  })
  const replica = randomUUID()
  const address = `http://127.0.0.1:${port}`
  const hub = new Hub({ db, log, replica, address, onRoutingChanged, touchMs: 100, silentMs: 3_000 })
  const askCluster = createAskCluster({ hub, db, replica, internalSecret })
  const app = fastify()
  await app.register(internalLinkRoutes({ hub, askCluster, internalSecret, log, relayDeadlineMs: 2_000 }))
  await app.register(supergraphRoute({ supergraphs, internalSecret }))
  await app.listen({ port, host: '127.0.0.1' })
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket) => sockets.add(socket.once('close', () => sockets.delete(socket))))
  hub.start()
  const recorder = createRecorder({ db, log })
  const link = serveLink({ server: app.server, db, feeds, hub, internalSecret, log, recorder, pingMs: 1_500 })
  let ended: Promise<void> | null = null
  const end = async (isKilled: boolean): Promise<void> => {
    if (isKilled) await database.close() // from here on it can say nothing to the database
    await link.stop().catch(() => undefined)
    await recorder.stop()
    await supergraphs.stop()
    await feeds.close()
    for (const socket of sockets) socket.destroy()
    await app.close()
    if (!isKilled) await database.close()
  }
  return {
    port,
    db,
    askCluster,
    clusters,
    supergraphs,
    kill: () => (ended ??= end(true)),
    stop: () => (ended ??= end(false)),
  }
}

export type BackendOptions = {
  readonly cluster: string
  readonly port: number
  readonly joinToken?: Secret
  /** What the Kubernetes of the same backend held before its restart. */
  readonly kept?: DocumentStore
  readonly handlers?: Partial<LinkHandlers>
  readonly keyMaxAgeMs?: number
}

export type Backend = OpenLink & {
  readonly kubernetes: MemoryKubernetes
  readonly documents: DocumentStore
  stop(): Promise<void>
}

const refuse = once<unknown, never>(() => Promise.reject(new CannotAnswer('NOT_FOUND', 'There is none.')))
const refusals = Object.keys(linkPayloads).map((type) => [type, refuse])
const noHandlers = Object.fromEntries(refusals) as LinkHandlers

export function aProfile(over: Partial<ClusterProfile> = {}): ClusterProfile {
  return {
    contractVersion: 1,
    backendVersion: '0.1.0',
    sandbox: true,
    domain: 'a.example',
    scheme: 'https',
    services: {},
    limits: { replicas: 10, cpu: '4', memory: '8Gi', volume: '100Gi' },
    forbiddenRanges: [],
    egress: 'ports',
    retentionDays: 30,
    agePublicKey: 'age1test',
    mail: false,
    organisationProvider: false,
    ...over,
  }
}

export const idOf = (cluster: string, deployment: string): string =>
  deploymentId({ cluster, project: 'shop', deployment })

export function aSpec(cluster: string, deployment: string): Wish['spec'] {
  return {
    formatVersion: 1,
    installation: 'test',
    cluster,
    project: 'shop',
    deployment,
    components: {},
    services: {},
    registries: {},
    sealed: {},
    people: [],
  }
}

/** A component that listens on one port and needs nothing. */
export function aComponent(over: Partial<Wish['spec']['components'][string]> = {}): Wish['spec']['components'][string] {
  return {
    image: 'example.org/web:1',
    command: null,
    args: null,
    before: null,
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    publish: null,
    uses: [],
    calls: [],
    env: { component: {}, deployment: {} },
    secrets: [],
    mounts: [],
    egress: [],
    resources: { cpu: null, memory: null },
    replicas: 1,
    autoscale: null,
    health: { path: null, expect: null, deadlineSeconds: null },
    writableRoot: false,
    ...over,
  }
}

/** Saves a wish with its operation, as a mutation does. */
export async function saveWish(db: Db, cluster: string, deployment: string, generation: string): Promise<string> {
  return (await saveSpec(db, cluster, deployment, generation)).id
}

export async function saveSpec(
  db: Db,
  cluster: string,
  deployment: string,
  generation: string,
  over: Partial<Wish['spec']> = {},
): Promise<{ id: string; operation: string }> {
  const id = idOf(cluster, deployment)
  const operation = `op-${deployment}-${generation}`
  await write(db, async (tx) => {
    await recordOperation(tx, {
      id: operation,
      kind: 'APPLY',
      project: 'shop',
      requestedBy: { type: 'platform' },
      request: {},
      retryOf: null,
      saving: { revision: 'r1' },
      targets: [{ deployment: id, generation, steps: [] }],
      idempotencyKey: null,
    })
    await putWish(tx, {
      id,
      project: 'shop',
      name: deployment,
      cluster,
      spec: { ...aSpec(cluster, deployment), ...over },
      generation,
      revision: 'r1',
      operation,
    })
  })
  return { id, operation }
}

export function anEvent(id: string, deployment: string): Report {
  return { type: 'event', id, deployment, at: new Date().toISOString(), kind: 'DRIFT_HEALED', message: id }
}

export function aStep(deployment: string, generation: string, step: string, state: 'RUNNING' | 'SUCCEEDED'): Report {
  return {
    type: 'step',
    operation: `op-production-${generation}`,
    deployment,
    generation,
    step,
    title: step,
    needs: [],
    weight: 1,
    attempt: 1,
    state,
    at: new Date().toISOString(),
    message: '',
    problem: null,
    proofs: [],
  }
}
