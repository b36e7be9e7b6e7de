import { createHash, timingSafeEqual } from 'node:crypto'
import { fastify, type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { proofHeader } from '@operations-manager/runtime/caller/request-proof.ts'
import { traceServer } from '@operations-manager/runtime/telemetry/trace-server.ts'
import type { Phase } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Executor } from './executor.ts'
import type { ServerTls } from './server-tls.ts'

export type ServerDeps = {
  readonly executor: Executor
  readonly metrics: Registry
  /** Whether another instance acts and this one waits for its lease: alive, ready, and nobody to ask. */
  readonly isWaiting: () => boolean
  /** Certificate and key, in PEM, of a server with TLS; `null`: without. */
  readonly tls: ServerTls | null
  /** Where the program is in its life; health and readiness answer from it. */
  readonly phase: () => Phase
  /** What `/metrics` asks for as bearer token; `null`: open to who can reach the port. */
  readonly internalSecret: Secret | null
}

const bodyLimitBytes = 1_048_576
const requestTimeoutMs = 15_000

/** The HTTP face of the subgraph: GraphQL by POST, health, readiness, metrics. The caller listens and closes. */
export function createServer({
  executor,
  metrics,
  phase,
  isWaiting,
  tls,
  internalSecret,
}: ServerDeps): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 120_000,
    forceCloseConnections: 'idle',
    ...(tls !== null && { https: tls }),
  })
  traceServer(app)
  // The body stays text: the executor reads it, and the link hands it the same.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/graphql', async (request, reply) => {
    const body = typeof request.body === 'string' ? request.body : ''
    const { authorization = null, [proofHeader]: proof } = request.headers
    const answer = await executor.execute({ authorization, proof: typeof proof === 'string' ? proof : null, body })
    return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body)
  })
  app.get('/health/live', (_request, reply) => reply.code(phase() === 'stopped' ? 503 : 200).send({ phase: phase() }))
  app.get('/health/ready', (_request, reply) => {
    const isReady = phase() === 'started' || (phase() === 'starting' && isWaiting())
    return reply.code(isReady ? 200 : 503).send({ phase: phase(), isWaiting: isWaiting() })
  })
  app.get('/metrics', async (request, reply) => {
    if (!isAllowed(request.headers.authorization, internalSecret)) return reply.code(401).send()
    return reply.header('content-type', metrics.contentType).send(await metrics.metrics())
  })
  return app
}

// Hashes have one length, so comparing them tells nothing about the secret.
function isAllowed(authorization: string | undefined, secret: Secret | null): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return secret === null || timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${secret.reveal()}`))
}
