import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { SupergraphAnswer } from '@operations-manager/schema/stream/stream-protocol.ts'
import { requireInternalSecret } from '../link/internal-routes.ts'
import type { Supergraphs } from './supergraph.ts'

export type SupergraphRouteOptions = { readonly supergraphs: Supergraphs; readonly internalSecret: Secret }

const Query = z.object({
  after: z.string().max(100).optional(),
  wait: z.coerce.number().min(0).max(60).default(25),
})

/**
 * `GET /internal/supergraph` for gateways: the newest supergraph, with its version as ETag. `If-None-Match` asks
 * whether there is another one; `?after=<version>&wait=<seconds>` waits for it. Both answer 304 if there is none.
 */
export function supergraphRoute(options: SupergraphRouteOptions): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', requireInternalSecret(options.internalSecret))
    app.get('/internal/supergraph', (request, reply) => answer(options, request, reply))
  }
}

async function answer(
  { supergraphs }: SupergraphRouteOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const query = Query.safeParse(request.query)
  if (!query.success) {
    await reply.code(400).send({ error: 'after is a version, wait a number of seconds up to 60.' })
    return
  }
  const { after, wait } = query.data
  if (after !== undefined) return send(reply, await waited(supergraphs, after, wait, request))
  const newest = await supergraphs.newest()
  if (newest === null) {
    await reply.code(503).header('retry-after', '1').send({ error: 'There is no supergraph yet.' })
    return
  }
  return send(reply, request.headers['if-none-match'] === etag(newest.version) ? null : newest)
}

async function waited(
  supergraphs: Supergraphs,
  after: string,
  wait: number,
  request: FastifyRequest,
): Promise<SupergraphAnswer | null> {
  const gone = new AbortController()
  const hungUp = (): void => gone.abort()
  request.raw.socket.once('close', hungUp)
  try {
    return await supergraphs.after(after, AbortSignal.any([gone.signal, AbortSignal.timeout(wait * 1_000)]))
  } finally {
    request.raw.socket.off('close', hungUp)
  }
}

async function send(reply: FastifyReply, supergraph: SupergraphAnswer | null): Promise<void> {
  if (supergraph === null) await reply.code(304).send()
  else await reply.header('etag', etag(supergraph.version)).header('cache-control', 'no-cache').send(supergraph)
}

function etag(version: string): string {
  return `"${version}"`
}
