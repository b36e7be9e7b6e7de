import { randomUUID } from 'node:crypto'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql'
import { z } from 'zod'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { ReceivedRequest, VerifyRequest } from '@operations-manager/runtime/caller/verify-request.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { clusterSdl } from '@operations-manager/schema/cluster/sdl.ts'
import { typeNameOf } from '@operations-manager/schema/cluster/type-name.ts'
import { contractVersion } from '@operations-manager/schema/link/messages.ts'
import type { LiveDeps } from '../live/deps.ts'
import { openDeployments } from '../live/deployment.ts'
import { maskError, refusal } from './errors.ts'
import { createResolvers, type RequestContext } from './resolvers.ts'

/** An answer as it goes over HTTP or the link. */
export type Answer = { readonly status: number; readonly contentType: string; readonly body: string }

export type Executor = {
  /** Answers one GraphQL request; never throws. The one way in, whatever the transport. */
  execute(request: ReceivedRequest, signal?: AbortSignal): Promise<Answer>
}

export type ExecutorDeps = LiveDeps & {
  /** Verifies what the gateway sent to this cluster, and throws for anything else. */
  readonly verify: VerifyRequest
  readonly log: Log
  /** Told of each request's end, for metrics. */
  readonly onRequest?: (outcome: 'answered' | 'refused', seconds: number) => void
}

const RequestBody = z.object({
  query: z.string().max(100_000),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
})
type RequestBody = z.infer<typeof RequestBody>

const keptDocuments = 500

/** The cluster's subgraph: its schema, and one pipeline that verifies, parses, validates, executes and masks. */
export function createExecutor(deps: ExecutorDeps): Executor {
  const typeName = typeNameOf(deps.cluster)
  const typeDefs = parse(clusterSdl({ name: deps.cluster, typeName }, contractVersion))
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: createResolvers(deps, typeName) as never }]) // its own resolver map has no types for entities
  const documents = new Map<string, DocumentNode | readonly GraphQLError[]>()
  return {
    execute: async (request) => {
      const startedAt = performance.now()
      const answer = await run(deps, schema, documents, request)
      deps.onRequest?.(answer.status === 200 ? 'answered' : 'refused', (performance.now() - startedAt) / 1000)
      return answer
    },
  }
}

async function run(
  deps: ExecutorDeps,
  schema: GraphQLSchema,
  documents: Map<string, DocumentNode | readonly GraphQLError[]>,
  received: ReceivedRequest,
): Promise<Answer> {
  const requestId = randomUUID()
  const caller = await verified(deps, received)
  if (caller === null)
    return failure(401, [refusal('UNAUTHENTICATED', 'This cluster answers only what the gateway signed for it.')])
  const request = readBody(received.body)
  if (request === null) return failure(400, [refusal('BAD_REQUEST', 'The body is no GraphQL request.')])
  const document = documentOf(schema, documents, request.query)
  if ('length' in document) return failure(400, document)
  const contextValue: RequestContext = { caller, open: openDeployments(deps) }
  const result = await execute({
    schema,
    document,
    contextValue,
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? null,
  })
  const errors = result.errors?.map((error) => maskError(error, deps.log, requestId))
  return json(200, { ...(errors && { errors }), ...('data' in result && { data: result.data }) })
}

async function verified({ verify, log }: ExecutorDeps, received: ReceivedRequest): Promise<Caller | null> {
  try {
    return (await verify(received)).caller
  } catch (error) {
    log.debug({ err: error }, 'a caller was refused')
    return null
  }
}

function readBody(body: string): RequestBody | null {
  try {
    const parsed = RequestBody.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The gateway sends few different documents again and again, so each is read and checked once. */
function documentOf(
  schema: GraphQLSchema,
  documents: Map<string, DocumentNode | readonly GraphQLError[]>,
  query: string,
): DocumentNode | readonly GraphQLError[] {
  const known = documents.get(query)
  if (known !== undefined) return known
  const checked = checkedDocument(schema, query)
  const [oldest] = documents.keys()
  if (documents.size >= keptDocuments && oldest !== undefined) documents.delete(oldest)
  documents.set(query, checked)
  return checked
}

function checkedDocument(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query, { maxTokens: 10_000 })
    const errors = validate(schema, document, undefined, { maxErrors: 20 })
    return errors.length > 0 ? errors : document
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

function failure(status: number, errors: readonly GraphQLError[]): Answer {
  return json(status, { errors })
}

function json(status: number, content: object): Answer {
  return { status, contentType: 'application/graphql-response+json; charset=utf-8', body: JSON.stringify(content) }
}
