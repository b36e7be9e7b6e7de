import { createHash } from 'node:crypto'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { clusterSdl } from '@operations-manager/schema/cluster/sdl.ts'
import { composeSupergraph, type Composition } from '@operations-manager/schema/compose/compose.ts'
import { registrySdl } from '@operations-manager/schema/registry/sdl.ts'
import type { SupergraphAnswer } from '@operations-manager/schema/stream/stream-protocol.ts'
import { readClusters } from '../store/clusters.ts'
import type { Feeds } from '../store/feed.ts'
import { lockKey } from '../store/locks.ts'
import { putSupergraph, readNewestSupergraph } from '../store/supergraphs.ts'
import type { Db } from '../store/tables.ts'
import { write } from '../store/write.ts'
import { sql } from 'kysely'
import { routingOf, type Routing } from './routing.ts'

export type SupergraphsOptions = {
  readonly db: Db
  readonly feeds: Feeds
  /** Where the gateway reaches the registry's subgraph. */
  readonly registryUrl: string
  readonly log: Log
  /** After how long a composition that the database did not allow is tried again. */
  readonly retryMs?: number
  /** For tests; the composition of `schema/` otherwise. */
  readonly compose?: (routing: Routing, registryUrl: string) => Composition
}

/** Composes, keeps and gives out supergraphs. */
export type Supergraphs = {
  /** Composes what is registered now; keeps the last good one when that fails. Answers whether a new one came. */
  recompose(): Promise<boolean>
  /** The same, soon and in the background; several calls make one. */
  recomposeSoon(): void
  newest(): Promise<SupergraphAnswer | null>
  /** The newest one as soon as its version is another than this; null if that does not happen until aborted. */
  after(version: string, signal: AbortSignal): Promise<SupergraphAnswer | null>
  /** Waits for what is under way. */
  stop(): Promise<void>
}

export function createSupergraphs(options: SupergraphsOptions): Supergraphs {
  let running: Promise<void> | null = null
  let isWanted = false
  let isStopped = false
  let retry: NodeJS.Timeout | null = null
  const run = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false
      try {
        await recompose(options)
      } catch (error) {
        options.log.error({ err: error }, 'could not make a supergraph; the last one stays, and it is tried again')
        retry ??= setTimeout(() => {
          retry = null
          soon()
        }, options.retryMs ?? 5_000)
      }
    }
    running = null
  }
  const soon = (): void => {
    if (isStopped) return
    isWanted = true
    running ??= run()
  }
  return {
    recompose: () => recompose(options),
    recomposeSoon: soon,
    newest: () => newest(options.db),
    after: (version, signal) => nextAfter(options, version, signal),
    stop: async () => {
      isStopped = true
      isWanted = false
      if (retry !== null) clearTimeout(retry)
      await running
    },
  }
}

/** One replica at a time, from what is committed: the newest supergraph always speaks of the newest clusters. */
function recompose({ db, registryUrl, log, compose = composeRouting }: SupergraphsOptions): Promise<boolean> {
  return write(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey('job:supergraph')})`.execute(tx.db)
    const routing = routingOf(await readClusters(tx.db))
    const names = routing.clusters.map(({ name }) => name)
    const composed = compose(routing, registryUrl)
    if (!composed.ok) {
      log.error(
        { clusters: names, errors: composed.errors },
        'the supergraph does not compose; the last good one stays',
      )
      return false
    }
    const version = createHash('sha256').update(composed.sdl).digest('hex').slice(0, 24)
    const isNew = await putSupergraph(tx, { version, sdl: composed.sdl, clusters: names })
    if (isNew) log.info({ version, clusters: names, contractVersion: routing.contractVersion }, 'made a supergraph')
    return isNew
  })
}

/** Pure: asks no cluster. */
export function composeRouting({ clusters, contractVersion }: Routing, registryUrl: string): Composition {
  return composeSupergraph({
    registry: { sdl: registrySdl(clusters, contractVersion), url: registryUrl },
    clusters: clusters.map((cluster) => ({
      name: cluster.name,
      typeName: cluster.typeName,
      contractVersion,
      url: cluster.address === 'link:' ? `link:${cluster.name}` : cluster.address,
      sdl: clusterSdl(cluster, contractVersion),
    })),
  })
}

async function newest(db: Db): Promise<SupergraphAnswer | null> {
  const row = await readNewestSupergraph(db)
  return row === null ? null : { version: row.version, sdl: row.sdl, clusters: row.clusters }
}

/** The feed is opened first, so one that is made between looking and listening is not missed. */
async function nextAfter(
  { db, feeds }: SupergraphsOptions,
  version: string,
  signal: AbortSignal,
): Promise<SupergraphAnswer | null> {
  const feed = await feeds.open({ type: 'clusters' }, null)
  const stop = (): void => feed.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const present = await newest(db)
    if (present !== null && present.version !== version) return present
    if (signal.aborted) return null
    for await (const { change } of feed) {
      if (change.type !== 'supergraph' || change.version === version) continue
      return await newest(db)
    }
    return null
  } finally {
    signal.removeEventListener('abort', stop)
    feed.close()
  }
}
