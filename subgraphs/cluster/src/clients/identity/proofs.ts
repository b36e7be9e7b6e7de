import { createHash, randomBytes } from 'node:crypto'
import { request } from 'undici'
import { z } from 'zod'
import type { AuthorizationAnswer, IdentityPort } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import { noAnswer } from '../no-answer.ts'
import type { Connection } from './connection.ts'
import { backend } from './faults.ts'

const Discovery = z.object({ issuer: z.string() })
const Refusal = z.object({ error: z.string() })

type Answer = {
  readonly status: number
  readonly location: string | null
  readonly cookies: string
  readonly contentType: string
  readonly body: string
}

/** What applications meet, through the address that they use and with the trust that they have. */
export function proofCalls(connection: Connection): Pick<IdentityPort, 'readDiscovery' | 'tryAuthorization'> {
  const realmUrl = (realm: string): string =>
    `${connection.address.workloadUrl.replace(/\/+$/, '')}/realms/${encodeURIComponent(realm)}`
  return {
    readDiscovery: async (realm) => {
      const doing = `read the discovery document of "${realm}"`
      const answer = await get(connection, doing, `${realmUrl(realm)}/.well-known/openid-configuration`)
      const body = parseJson(answer.body)
      // Only the server's own word says that there is none.
      if (answer.status === 404 && Refusal.safeParse(body).success) return null
      const document = Discovery.safeParse(body)
      if (answer.status === 200 && document.success) return document.data
      throw unexpected(doing, answer)
    },
    tryAuthorization: async (realm, clientId, redirectUri) => {
      const doing = `ask for authorisation in "${realm}"`
      const url = new URL(`${realmUrl(realm)}/protocol/openid-connect/auth`)
      for (const [name, value] of Object.entries(authorizationRequest(clientId, redirectUri)))
        url.searchParams.set(name, value)
      const answer = await get(connection, doing, url.toString())
      return (
        meaningOf(answer, `/realms/${encodeURIComponent(realm)}/broker/`) ?? Promise.reject(unexpected(doing, answer))
      )
    },
  }
}

function authorizationRequest(clientId: string, redirectUri: string): Readonly<Record<string, string>> {
  const random = (): string => randomBytes(32).toString('base64url')
  return {
    response_type: 'code',
    scope: 'openid',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: random(),
    nonce: random(),
    code_challenge: createHash('sha256').update(random()).digest('base64url'),
    code_challenge_method: 'S256',
  }
}

/** By status, headers and addresses; the pages are themes, which an organisation may change. */
function meaningOf(answer: Answer, brokerPath: string): AuthorizationAnswer | null {
  const { status, location, cookies, contentType } = answer
  if (status === 200 && contentType.startsWith('text/html') && cookies.includes('AUTH_SESSION_ID='))
    return 'sign-in-page'
  if (status >= 300 && status < 400 && location !== null) {
    const isBroker = URL.canParse(location) && new URL(location).pathname.includes(brokerPath)
    // To anywhere else it leads only with the error that the application is to be told.
    return isBroker ? 'redirect-to-provider' : 'refused'
  }
  if (status === 400 || status === 403) return 'refused'
  return status === 404 && Refusal.safeParse(parseJson(answer.body)).success ? 'refused' : null
}

async function get({ dispatcher, address }: Connection, doing: string, url: string): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      signal: AbortSignal.timeout(address.timeoutMs),
      headers: { accept: '*/*', 'user-agent': 'operations-manager-proof' },
    })
    const text = (name: string): string => [headers[name] ?? ''].flat().join('\n')
    return {
      status: statusCode,
      location: text('location') === '' ? null : text('location'),
      cookies: text('set-cookie'),
      contentType: text('content-type'),
      body: await body.text(),
    }
  } catch (error) {
    throw noAnswer(backend, doing, error)
  }
}

function unexpected(doing: string, { status }: Answer): PortError {
  const fault = status === 200 ? 'invalid' : 'unavailable'
  return new PortError(backend, fault, `${doing}: the server answers ${status}, which was not expected.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a page
  }
}
