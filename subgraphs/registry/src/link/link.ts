import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Feeds } from '../store/feed.ts'
import type { Db } from '../store/tables.ts'
import { Hub } from './hub.ts'
import { internalLinkRoutes } from './internal-routes.ts'
import { createAskCluster, type AskCluster } from './requests.ts'
import { serveLink } from './server.ts'

export type RegistryLinkOptions = {
  readonly db: Db
  readonly feeds: Feeds
  readonly log: Log
  /** Where other replicas reach this one: `http://10.0.0.7:4001`. */
  readonly internalAddress: string
  readonly internalSecret: Secret
  /** Called after a cluster connected in a form that the supergraph may not hold: compose soon. */
  readonly onRoutingChanged: () => void
  readonly relayDeadlineMs?: number
  readonly pingMs?: number
  readonly touchMs?: number
  readonly silentMs?: number
}

/** The registry's end of all links. */
export type RegistryLink = {
  readonly askCluster: AskCluster
  /** `/internal/link/…`: register it on the HTTP server that also carries the link. */
  routes(app: FastifyInstance): Promise<void>
  /** Takes links from now on: WebSockets at `/link` of this server. */
  serve(server: Server): void
  /** Closes all links; clusters go to another replica. */
  stop(): Promise<void>
}

export function createRegistryLink(options: RegistryLinkOptions): RegistryLink {
  const { db, feeds, log, internalSecret, internalAddress, onRoutingChanged } = options
  const replica = randomUUID()
  const hub = new Hub({ db, log, replica, address: internalAddress, onRoutingChanged, ...timesOf(options) })
  const askCluster = createAskCluster({ hub, db, replica, internalSecret })
  const { relayDeadlineMs = 10_000, pingMs = 10_000 } = options
  let served: { stop(): Promise<void> } | null = null
  return {
    askCluster,
    routes: internalLinkRoutes({ hub, askCluster, internalSecret, log, relayDeadlineMs }),
    serve: (server) => {
      hub.start()
      served = serveLink({ server, db, feeds, hub, log, pingMs })
    },
    stop: async () => {
      await served?.stop()
    },
  }
}

function timesOf({ touchMs, silentMs }: RegistryLinkOptions): { touchMs?: number; silentMs?: number } {
  return { ...(touchMs === undefined ? {} : { touchMs }), ...(silentMs === undefined ? {} : { silentMs }) }
}
