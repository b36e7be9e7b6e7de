import { buildSubgraphSchema } from '@apollo/subgraph'
import { proofHeader, requestKeyFor } from '@operations-manager/runtime/caller/request-proof.ts'
import { createRequestVerifier, type VerifyRequest } from '@operations-manager/runtime/caller/verify-request.ts'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import {
  execute,
  getArgumentValues,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JWK } from 'jose'

export type FakeContext = { readonly caller: Caller; readonly lastEventId: string | null; readonly version: string }
export type FakeRequest = {
  readonly query: string
  readonly headers: IncomingMessage['headers']
  readonly stream: boolean
}
type Resolvers = NonNullable<Parameters<typeof buildSubgraphSchema>[0] & { resolvers?: unknown }>['resolvers']

/** What the programs of a test's installation share. */
export const internalSecret = new Secret('internal')

/** A subgraph on loopback: real federation, real HTTP, callers' tokens checked. */
export class FakeSubgraph {
  readonly name: string
  readonly requests: FakeRequest[] = []
  /** What to do instead of answering: hang, break the connection, or answer with a page. */
  failure: 'none' | 'hang' | 'break' | 'page' = 'none'
  delayMs = 0
  /** What to say instead of what is so. */
  lie: (result: ExecutionResult) => unknown = (result) => result
  /** What a subscription gives. */
  feed: (args: Record<string, unknown>, context: FakeContext, signal: AbortSignal) => AsyncIterable<FakeEvent> =
    async function* () {}
  readonly #server: Server
  #schema: GraphQLSchema
  readonly #verify: VerifyRequest
  readonly #routes: (message: IncomingMessage, response: ServerResponse) => boolean

  private constructor(
    name: string,
    schema: GraphQLSchema,
    verify: VerifyRequest,
    routes: (message: IncomingMessage, response: ServerResponse) => boolean,
  ) {
    this.name = name
    this.#schema = schema
    this.#verify = verify
    this.#routes = routes
    this.#server = createServer((message, response) => {
      void this.#answer(message, response)
    })
  }

  static async start(
    name: string,
    sdl: string,
    resolvers: object,
    publicKey: JWK,
    routes: (message: IncomingMessage, response: ServerResponse) => boolean = () => false,
  ): Promise<FakeSubgraph> {
    const schema = schemaOf(sdl, resolvers)
    const requestKey = requestKeyFor(internalSecret, name)
    const verify = await createRequestVerifier({ publicJwk: publicKey, audience: name, requestKey: () => requestKey })
    const subgraph = new FakeSubgraph(name, schema, verify, routes)
    subgraph.#server.listen(0, '127.0.0.1')
    await once(subgraph.#server, 'listening')
    return subgraph
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `${this.origin}/graphql`
  }

  serve(sdl: string, resolvers: object): void {
    this.#schema = schemaOf(sdl, resolvers)
  }

  /** Ends every open connection, as a restart of the program would. */
  dropConnections(): void {
    this.#server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#routes(message, response)) return
    const isStream = message.headers.accept === 'text/event-stream'
    const text = await readText(message)
    const { query, variables, operationName } = JSON.parse(text)
    if (query !== '{__typename}') this.requests.push({ query, headers: message.headers, stream: isStream })
    if (this.failure === 'hang') return
    if (this.failure === 'break') return void message.socket.destroy()
    if (this.failure === 'page') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>no</h1>')
    const { authorization = null, [proofHeader]: proof } = message.headers
    const { caller } = await this.#verify({
      authorization,
      proof: typeof proof === 'string' ? proof : null,
      body: text,
    })
    const lastEventId = message.headers['last-event-id']
    const context: FakeContext = {
      caller,
      lastEventId: typeof lastEventId === 'string' ? lastEventId : null,
      version: String(message.headers['x-supergraph-version']),
    }
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs))
    const document = parse(query)
    const problems = validate(this.#schema, document)
    if (problems.length > 0) {
      return void response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ errors: problems }))
    }
    const args = { schema: this.#schema, document, variableValues: variables, operationName, contextValue: context }
    if (isStream) return this.#stream(args, message, response)
    const result = await execute(args)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(this.lie(result)))
  }

  async #stream(args: StreamArgs, message: IncomingMessage, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(':\n\n')
    const end = new AbortController()
    message.socket.once('close', () => end.abort())
    if (message.socket.destroyed) end.abort() // whoever asked went while it was looked up who they are
    const { schema, document, contextValue, variableValues } = args
    const operation = getOperationAST(document)!
    const node = operation.selectionSet.selections[0] as FieldNode
    const field = schema.getSubscriptionType()!.getFields()[node.name.value]!
    const given = getArgumentValues(field, node, variableValues)
    for await (const { root, extensions, errors } of this.feed(given, contextValue, end.signal)) {
      const result = errors ? { errors } : root ? await execute({ ...args, rootValue: root }) : {}
      response.write(`event: next\ndata: ${JSON.stringify({ ...result, extensions })}\n\n`)
    }
    if (!end.signal.aborted) response.end('event: complete\ndata:\n\n')
  }
}

type StreamArgs = {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly contextValue: FakeContext
  readonly variableValues: Record<string, unknown>
}
export type FakeEvent = { readonly root?: object; readonly errors?: readonly object[]; readonly extensions?: object }

function schemaOf(sdl: string, resolvers: object): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as Resolvers as never }])
}

async function readText(message: IncomingMessage): Promise<string> {
  let text = ''
  message.setEncoding('utf8')
  for await (const chunk of message) text += chunk
  return text
}
