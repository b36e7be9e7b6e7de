import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  accessTokenRoutes,
  AccessTokenQuestion,
  AccessTokensQuestion,
  ExchangeQuestion,
  type AccessTokenAnswer,
  type AccessTokenNews,
} from '@operations-manager/schema/access-token/internal.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { App } from '../context.ts'
import { requireInternalSecret } from '../link/internal-routes.ts'
import { endedAccessTokens, useAccessToken } from '../store/access-tokens.ts'
import type { Exchange } from './exchange.ts'

export type AccessTokenRouteOptions = {
  readonly app: Pick<App, 'db' | 'accessNews'>
  readonly exchange: Exchange
  readonly internalSecret: Secret
}

const hereMs = 5_000

/** What gateways ask about tokens: whose one is, which of those in use ended, and to be told when one ends. */
export function accessTokenRoutesOf(options: AccessTokenRouteOptions): (app: FastifyInstance) => Promise<void> {
  const { app, exchange, internalSecret } = options
  return async (server) => {
    server.addHook('onRequest', requireInternalSecret(internalSecret))
    const listening = new Set<FastifyReply>()
    // A gateway that listens would hold the server open; it listens at another replica.
    server.addHook('preClose', async () => {
      for (const reply of listening) reply.raw.end()
    })
    server.post(accessTokenRoutes.find, (request, reply) => find(app, request, reply))
    server.post(accessTokenRoutes.check, async (request, reply) => {
      const { ids } = AccessTokensQuestion.parse(request.body)
      await reply.send({ ended: await endedAccessTokens(app.db, ids, new Date()) })
    })
    server.get(accessTokenRoutes.news, (_request, reply) => {
      listening.add(reply)
      reply.raw.once('close', () => listening.delete(reply))
      sendNews(app, reply)
    })
    server.post(accessTokenRoutes.exchange, async (request, reply) => {
      const { form, address, userAgent } = ExchangeQuestion.parse(request.body)
      await reply.send(await exchange(new URLSearchParams(form), { address, userAgent, transport: 'http' }))
    })
  }
}

async function find({ db }: Pick<App, 'db'>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const row = await useAccessToken(db, AccessTokenQuestion.parse(request.body).hash, new Date())
  if (row === null) {
    await reply.code(404).send({ error: 'No token of this hash is good for anything.' })
    return
  }
  const { id, name, createdBy, expiresAt, documents } = row
  const answer: AccessTokenAnswer = {
    id,
    name,
    createdBy,
    expiresAt: expiresAt.toISOString(),
    documents: documents?.map(({ hash, text, variables }) => ({ hash, text, variables })) ?? null,
  }
  await reply.send(answer)
}

function sendNews({ accessNews }: Pick<App, 'accessNews'>, reply: FastifyReply): void {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
  const send = (news: AccessTokenNews): void => {
    if (!raw.destroyed && !raw.writableEnded) raw.write(`${JSON.stringify(news)}\n`)
  }
  send({ type: 'here' })
  const stop = accessNews.onChange((change) => {
    if (change.type === 'token') send({ type: 'ended', id: change.id })
    else if (change.type === 'unsure') send({ type: 'unsure' })
  })
  const timer = setInterval(() => send({ type: 'here' }), hereMs)
  raw.once('close', () => {
    clearInterval(timer)
    stop()
  })
}
