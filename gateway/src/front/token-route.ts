import type { FastifyInstance } from 'fastify'
import type { Guesses } from '../auth/guesses.ts'
import { ProviderAway } from '../auth/provider-away.ts'
import { tooManyGuesses } from '../auth/refusals.ts'
import type { TokenSource } from '../auth/token-source.ts'
import { addressOf, type TrustedProxies } from './client-source.ts'

export type TokenRouteParts = {
  readonly source: Pick<TokenSource, 'exchange'>
  readonly guesses: Guesses
  readonly proxies: TrustedProxies
}

const formType = 'application/x-www-form-urlencoded'

/**
 * `POST /token`: an identity is exchanged for a token, as RFC 8693 says it. Who decides is the registry; here only
 * whoever tries many that are refused is slowed.
 */
export function tokenRoute({ source, guesses, proxies }: TokenRouteParts): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.addContentTypeParser(formType, { parseAs: 'string', bodyLimit: 64_000 }, (_request, body, done) =>
      done(null, body),
    )
    app.post('/token', async (request, reply) => {
      void reply.header('cache-control', 'no-store').header('pragma', 'no-cache')
      const address = addressOf(request.raw, proxies)
      const waitMs = guesses.waitMs(address)
      if (waitMs > 0) throw tooManyGuesses(waitMs)
      if (typeof request.body !== 'string') {
        return reply.code(400).send({ error: 'invalid_request', error_description: `Send a form (${formType}).` })
      }
      const userAgent = request.headers['user-agent']?.slice(0, 200) ?? null
      const answer = await source.exchange({ form: request.body, address, userAgent }).catch((cause: unknown) => {
        throw new ProviderAway('the registry', { cause })
      })
      if (answer.status === 400) guesses.wrong(address)
      if (answer.retryAfterSeconds !== undefined) void reply.header('retry-after', String(answer.retryAfterSeconds))
      return reply.code(answer.status).send(answer.body)
    })
  }
}
