import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { execute, getOperationAST, GraphQLError, type DocumentNode } from 'graphql'
import { z } from 'zod'
import type { SignedCall } from '@operations-manager/runtime/caller/caller-token.ts'
import { proofHeader } from '@operations-manager/runtime/caller/request-proof.ts'
import type { VerifyRequest } from '@operations-manager/runtime/caller/verify-request.ts'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { createContext, type App, type Context } from '../context.ts'
import { followLogs } from '../streams/logs.ts'
import { prepare, type Prepared } from '../streams/document.ts'
import type { Streams } from '../streams/streams.ts'
import { recordDenied } from './audited.ts'
import { createDocuments } from './documents.ts'
import { maskErrors } from './mask.ts'
import type { Metrics } from './metrics.ts'
import { createSchemas, type RoutedSchema } from './schemas.ts'
import { requireSignedIn } from './signed-in.ts'
import { openSse, type SseOutlet } from './sse.ts'

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})
type Body = z.infer<typeof Body>

export type GraphqlOptions = {
  readonly app: App
  readonly streams: Streams
  readonly metrics: Metrics
  /** Verifies what the gateway sent; throws for anything else. */
  readonly verify: VerifyRequest
}

type Asked = {
  readonly body: Body
  readonly document: DocumentNode
  readonly routed: RoutedSchema
  readonly context: Context
  readonly type: 'query' | 'mutation' | 'subscription'
}

/** `POST /graphql` for the gateway: queries and mutations as JSON, subscriptions as an event stream. */
export function graphqlRoute(options: GraphqlOptions): (server: FastifyInstance) => Promise<void> {
  const schemas = createSchemas(options.app.db)
  const documents = createDocuments()

  /** Everything that refuses a request before anything of it is executed; null if it was refused. */
  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<Asked | null> {
    const signed = await signedCallOf(options, request)
    if (signed === null)
      return refuse(reply, 401, 'UNAUTHENTICATED', 'Only the gateway may ask, with a token for this subgraph.')
    const body = readBody(textOf(request))
    if (body === null)
      return refuse(reply, 400, 'BAD_REQUEST', 'The body needs `query`, and may have `variables` and `operationName`.')
    const routed = await schemas.of(headerOf(request, protocolHeaders.supergraphVersion))
    const checked = documents.of(routed.schema, body.query)
    if ('errors' in checked) return refuseWith(reply, 'GRAPHQL_VALIDATION_FAILED', checked.errors)
    const operation = getOperationAST(checked.document, body.operationName)
    if (operation === null || operation === undefined) {
      return refuse(
        reply,
        400,
        'OPERATION_RESOLUTION_FAILURE',
        'The document has no such operation, or several and none was named.',
      )
    }
    const { caller, source } = signed
    const asking = { caller, source, requestId: request.id, routed: routed.routed }
    const context = await createContext(options.app, asking)
    return { body, document: checked.document, routed, context, type: operation.operation }
  }

  const open = new Set<SseOutlet>()
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text))
    // Whoever still follows something opens it again at another replica.
    server.addHook('preClose', async () => {
      for (const outlet of open) outlet.end('again')
    })
    server.post('/graphql', async (request, reply) => {
      const asked = await admit(request, reply)
      if (asked === null) return
      const end = options.metrics.operation(asked.type)
      if (asked.type !== 'subscription') await answer(asked, reply).finally(end)
      else {
        const outlet = openSse(request, reply)
        open.add(outlet)
        outlet.onClose(() => {
          open.delete(outlet)
          end()
        })
        await stream(options, asked, request, outlet)
      }
    })
  }
}

async function signedCallOf({ verify, app }: GraphqlOptions, request: FastifyRequest): Promise<SignedCall | null> {
  const authorization = request.headers.authorization ?? null
  try {
    return await verify({ authorization, proof: headerOf(request, proofHeader), body: textOf(request) })
  } catch (error) {
    app.log.debug({ err: error, requestId: request.id }, 'refused a caller token')
    return null
  }
}

// The body comes as text: what is verified is what was sent.
function textOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : ''
}

function readBody(text: string): Body | null {
  try {
    return Body.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function answer({ body, document, routed, context }: Asked, reply: FastifyReply): Promise<void> {
  const result = await execute({
    schema: routed.schema,
    document,
    contextValue: context,
    variableValues: body.variables ?? {},
    operationName: body.operationName ?? null,
  })
  const errors = maskErrors(result.errors, context.app.log, context.requestId)
  // Without `data` nothing was executed: the variables did not fit.
  const status = 'data' in result ? 200 : 400
  const text = JSON.stringify({
    ...('data' in result ? { data: result.data } : {}),
    ...(errors === undefined ? {} : { errors }),
  })
  await reply.code(status).type('application/graphql-response+json; charset=utf-8').send(text)
}

async function stream(
  { streams }: GraphqlOptions,
  { body, document, routed, context }: Asked,
  request: FastifyRequest,
  outlet: SseOutlet,
): Promise<void> {
  let prepared: Prepared | null = null
  try {
    prepared = prepare(routed.schema, document, body.query, body.variables ?? {}, body.operationName ?? null)
    requireSignedIn(context)
    const lastEventId = headerOf(request, protocolHeaders.lastEventId)
    const stop =
      prepared.field === 'logs'
        ? await followLogs({ prepared, context, rights: streams.rights }, outlet)
        : await streams.follow({ prepared, context, routed, lastEventId }, outlet)
    outlet.onClose(stop)
  } catch (error) {
    if (prepared !== null) await recordDenied(context, prepared.field, prepared.args, error)
    const refusal =
      error instanceof GraphQLError ? error : new GraphQLError('refused', { originalError: asError(error) })
    const errors = maskErrors([refusal], context.app.log, context.requestId)
    outlet.send(JSON.stringify({ data: null, errors }))
    outlet.end('complete')
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

async function refuse(reply: FastifyReply, status: number, code: string, message: string): Promise<null> {
  await reply
    .code(status)
    .type('application/graphql-response+json')
    .send({ errors: [{ message, extensions: { code } }] })
  return null
}

async function refuseWith(reply: FastifyReply, code: string, errors: readonly GraphQLError[]): Promise<null> {
  const shown = errors.map((error) => ({ ...error.toJSON(), extensions: { code } }))
  await reply.code(400).type('application/graphql-response+json').send({ errors: shown })
  return null
}
