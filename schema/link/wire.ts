import type { z } from 'zod'
import { ClusterProfile, LinkAnswer, LinkRequest, Report, WishMessage } from './messages.ts'
import { KeyOffer, LinkHello } from './handshake.ts'

/** Something came over the link that is not what the contract says. The message names the places, never the values. */
export class LinkMessageError extends Error {
  override readonly name = 'LinkMessageError'
}

/** Readers of everything that travels. What they give back is as the schemas say; anything else throws `LinkMessageError`. */
export const parseLink = {
  hello: reader('hello', LinkHello),
  profile: reader('profile', ClusterProfile),
  wishMessage: reader('wish message', WishMessage),
  report: reader('report', Report),
  request: reader('request', LinkRequest),
  answer: reader('answer', LinkAnswer),
  keyOffer: reader('new key', KeyOffer),
} as const

function reader<Schema extends z.ZodType>(what: string, schema: Schema): (value: unknown) => z.output<Schema> {
  return (value) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    const places = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || '(whole)'}: ${issue.code}`)
    throw new LinkMessageError(`The ${what} does not follow the contract (${places.join('; ')}).`)
  }
}
