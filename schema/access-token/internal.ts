import { z } from 'zod'

/**
 * What the gateway and the registry say to each other about access tokens, on `/internal/access-tokens/…`, where the
 * secret that programs of one installation share is shown. No token travels here, only its hash.
 */
export const accessTokenRoutes = {
  /** `POST` with `AccessTokenQuestion`; answers `AccessTokenAnswer`, or 404 for a token that is not good for anything. */
  find: '/internal/access-tokens/find',
  /** `POST` with `AccessTokensQuestion`; answers `AccessTokensAnswer`. */
  check: '/internal/access-tokens/check',
  /** `GET`: one line of JSON, an `AccessTokenNews`, whenever something ends, and now and then to show that it is there. */
  news: '/internal/access-tokens/news',
  /** `POST` with `ExchangeQuestion`; answers `ExchangeAnswer`. */
  exchange: '/internal/access-tokens/exchange',
} as const

export const AccessTokenQuestion = z.object({ hash: z.string() })

/** A document that may be sent, and the variables that are fixed for it. */
export const TokenDocument = z.object({
  hash: z.string(),
  text: z.string(),
  variables: z.record(z.string(), z.unknown()),
})
export type TokenDocument = z.infer<typeof TokenDocument>

export const AccessTokenAnswer = z.object({
  id: z.string(),
  name: z.string(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** The only documents that it may send; null: any. */
  documents: z.array(TokenDocument).nullable(),
})
export type AccessTokenAnswer = z.infer<typeof AccessTokenAnswer>

export const AccessTokensQuestion = z.object({ ids: z.array(z.string()).max(10_000) })
/** Those that are not good for anything any more. */
export const AccessTokensAnswer = z.object({ ended: z.array(z.string()) })

/** `ended`: the token of this id ended. `unsure`: something may have been missed; ask about what is in use. */
export const AccessTokenNews = z.discriminatedUnion('type', [
  z.object({ type: z.literal('here') }),
  z.object({ type: z.literal('unsure') }),
  z.object({ type: z.literal('ended'), id: z.string() }),
])
export type AccessTokenNews = z.infer<typeof AccessTokenNews>

/** The form that a client sent to `/token`, and from where. */
export const ExchangeQuestion = z.object({ form: z.string(), address: z.string(), userAgent: z.string().nullable() })
export type ExchangeQuestion = z.infer<typeof ExchangeQuestion>

/** What `/token` answers: the status and the body as the client gets it. */
export const ExchangeAnswer = z.object({
  status: z.number().int(),
  body: z.record(z.string(), z.unknown()),
  retryAfterSeconds: z.number().optional(),
})
export type ExchangeAnswer = z.infer<typeof ExchangeAnswer>
