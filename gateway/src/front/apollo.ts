import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { randomUUID } from 'node:crypto'
import type { Generation } from '../federation/generation.ts'
import { GenerationGateway, GenerationsBySchema, type GatewayExecutor } from '../federation/gateway-interface.ts'
import { execute, type PipelineOptions } from '../pipeline/execute.ts'
import { internalError } from '../pipeline/mask.ts'
import { overLimit, Refusal } from '../pipeline/refusal.ts'
import { createRunRequest, type RequestContext, type RunRequest } from '../pipeline/run-request.ts'

export type Front = {
  readonly apollo: ApolloServer<RequestContext>
  /** Runs an operation of a streaming transport. */
  readonly run: RunRequest
  readonly switchTo: (generation: Generation) => void
}

/** Apollo Server on a first generation: it parses, validates and keeps documents, and calls our pipeline for the rest. */
export async function startApollo(first: Generation, options: PipelineOptions): Promise<Front> {
  const generations = new GenerationsBySchema()
  generations.add(first)
  const gateway = new GenerationGateway(first, createExecutor(generations, options))
  const { persisted, limits, log } = options
  const apollo = new ApolloServer<RequestContext>({
    gateway,
    // Who may read the schema is decided by the pipeline, per caller.
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: true, // up to a limit, checked before
    parseOptions: { maxTokens: limits.tokens },
    ...(persisted === null
      ? {}
      : {
          persistedQueries: {
            cache: {
              get: (key: string) => Promise.resolve(persisted.byHash(key.replace(/^apq:/, ''))),
              set: () => Promise.resolve(),
              delete: () => Promise.resolve(),
            },
          },
        }),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
    logger: apolloLogger(log),
    formatError: (formatted, error) => formatError(formatted, error, options),
    stringifyResult: (result) => JSON.stringify(result),
  })
  await apollo.start()
  return {
    apollo,
    run: createRunRequest(apollo),
    switchTo(generation) {
      generations.add(generation)
      gateway.switchTo(generation)
    },
  }
}

function createExecutor(generations: GenerationsBySchema, options: PipelineOptions): GatewayExecutor {
  return async (request) => {
    const { call } = request.context as RequestContext // what our transports put there
    const { document, source } = request
    // Apollo Server leaves this out, against its types, when the document has no operation of the name asked for.
    const operation = request.operation as typeof request.operation | undefined
    if (operation === undefined) {
      return { errors: [new Refusal('BAD_REQUEST', 400, 'The document has no operation of this name, or several.')] }
    }
    const generation = generations.of(request.schema)
    const variables = request.request.variables ?? {}
    return execute({ generation, source, document, operation, variables }, call, options)
  }
}

/** Codes of Apollo Server itself for requests that cannot be understood; their words are for the client. */
const requestCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
])

// The pipeline has masked what went through it. What remains are Apollo Server's own refusals and faults of ours.
function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  options: PipelineOptions,
): GraphQLFormattedError {
  const original = error instanceof GraphQLError && error.originalError ? error.originalError : error
  const code = formatted.extensions?.['code']
  if (code === 'GRAPHQL_PARSE_FAILED' && formatted.message.includes('Parsing aborted')) {
    const { tokens } = options.limits
    const refusal = overLimit('tokens', tokens, tokens + 1, 'Send a smaller document.')
    return { message: refusal.message, extensions: publicExtensions(refusal) }
  }
  if (original instanceof Refusal || isOurs(formatted)) return formatted
  if (typeof code === 'string' && requestCodes.has(code)) return formatted
  const requestId = randomUUID()
  options.log.error({ requestId, err: original }, 'a request failed')
  const { message, extensions } = internalError(requestId)
  return { message, extensions }
}

function isOurs({ extensions }: GraphQLFormattedError): boolean {
  const code = extensions?.['code']
  return typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && !requestCodes.has(code)
}

function publicExtensions({ extensions }: GraphQLError): Record<string, unknown> {
  const { http: _, ...rest } = extensions
  return rest
}

function apolloLogger(log: Log) {
  return {
    debug: (message?: unknown) => log.debug(String(message)),
    info: (message?: unknown) => log.debug(String(message)),
    warn: (message?: unknown) => log.warn(String(message)),
    error: (message?: unknown) => log.error(String(message)),
  }
}
