import { Pool } from 'undici'

/** Keep-alive connections by origin, shared by all generations of the supergraph. */
export class Pools {
  readonly #pools = new Map<string, Pool>()
  readonly #streams = new Map<string, Pool>()
  readonly #connections: number

  constructor(connectionsPerOrigin: number) {
    this.#connections = connectionsPerOrigin
  }

  /** For requests that are answered at once. */
  requests(origin: string): Pool {
    return this.#of(this.#pools, origin, { connections: this.#connections, headersTimeout: 0, bodyTimeout: 0 })
  }

  /** For event streams: as many connections as there are streams. `silenceMs` without a byte ends a stream. */
  streams(origin: string, silenceMs: number): Pool {
    return this.#of(this.#streams, origin, { headersTimeout: silenceMs, bodyTimeout: silenceMs })
  }

  /** Closes what nothing points to any more; requests under way end first. */
  async keepOnly(origins: ReadonlySet<string>): Promise<void> {
    await Promise.all(
      [this.#pools, this.#streams].flatMap((pools) =>
        [...pools].flatMap(([origin, pool]) => {
          if (origins.has(origin)) return []
          pools.delete(origin)
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

  #of(pools: Map<string, Pool>, origin: string, options: Pool.Options): Pool {
    let pool = pools.get(origin)
    if (pool === undefined) {
      pool = new Pool(origin, { keepAliveTimeout: 30_000, connectTimeout: 5_000, allowH2: false, ...options })
      pools.set(origin, pool)
    }
    return pool
  }
}
