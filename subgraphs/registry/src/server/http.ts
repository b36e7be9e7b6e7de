import { fastify, type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { traceServer } from '@operations-manager/runtime/telemetry/trace-server.ts'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { awayExtensions, isAway } from './mask.ts'

const mostBytes = 2 * 1024 * 1024

/** The HTTP server: the gateway's request id goes through every log line, and an error says nothing of ours. */
export function createHttp(log: Log): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: mostBytes,
    keepAliveTimeout: 120_000,
    forceCloseConnections: 'idle',
    genReqId: (request) => {
      const given = request.headers[protocolHeaders.requestId]
      return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()
    },
  })
  traceServer(server)
  server.setErrorHandler(async (error, request, reply) => {
    if (isAway(error)) {
      log.warn({ err: error, requestId: request.id }, 'answered with what is away')
      await reply
        .code(503)
        .send({ errors: [{ message: error.message, extensions: awayExtensions(error, request.id) }] })
      return
    }
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status >= 500) log.error({ err: error, requestId: request.id }, 'a request failed')
    const message =
      status < 500 && error instanceof Error
        ? error.message
        : 'Something went wrong on our side. The request id leads to the log.'
    const code = status < 500 ? 'BAD_REQUEST' : 'INTERNAL'
    await reply.code(status).send({ errors: [{ message, extensions: { code, requestId: request.id } }] })
  })
  return server
}

const graceMs = 3_000

/** Takes nothing new and lets answers finish; who only waits for news (a long poll) is cut, and asks elsewhere. */
export async function closeHttp(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), graceMs)
  try {
    await server.close()
  } finally {
    clearTimeout(timer)
  }
}
