import {
  AccessTokenAnswer,
  AccessTokenNews,
  accessTokenRoutes,
  AccessTokensAnswer,
  ExchangeAnswer,
  type ExchangeQuestion,
} from '@operations-manager/schema/access-token/internal.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { createInterface } from 'node:readline'
import { request } from 'undici'

/** Who knows access tokens. Every function throws where it does not answer, which says nothing about a token. */
export type TokenSource = {
  /** Null for a token that is not good for anything. */
  readonly find: (hash: string) => Promise<AccessTokenAnswer | null>
  /** Those of these tokens that are not good for anything any more. */
  readonly ended: (ids: readonly string[]) => Promise<readonly string[]>
  /** What is told from now on, for as long as the connection holds; ends with an error when it is lost. */
  readonly news: (signal: AbortSignal) => AsyncGenerator<AccessTokenNews>
  /** Exchanges what a client sent to `/token` for what it is told. */
  readonly exchange: (question: ExchangeQuestion) => Promise<ExchangeAnswer>
}

const timeoutMs = 5_000
/** The registry says more often than this that it is there. */
const silenceMs = 12_000
/** Discovery and keys of an issuer may have to be asked first. */
const exchangeMs = 20_000

export function registryTokens(registryUrl: string, secret: Secret): TokenSource {
  const headers = { [protocolHeaders.internalSecret]: secret.reveal() }
  const post = async (path: string, body: unknown, limitMs = timeoutMs): Promise<{ status: number; json: unknown }> => {
    const answer = await request(new URL(path, registryUrl), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(limitMs),
    })
    if (answer.statusCode === 200) return { status: 200, json: await answer.body.json() }
    await answer.body.dump()
    return { status: answer.statusCode, json: null }
  }
  return {
    find: async (hash) => {
      const { status, json } = await post(accessTokenRoutes.find, { hash })
      if (status === 404) return null
      if (status !== 200) throw new Error(`the registry answers ${status} when asked for a token`)
      return AccessTokenAnswer.parse(json)
    },
    ended: async (ids) => {
      const { status, json } = await post(accessTokenRoutes.check, { ids })
      if (status !== 200) throw new Error(`the registry answers ${status} when asked about tokens`)
      return AccessTokensAnswer.parse(json).ended
    },
    async *news(signal) {
      const answer = await request(new URL(accessTokenRoutes.news, registryUrl), {
        headers,
        signal,
        headersTimeout: timeoutMs,
        bodyTimeout: silenceMs,
      })
      if (answer.statusCode !== 200) {
        await answer.body.dump()
        throw new Error(`the registry answers ${answer.statusCode} when asked for news of tokens`)
      }
      for await (const line of createInterface({ input: answer.body, crlfDelay: Infinity })) {
        yield AccessTokenNews.parse(JSON.parse(line))
      }
      throw new Error('the registry ended the news of tokens')
    },
    exchange: async (question) => {
      const { status, json } = await post(accessTokenRoutes.exchange, question, exchangeMs)
      if (status !== 200) throw new Error(`the registry answers ${status} when asked to exchange an identity`)
      return ExchangeAnswer.parse(json)
    },
  }
}
