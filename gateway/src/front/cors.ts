import type { FastifyReply, FastifyRequest } from 'fastify'

const allowedHeaders = [
  'accept',
  'authorization',
  'content-type',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'last-event-id',
  'traceparent',
  'x-request-id',
  'x-graphql-event-stream-token',
].join(', ')

/**
 * Other origins may call only if they are listed, with a bearer token and never with cookies. Answers preflights;
 * true means that the reply was sent.
 */
export function applyCors(request: FastifyRequest, reply: FastifyReply, origins: ReadonlySet<string>): boolean {
  const { origin } = request.headers
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  if (origins.size > 0) void reply.header('vary', 'origin')
  if (origin !== undefined && origins.has(origin)) {
    void reply.header('access-control-allow-origin', origin)
    void reply.header('access-control-expose-headers', 'x-request-id, etag, retry-after')
    if (isPreflight) {
      void reply.header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
      void reply.header('access-control-allow-headers', allowedHeaders)
      void reply.header('access-control-max-age', '600')
    }
  }
  if (isPreflight) void reply.code(204).send()
  return isPreflight
}

/** True for no origin (not a browser), our own, or a listed one. Browsers do not check this for WebSockets. */
export function isOriginAllowed(
  { origin, host }: { readonly origin?: string | undefined; readonly host?: string | undefined },
  origins: ReadonlySet<string>,
): boolean {
  if (origin === undefined || origins.has(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
