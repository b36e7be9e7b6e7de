import type { Log } from '@operations-manager/runtime/log/log.ts'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import { ProviderAway } from '../auth/provider-away.ts'
import type { Authenticate } from '../auth/tokens.ts'
import type { Identity } from '../pipeline/call.ts'
import { withBoundText } from '../pipeline/bound-documents.ts'
import type { Limits } from '../pipeline/limits.ts'
import { internalError } from '../pipeline/mask.ts'
import type { Rates } from '../pipeline/rates.ts'
import { overLimit, Refusal } from '../pipeline/refusal.ts'
import type { RequestContext } from '../pipeline/run-request.ts'
import type { Front } from './apollo.ts'
import { requestIdOf, startCall } from './call.ts'
import { addressOf, type TrustedProxies } from './client-source.ts'
import { applyCors } from './cors.ts'
import { answerPlainRequest } from './plain-request.ts'
import { isStreamRequest, type StreamRequest } from './stream-request.ts'

export type ServerParts = {
  readonly authenticate: Authenticate
  readonly limits: Limits
  readonly rates: Rates
  readonly corsOrigins: ReadonlySet<string>
  readonly proxies: TrustedProxies
  readonly log: Log
  /** Null until there is a first supergraph. */
  readonly front: () => Front | null
  readonly isDraining: () => boolean
  /** Answers a request for a stream; it owns the response from then on. */
  readonly stream: (request: StreamRequest) => Promise<void>
}

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | null
  }
}

const jsonType = 'application/json; charset=utf-8'

/** The HTTP server with `/graphql`, for plain requests and for event streams. */
export function createServer(parts: ServerParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: (message) => requestIdOf(message.headers),
    bodyLimit: parts.limits.bodyBytes,
    keepAliveTimeout: 75_000,
    forceCloseConnections: false,
    return503OnClosing: false,
  })
  app.decorateRequest('identity', null)
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    if (parts.isDraining()) void reply.header('connection', 'close')
    if (applyCors(request, reply, parts.corsOrigins)) return reply
  })
  app.setErrorHandler((error, request, reply) => sendError(parts, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    sendError(
      parts,
      new Refusal('NOT_FOUND', 404, `There is nothing at ${request.url.split('?')[0]}.`),
      request,
      reply,
    ),
  )
  addGraphql(app, parts)
  return app
}

function addGraphql(app: FastifyInstance, parts: ServerParts): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    request.identity = await parts.authenticate({
      authorization: request.headers.authorization,
      address: addressOf(request.raw, parts.proxies),
    })
    request.body = withBoundText(request.body, request.identity.documents)
    const front = parts.front()
    if (front === null) throw new Refusal('INTERNAL', 503, 'The gateway is starting: it has no supergraph yet.')
    if (isStreamRequest(request.raw)) return openStream(parts, request, reply, request.identity)
    if (Array.isArray(request.body) && request.body.length > parts.limits.batch) {
      throw overLimit('batch', parts.limits.batch, request.body.length, 'Send fewer operations in one request.')
    }
    const context = contextOf(parts, request, reply)
    const text = await answerPlainRequest(front.apollo, request, reply, () => context)
    void reply.headers(parts.rates.headers(context.call))
    return text
  }
  app.route({ method: ['GET', 'POST', 'PUT', 'DELETE'], url: '/graphql', handler: answer })
  app.route({ method: ['GET', 'POST', 'PUT', 'DELETE'], url: '/graphql/stream', handler: answer })
}

async function openStream(parts: ServerParts, request: FastifyRequest, reply: FastifyReply, identity: Identity) {
  const response = reply.raw
  const arrival = { transport: 'sse', requestId: request.id, message: request.raw, identity } as const
  const call = startCall({ ...arrival, signal: signalOf(response) }, parts.proxies)
  response.once('close', () => call.span.end())
  // From here on we write the response ourselves; what was set so far goes with it.
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) response.setHeader(name, value)
  }
  reply.hijack()
  try {
    await parts.stream({ message: request.raw, response, body: request.body, identity, call })
  } catch (error) {
    const refusal = refusalOf(parts, error, request)
    if (response.headersSent) response.destroy()
    else response.writeHead(refusal.status, { 'content-type': jsonType }).end(errorBody(refusal))
  }
}

function contextOf({ proxies }: ServerParts, request: FastifyRequest, reply: FastifyReply): RequestContext {
  if (request.identity === null) throw new Error('a request came to its handler without an identity')
  const arrival = {
    transport: 'http',
    requestId: request.id,
    message: request.raw,
    identity: request.identity,
  } as const
  const call = startCall({ ...arrival, signal: signalOf(reply.raw) }, proxies)
  reply.raw.once('close', () => call.span.end())
  return { call: { ...call, stream: null } }
}

/** Aborted when the client leaves before it has its answer. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return gone.signal
}

function sendError(parts: ServerParts, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(parts, error, request)
  const accepts = request.headers.accept ?? ''
  const type = accepts.includes('application/graphql-response+json')
    ? 'application/graphql-response+json; charset=utf-8'
    : jsonType
  if (refusal.status === 401) void reply.header('www-authenticate', 'Bearer error="invalid_token"')
  const { retryAfterSeconds } = refusal.extensions
  if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds))
  if (refusal.status === 503) void reply.header('retry-after', '2')
  return reply.code(refusal.status).type(type).send(errorBody(refusal))
}

function errorBody({ message, extensions: given }: Refusal): string {
  const { http: _, ...extensions } = given
  return JSON.stringify({ errors: [{ message, extensions }] })
}

/** What the client is told about an error that ended a request before the pipeline. */
export function refusalOf(
  parts: Pick<ServerParts, 'limits' | 'log'>,
  error: unknown,
  request: FastifyRequest,
): Refusal {
  if (error instanceof Refusal) return error
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const value = Number(request.headers['content-length'] ?? parts.limits.bodyBytes + 1)
    return overLimit('bodyBytes', parts.limits.bodyBytes, value, 'Send less in one request.')
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500) return new Refusal('BAD_REQUEST', status, (error as Error).message)
  const requestId = request.id
  parts.log.error({ requestId, err: error }, 'a request failed')
  if (error instanceof ProviderAway) {
    const message = `The token cannot be checked: ${error.who} cannot be asked just now. Try again.`
    return new Refusal('INTERNAL', 503, message, { requestId })
  }
  return new Refusal('INTERNAL', 500, internalError(requestId).message, { requestId })
}
