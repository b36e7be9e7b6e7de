import { Pool } from 'undici'
import type { Address } from './address.ts'
import { pinnedConnector } from './pinned-connector.ts'

/** Where connections lead, and whom they trust. */
type Place = Pick<Address, 'origin' | 'pins'>

const connectTimeout = 5_000

/** Keep-alive connections by origin and trusted keys, shared by all generations of the supergraph. */
export class Pools {
  readonly #pools = new Map<string, Pool>()
  readonly #streams = new Map<string, Pool>()
  readonly #connections: number

  constructor(connectionsPerOrigin: number) {
    this.#connections = connectionsPerOrigin
  }

  /** For requests that are answered at once. */
  requests(place: Place): Pool {
    return this.#of(this.#pools, place, { connections: this.#connections, headersTimeout: 0, bodyTimeout: 0 })
  }

  /** For event streams: as many connections as there are streams. `silenceMs` without a byte ends a stream. */
  streams(place: Place, silenceMs: number): Pool {
    return this.#of(this.#streams, place, { headersTimeout: silenceMs, bodyTimeout: silenceMs })
  }

  /** Closes what nothing points to any more; requests under way end first. */
  async keepOnly(places: readonly Place[]): Promise<void> {
    const kept = new Set(places.map(keyOf))
    await Promise.all(
      [this.#pools, this.#streams].flatMap((pools) =>
        [...pools].flatMap(([key, pool]) => {
          if (kept.has(key)) return []
          pools.delete(key)
          return [pool.close()]
        }),
      ),
    )
  }

  async close(): Promise<void> {
    const all = [...this.#pools.values(), ...this.#streams.values()]
    this.#pools.clear()
    this.#streams.clear()
    await Promise.all(all.map((pool) => pool.destroy()))
  }

  #of(pools: Map<string, Pool>, { origin, pins }: Place, options: Pool.Options): Pool {
    const key = keyOf({ origin, pins })
    let pool = pools.get(key)
    if (pool === undefined) {
      const connect = pins.length === 0 ? undefined : pinnedConnector(pins, connectTimeout)
      const trust = connect === undefined ? { connectTimeout } : { connect }
      pool = new Pool(origin, { keepAliveTimeout: 30_000, allowH2: false, ...trust, ...options })
      pools.set(key, pool)
    }
    return pool
  }
}

function keyOf({ origin, pins }: Place): string {
  return [origin, ...pins].join(' ')
}
