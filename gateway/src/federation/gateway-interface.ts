import type { ApolloServerOptions } from '@apollo/server'
import type { GraphQLSchema } from 'graphql'
import type { Generation } from './generation.ts'

type Gateway = NonNullable<ApolloServerOptions<object>['gateway']>
type Loaded = Awaited<ReturnType<Gateway['load']>>
export type GatewayExecutor = NonNullable<Loaded['executor']>
type SchemaCallback = Parameters<Gateway['onSchemaLoadOrUpdate']>[0]

/**
 * What Apollo Server calls a gateway: tells it the schema of each generation, and executes on the generation that a
 * request was validated against, so that a switch in between disturbs nobody.
 */
export class GenerationGateway implements Gateway {
  readonly #listeners = new Set<SchemaCallback>()
  readonly #executor: GatewayExecutor
  #current: Generation

  constructor(first: Generation, executor: GatewayExecutor) {
    this.#current = first
    this.#executor = executor
  }

  onSchemaLoadOrUpdate(callback: SchemaCallback): () => void {
    this.#listeners.add(callback)
    return () => this.#listeners.delete(callback)
  }

  load(): Promise<Loaded> {
    this.#announce()
    return Promise.resolve({ executor: this.#executor })
  }

  /** From now on new requests are for this generation. */
  switchTo(generation: Generation): void {
    this.#current = generation
    this.#announce()
  }

  stop(): Promise<void> {
    this.#listeners.clear()
    return Promise.resolve()
  }

  #announce(): void {
    const { schema, sdl } = this.#current
    for (const listener of this.#listeners) listener({ apiSchema: schema, coreSupergraphSdl: sdl })
  }
}

/** Which generation a schema belongs to; Apollo Server hands the schema of the moment to the executor. */
export class GenerationsBySchema {
  readonly #generations = new WeakMap<GraphQLSchema, Generation>()

  add(generation: Generation): void {
    this.#generations.set(generation.schema, generation)
  }

  of(schema: GraphQLSchema): Generation {
    const generation = this.#generations.get(schema)
    if (generation === undefined) throw new Error('a request came with a schema that is of no generation')
    return generation
  }
}
