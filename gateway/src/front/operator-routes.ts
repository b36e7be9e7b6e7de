import type { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { FastifyInstance } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Authenticate } from '../auth/tokens.ts'
import type { Generation } from '../federation/generation.ts'
import { Refusal } from '../pipeline/refusal.ts'
import { addressOf, type TrustedProxies } from './client-source.ts'
import type { Metrics } from './metrics.ts'

export type OperatorParts = {
  readonly lifecycle: Lifecycle
  readonly authenticate: Authenticate
  readonly proxies: TrustedProxies
  readonly generation: () => Generation | null
  readonly metrics: Metrics
  readonly internalSecret: Secret
}

/** Health for the platform, figures for its operators, and the graph's text for signed-in callers. */
export function addOperatorRoutes(app: FastifyInstance, parts: OperatorParts): void {
  app.get('/health/live', (_, reply) => reply.code(200).send({ phase: parts.lifecycle.phase }))

  app.get('/health/ready', (_, reply) => {
    const { phase } = parts.lifecycle
    const supergraph = parts.generation()?.version ?? null
    const isReady = phase === 'started' && supergraph !== null
    return reply.code(isReady ? 200 : 503).send({ phase, supergraph })
  })

  app.get('/metrics', async (request, reply) => {
    // The figures name clusters, which is nobody's business but the operators'.
    if (!isSecret(request.headers.authorization, parts.internalSecret)) {
      throw new Refusal('UNAUTHENTICATED', 401, 'The figures need the installation’s internal secret as bearer token.')
    }
    return reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics())
  })

  app.get('/schema.graphql', async (request, reply) => {
    const { caller, documents } = await parts.authenticate({
      authorization: request.headers.authorization,
      address: addressOf(request.raw, parts.proxies),
    })
    if (caller.type === 'anonymous') {
      throw new Refusal('UNAUTHENTICATED', 401, 'Reading the schema needs a signed-in caller. Send a bearer token.')
    }
    if (documents !== null)
      throw new Refusal('FORBIDDEN', 403, 'This token only sends the documents that it is bound to.')
    const generation = parts.generation()
    if (generation === null) throw new Refusal('INTERNAL', 503, 'The gateway is starting: it has no supergraph yet.')
    const { text, etag } = generation.publicSdl
    void reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'authorization')
    if (isUnchanged(request.headers['if-none-match'], etag)) return reply.code(304).send()
    return reply.type('application/graphql; charset=utf-8').send(text)
  })
}

function isUnchanged(given: string | undefined, etag: string): boolean {
  const tags = (given ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}

// Compared as hashes, so that the time it takes tells nothing about the secret.
function isSecret(authorization: string | undefined, secret: Secret): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${secret.reveal()}`))
}
