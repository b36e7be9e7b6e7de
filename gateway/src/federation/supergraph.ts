import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { protocolHeaders, SupergraphAnswer } from '@operations-manager/schema/stream/stream-protocol.ts'
import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'

export type SupergraphSource = {
  /** Gives the newest supergraph, after waiting for one that is not `after`; null if there is no other yet. */
  readonly next: (after: string | null, signal: AbortSignal) => Promise<SupergraphAnswer | null>
}

const longPollSeconds = 25

/** The registry's internal address: a long poll that answers as soon as the supergraph changes. */
export function registrySupergraphs(registryUrl: string, secret: Secret): SupergraphSource {
  return {
    async next(after, signal) {
      const url = new URL('/internal/supergraph', registryUrl)
      if (after !== null) {
        url.searchParams.set('after', after)
        url.searchParams.set('wait', String(longPollSeconds))
      }
      const timeout = (longPollSeconds + 15) * 1000
      const answer = await request(url, {
        headers: { [protocolHeaders.internalSecret]: secret.reveal() },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      })
      if (answer.statusCode === 304 || answer.statusCode === 204) {
        await answer.body.dump()
        return null
      }
      if (answer.statusCode !== 200) {
        await answer.body.dump()
        throw new Error(`the registry answers ${answer.statusCode} when asked for the supergraph`)
      }
      const supergraph = SupergraphAnswer.parse(await answer.body.json())
      return supergraph.version === after ? null : supergraph
    },
  }
}

/**
 * Watches the source and hands on every new supergraph, one at a time. What cannot be loaded is reported once and
 * passed over; what is in use stays.
 */
export class SupergraphWatch {
  readonly #source: SupergraphSource
  readonly #use: (supergraph: SupergraphAnswer) => Promise<void>
  readonly #refused: () => void
  readonly #log: Log
  readonly #end = new AbortController()
  #watching: Promise<void> = Promise.resolve()

  constructor(
    source: SupergraphSource,
    parts: { use: (supergraph: SupergraphAnswer) => Promise<void>; refused: () => void; log: Log },
  ) {
    this.#source = source
    this.#use = parts.use
    this.#refused = parts.refused
    this.#log = parts.log
  }

  start(): void {
    this.#watching = this.#watch(this.#end.signal)
  }

  async stop(): Promise<void> {
    this.#end.abort()
    await this.#watching
  }

  async #watch(signal: AbortSignal): Promise<void> {
    let seen: string | null = null
    let failures = 0
    while (!signal.aborted) {
      try {
        const supergraph = await this.#source.next(seen, signal)
        if (failures > 0) this.#log.info('the registry answers again')
        failures = 0
        if (supergraph === null) {
          // A registry that does not wait must not be asked in a loop.
          await delay(seen === null ? 1_000 : 50, undefined, { signal, ref: false }).catch(() => undefined)
          continue
        }
        seen = supergraph.version
        await this.#load(supergraph)
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        if (failures === 1) this.#log.warn({ err: error }, 'the supergraph cannot be fetched; the last one stays')
        const waitMs = Math.min(200 * 2 ** Math.min(failures, 5), 5_000) * (0.75 + Math.random() / 2)
        await delay(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
      }
    }
  }

  async #load(supergraph: SupergraphAnswer): Promise<void> {
    const { version } = supergraph
    try {
      await this.#use(supergraph)
      this.#log.info({ version, clusters: supergraph.clusters.length }, 'supergraph in use')
    } catch (error) {
      this.#refused()
      this.#log.error({ version, err: error }, 'supergraph refused; the last good one stays')
    }
  }
}
