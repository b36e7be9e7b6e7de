import { accessTokenHash, newAccessToken } from '@operations-manager/runtime/access-token/access-token.ts'
import {
  accessTokenRoutes,
  type AccessTokenAnswer,
  type AccessTokenNews,
} from '@operations-manager/schema/access-token/internal.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a registry knows of access tokens, behind its internal address. */
export class FakeTokens {
  /** Every question by its route, in order. */
  readonly asked: string[] = []
  /** Does not answer about tokens. */
  isAway = false
  readonly #tokens = new Map<string, AccessTokenAnswer>()
  readonly #listening = new Set<ServerResponse>()

  /** A token that works. */
  give(more: Partial<AccessTokenAnswer> = {}): string {
    const token = newAccessToken('PROJECT').reveal()
    const answer = {
      id: `id-${this.#tokens.size}`,
      name: 'robot',
      createdBy: 'ann@example.org',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      documents: null,
      ...more,
    }
    this.#tokens.set(accessTokenHash(token), answer)
    return token
  }

  /** The token ends; gateways that listen hear of it, unless it is kept quiet. */
  revoke(token: string, { quietly = false } = {}): void {
    const found = this.#tokens.get(accessTokenHash(token))
    this.#tokens.delete(accessTokenHash(token))
    if (found !== undefined && !quietly) this.#tell({ type: 'ended', id: found.id })
  }

  get listening(): number {
    return this.#listening.size
  }

  /** Ends the connections on which gateways listen. */
  cutNews(): void {
    for (const response of this.#listening) response.destroy()
  }

  stop(): void {
    this.cutNews()
  }

  async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(message.url ?? '/', 'http://registry').pathname
    this.asked.push(path)
    if (this.isAway) return void response.destroy()
    if (path === accessTokenRoutes.news) return this.#listen(response)
    let body = ''
    for await (const chunk of message) body += chunk
    const send = (status: number, json: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    if (path === accessTokenRoutes.find) {
      const found = this.#tokens.get(JSON.parse(body).hash)
      return send(found === undefined ? 404 : 200, found ?? {})
    }
    if (path === accessTokenRoutes.check) {
      const alive = new Set([...this.#tokens.values()].map(({ id }) => id))
      return send(200, { ended: JSON.parse(body).ids.filter((id: string) => !alive.has(id)) })
    }
    const isFine = new URLSearchParams(JSON.parse(body).form).get('subject_token') === 'right'
    const token = { access_token: 'given', token_type: 'Bearer' }
    send(200, isFine ? { status: 200, body: token } : { status: 400, body: { error: 'invalid_grant' } })
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    response.write(`${JSON.stringify({ type: 'here' })}\n`)
    this.#listening.add(response)
    response.once('close', () => this.#listening.delete(response))
  }

  #tell(news: AccessTokenNews): void {
    for (const response of this.#listening) response.write(`${JSON.stringify(news)}\n`)
  }
}
