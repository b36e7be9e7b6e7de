import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { SupergraphAnswer } from '@operations-manager/schema/stream/stream-protocol.ts'
import { startApollo, type Front } from '../front/apollo.ts'
import type { Metrics } from '../front/metrics.ts'
import type { PipelineOptions } from '../pipeline/execute.ts'
import type { Subgraphs } from '../subgraphs/subgraphs.ts'
import { Generation } from './generation.ts'

export type SwitchboardParts = {
  readonly subgraphs: Subgraphs
  readonly pipeline: PipelineOptions
  readonly metrics: Metrics
  readonly log: Log
  /** Told after every switch; streams move over. */
  readonly switched: (generation: Generation) => void
}

/** Requests that run on a superseded generation have so long to end. */
const retireLimitMs = 90_000

/** Which generation serves, and how another takes its place without a request noticing. */
export class Switchboard {
  #front: Front | null = null
  #current: Generation | null = null
  readonly #alive = new Set<Generation>()
  readonly #parts: SwitchboardParts

  constructor(parts: SwitchboardParts) {
    this.#parts = parts
  }

  /** Null until there is a first supergraph. */
  get front(): Front | null {
    return this.#front
  }

  get current(): Generation | null {
    return this.#current
  }

  /** Loads a supergraph and serves it from now on; throws if it cannot be used, and then nothing has changed. */
  async use(answer: SupergraphAnswer): Promise<void> {
    const { subgraphs, pipeline, metrics, switched } = this.#parts
    const next = new Generation(answer, subgraphs)
    if (this.#front === null) this.#front = await startApollo(next, pipeline)
    else this.#front.switchTo(next)
    const previous = this.#current
    this.#current = next
    this.#alive.add(next)
    metrics.supergraph.reset()
    metrics.supergraph.set({ version: next.version }, 1)
    switched(next)
    if (previous !== null) this.#retire(previous)
  }

  async stop(): Promise<void> {
    await this.#front?.apollo.stop()
    await Promise.all([...this.#alive].map((generation) => generation.retire(0)))
  }

  #retire(generation: Generation): void {
    const { subgraphs, log } = this.#parts
    const done = async (): Promise<void> => {
      await generation.retire(retireLimitMs)
      this.#alive.delete(generation)
      await subgraphs.keepOnly(new Set([...this.#alive].flatMap((alive) => [...alive.subgraphs.values()])))
    }
    done().catch((error: unknown) => log.error({ version: generation.version, err: error }, 'a supergraph did not end'))
  }
}
