import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'

export type Question = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** PEM of whom to trust at an address with https; null: whom the machine trusts. */
  readonly authority: string | null
  readonly signal: AbortSignal
}

export type Answer = { readonly status: number; readonly body: string }

/** Asks over a connection of its own, without following where it is sent. Throws where nothing answers. */
export async function ask(url: string, { authority, body, ...options }: Question): Promise<Answer> {
  const trust = authority === null ? {} : { ca: authority }
  const own = { ...options, agent: false } as const
  const sent = url.startsWith('https:') ? httpsRequest(url, { ...own, ...trust }) : httpRequest(url, own)
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage] // as Node has it
  return { status: response.statusCode ?? 0, body: await text(response) }
}
