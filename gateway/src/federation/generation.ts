import { Logger } from '@graphql-hive/logger'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { UnifiedGraphManager } from '@graphql-mesh/fusion-runtime'
import type { SupergraphAnswer } from '@operations-manager/schema/stream/stream-protocol.ts'
import {
  getNamedType,
  isCompositeType,
  isRequiredArgument,
  parse,
  printSchema,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { createHash } from 'node:crypto'
import type { Call } from '../pipeline/call.ts'
import type { Subgraph } from '../subgraphs/subgraph.ts'
import type { Subgraphs } from '../subgraphs/subgraphs.ts'
import { planTransport, type PlanContext, type SubscriptionStep } from './plan-transport.ts'

export type ExecuteRequest = {
  readonly document: DocumentNode
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly call: Call
  readonly step: SubscriptionStep
}

/** The executor of the library, as far as we use it: our transport gives it no streams, so it gives none back. */
type PlanExecutor = (request: {
  readonly document: DocumentNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string | undefined
  readonly signal?: AbortSignal
  readonly context?: PlanContext
}) => ExecutionResult | Promise<ExecutionResult>

type Loaded = {
  readonly manager: UnifiedGraphManager<PlanContext>
  readonly schema: GraphQLSchema
  readonly executor: PlanExecutor
  readonly subgraphs: ReadonlySet<Subgraph>
}

/** The library makes a logger for every request unless it is given one; it says nothing that we need. */
class SilentLogger extends Logger {
  constructor() {
    super({ level: false })
  }
  override child(): this {
    return this
  }
}

/** One version of the supergraph, loaded and ready to plan and execute. Lives until nothing runs on it any more. */
export class Generation {
  readonly version: string
  readonly sdl: string
  readonly schema: GraphQLSchema
  readonly subgraphs: ReadonlySet<Subgraph>
  readonly #loaded: Loaded
  #publicSdl: { readonly text: string; readonly etag: string } | null = null
  #running = 0
  #idle: (() => void) | null = null

  private constructor(answer: SupergraphAnswer, loaded: Loaded) {
    this.version = answer.version
    this.sdl = answer.sdl
    this.schema = loaded.schema
    this.subgraphs = loaded.subgraphs
    this.#loaded = loaded
  }

  /** Loads a supergraph; throws for one that cannot be used, before anything runs on it. */
  static async load(answer: SupergraphAnswer, subgraphs: Subgraphs): Promise<Generation> {
    const manager = new UnifiedGraphManager<PlanContext>({
      getUnifiedGraph: () => answer.sdl,
      handleUnifiedGraph: unifiedGraphHandler,
      batch: false, // the planner has batched already
      // The library's types know executors that stream, and a second, deprecated logger; neither is used here.
      transports: { http: planTransport(answer.version, subgraphs) as never },
      transportContext: { log: new SilentLogger() } as never,
    })
    const schema = await manager.getUnifiedGraph()
    const executor = await manager.getExecutor()
    if (executor === undefined) throw new Error('the router runtime gave no executor')
    const used = new Set<Subgraph>()
    for (const { subgraph, location } of Object.values(await manager.getTransportEntryMap())) {
      if (location === undefined) throw new Error(`the supergraph gives no address for "${subgraph}"`)
      used.add(subgraphs.at(subgraph, location))
    }
    const generation = new Generation(answer, { manager, schema, executor: executor as PlanExecutor, subgraphs: used })
    await generation.#warmUp()
    return generation
  }

  /** The graph as clients may read it, with a fingerprint. */
  get publicSdl(): { readonly text: string; readonly etag: string } {
    if (this.#publicSdl === null) {
      const text = `${printSchema(this.schema)}\n`
      this.#publicSdl = { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
    }
    return this.#publicSdl
  }

  async execute({ document, variables, operationName, call, step }: ExecuteRequest): Promise<ExecutionResult> {
    this.#running += 1
    try {
      return await this.#loaded.executor({
        document,
        variables,
        operationName: operationName ?? undefined,
        signal: call.signal,
        context: { call, step },
      })
    } finally {
      this.#running -= 1
      if (this.#running === 0) this.#idle?.()
    }
  }

  /** Ends this generation once nothing runs on it any more, or after the limit. */
  async retire(limitMs: number): Promise<void> {
    if (this.#running > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, limitMs)
      this.#idle = resolve
      await promise
      clearTimeout(timer)
    }
    await this.#loaded.manager[Symbol.asyncDispose]()
  }

  // The library prepares itself on the first request, which takes long with many subgraphs; no client should wait for
  // it. Without a context the transport asks nobody.
  async #warmUp(): Promise<void> {
    const fields = Object.values(this.schema.getQueryType()?.getFields() ?? {})
    const field = fields.find(({ args }) => !args.some(isRequiredArgument))
    if (field === undefined) return
    const selection = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : ''
    await this.#loaded.executor({ document: parse(`{ ${field.name} ${selection} }`), variables: {} })
  }
}
