import { registrySubgraphName } from '@operations-manager/schema/compose/compose.ts'
import { readAddress } from './address.ts'
import { Subgraph, type SubgraphParts } from './subgraph.ts'

export type SubgraphLimits = {
  /** How long the central subgraph may take; its own long polls are within it. */
  readonly centralTimeoutMs: number
  /** How long any other subgraph may take before its part of the answer stays empty. */
  readonly timeoutMs: number
  readonly maxAnswerBytes: number
}

/** All subgraphs that some generation of the supergraph names. They outlive generations: breakers and connections stay. */
export class Subgraphs {
  readonly #known = new Map<string, Subgraph>()
  readonly #registryOrigin: string
  readonly #limits: SubgraphLimits
  readonly #parts: SubgraphParts

  constructor(registryOrigin: string, limits: SubgraphLimits, parts: Omit<SubgraphParts, 'changed'>) {
    this.#registryOrigin = registryOrigin
    this.#limits = limits
    const changed = (): void => {
      for (const subgraph of this.#known.values()) subgraph.sealReads()
    }
    this.#parts = { ...parts, changed }
  }

  /** The subgraph of this name at this address; the same one for every generation that says the same. */
  at(name: string, location: string): Subgraph {
    const key = `${name} ${location}`
    let subgraph = this.#known.get(key)
    if (subgraph === undefined) {
      const isCentral = name === registrySubgraphName
      subgraph = new Subgraph(
        {
          name,
          address: readAddress(location, this.#registryOrigin),
          isCentral,
          timeoutMs: isCentral ? this.#limits.centralTimeoutMs : this.#limits.timeoutMs,
          maxAnswerBytes: this.#limits.maxAnswerBytes,
        },
        this.#parts,
      )
      this.#known.set(key, subgraph)
    }
    return subgraph
  }

  /** Forgets all that the given generations do not name, and closes their connections once they are idle. */
  async keepOnly(inUse: ReadonlySet<Subgraph>): Promise<void> {
    for (const [key, subgraph] of this.#known) {
      if (inUse.has(subgraph)) continue
      this.#known.delete(key)
      subgraph.stop()
    }
    await this.#parts.pools.keepOnly([...this.#known.values()].map(({ address }) => address))
  }

  async close(): Promise<void> {
    for (const subgraph of this.#known.values()) subgraph.stop()
    this.#known.clear()
    await this.#parts.pools.close()
  }
}
