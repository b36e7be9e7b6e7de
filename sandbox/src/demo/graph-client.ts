import { createClient, type Client } from 'graphql-sse'
import { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

const GraphError = z.looseObject({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.looseObject({ code: z.string().optional() }).optional(),
})
const GraphAnswer = z.looseObject({ data: z.unknown().optional(), errors: z.array(GraphError).optional() })
export type GraphAnswer = z.infer<typeof GraphAnswer>

/** Thrown when the API answers with errors instead of an answer; says which. */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure'
  readonly errors: GraphAnswer['errors']

  constructor(errors: NonNullable<GraphAnswer['errors']>) {
    super(errors.map((error) => `${error.extensions?.code ?? 'error'}: ${error.message}`).join('\n'))
    this.errors = errors
  }
}

export type Variables = Readonly<Record<string, unknown>>

/** A third-party client of the public graph: HTTP for queries and mutations, Server-Sent Events for subscriptions. */
export class GraphClient {
  readonly #url: string
  readonly #token: Secret | null
  readonly #streams: Client

  constructor(url: string, token: Secret | null) {
    this.#url = url
    this.#token = token
    this.#streams = createClient({ url, headers: () => this.#headers(), retryAttempts: 20 })
  }

  /** The answer as it came, errors included. */
  async ask(query: string, variables: Variables = {}): Promise<GraphAnswer> {
    const answer = await fetch(this.#url, {
      method: 'POST',
      headers: { ...this.#headers(), 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(70_000),
    })
    return GraphAnswer.parse(await answer.json())
  }

  /** The data in a known shape; throws `GraphFailure` if there are errors. */
  async get<Shape extends z.ZodType>(shape: Shape, query: string, variables: Variables = {}): Promise<z.output<Shape>> {
    const { data, errors } = await this.ask(query, variables)
    if (errors !== undefined && errors.length > 0) throw new GraphFailure(errors)
    return shape.parse(data)
  }

  /** The events of a subscription, each in a known shape, until the server completes it or the caller stops reading. */
  async *follow<Shape extends z.ZodType>(
    shape: Shape,
    query: string,
    variables: Variables = {},
  ): AsyncGenerator<z.output<Shape>> {
    for await (const { data, errors } of this.#streams.iterate({ query, variables: { ...variables } })) {
      if (errors !== undefined && errors.length > 0) throw new GraphFailure(z.array(GraphError).parse(errors))
      yield shape.parse(data)
    }
  }

  #headers(): Record<string, string> {
    return this.#token === null ? {} : { authorization: `Bearer ${this.#token.reveal()}` }
  }
}
