import type { Log } from '@operations-manager/runtime/log/log.ts'
import { linkClose } from '@operations-manager/schema/link/handshake.ts'
import type { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import { changeCluster, putLink, readCluster, readSilentLinks, removeLink, touchLink } from '../store/clusters.ts'
import type { Db } from '../store/tables.ts'
import { write } from '../store/write.ts'
import type { Session } from './session.ts'

export type HubOptions = {
  readonly db: Db
  readonly log: Log
  /** Who this replica is, and where the other replicas reach it. */
  readonly replica: string
  readonly address: string
  /** Called when the supergraph may not hold the clusters as they are now. */
  readonly onRoutingChanged: () => void
  readonly touchMs?: number
  /** A link that nobody touched for so long belonged to a replica that was killed. */
  readonly silentMs?: number
}

/** The links that this replica holds, and what the database says about them. */
export class Hub {
  readonly #sessions = new Map<string, Session>()
  /** One change to a cluster's rows at a time, so a connection that ends never undoes the next one. */
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #options: HubOptions
  #timer: NodeJS.Timeout | null = null

  constructor(options: HubOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), this.#options.touchMs ?? 5_000)
  }

  session(cluster: string): Session | undefined {
    return this.#sessions.get(cluster)
  }

  /** The cluster announced itself on this connection: it takes over from any other. */
  async open(session: Session, profile: ClusterProfile): Promise<void> {
    const { cluster } = session
    const before = this.#sessions.get(cluster)
    this.#sessions.set(cluster, session)
    if (before !== session) before?.end(linkClose.replaced, 'A newer connection of this cluster took over.')
    await this.#inTurn(cluster, async () => {
      const { db, replica, address } = this.#options
      if (this.#sessions.get(cluster) !== session) return
      const now = new Date()
      const known = await readCluster(db, cluster)
      const { contractVersion } = profile
      await write(db, async (tx) => {
        await putLink(tx.db, { cluster, replica, address, now })
        await changeCluster(tx, cluster, { state: 'CONNECTED', profile, contractVersion, lastSeenAt: now })
      })
      this.#options.log.info({ cluster, contractVersion }, 'a cluster connected')
      const isNews = known?.profile === null || known?.contractVersion !== contractVersion
      if (isNews) this.#options.onRoutingChanged()
    })
  }

  /** The connection is gone. */
  async close(session: Session): Promise<void> {
    const { cluster } = session
    session.end(linkClose.goingAway, 'The connection is gone.')
    if (this.#sessions.get(cluster) !== session) return
    this.#sessions.delete(cluster)
    await this.#inTurn(cluster, async () => {
      if (this.#sessions.has(cluster)) return
      const { replica, log } = this.#options
      if (!(await this.#lost(cluster, replica, new Date()))) return
      log.info({ cluster }, 'a cluster is away')
    })
  }

  /** Closes every link; the clusters connect to another replica. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    const sessions = [...this.#sessions.values()]
    await Promise.all(sessions.map((session) => this.close(session)))
    await Promise.all(this.#turns.values())
  }

  /** Says that our links are alive, ends those that another replica took over, and finds those of killed replicas. */
  async #look(): Promise<void> {
    const { db, replica, log } = this.#options
    try {
      for (const session of this.#sessions.values()) {
        const isOurs = await this.#inTurn(session.cluster, async () =>
          this.#sessions.get(session.cluster) === session ? touchLink(db, session.cluster, replica, new Date()) : true,
        )
        if (!isOurs) this.#giveUp(session)
      }
      const silent = await readSilentLinks(db, new Date(Date.now() - (this.#options.silentMs ?? 30_000)))
      for (const link of silent) {
        // Whoever was killed may have left out what had to follow from the connection.
        if (await this.#lost(link.cluster, link.replica, link.seenAt)) this.#options.onRoutingChanged()
      }
    } catch (error) {
      log.warn({ err: error }, 'cannot look after the links now; trying again')
    }
  }

  #giveUp(session: Session): void {
    if (this.#sessions.get(session.cluster) === session) this.#sessions.delete(session.cluster)
    session.end(linkClose.replaced, 'Another replica holds the link of this cluster.')
  }

  /** In one transaction, so no cluster is left that seems connected. Gives whether that replica still had the link. */
  #lost(cluster: string, replica: string, lastSeenAt: Date): Promise<boolean> {
    return write(this.#options.db, async (tx) => {
      if (!(await removeLink(tx.db, cluster, replica))) return false
      const row = await tx.db.selectFrom('clusters').select('state').where('name', '=', cluster).executeTakeFirst()
      if (row?.state === 'CONNECTED') await changeCluster(tx, cluster, { state: 'AWAY', lastSeenAt })
      return true
    })
  }

  #inTurn<T>(cluster: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(cluster) ?? Promise.resolve()).then(work, work)
    const settled = turn.catch(() => undefined) // whoever asked for this turn hears of its error
    this.#turns.set(cluster, settled)
    void settled.then(() => {
      if (this.#turns.get(cluster) === settled) this.#turns.delete(cluster)
    })
    return turn
  }
}
