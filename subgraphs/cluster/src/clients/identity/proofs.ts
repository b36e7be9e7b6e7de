import { createHash, randomBytes } from 'node:crypto'
import { request } from 'undici'
import { z } from 'zod'
import type { AuthorizationAnswer, IdentityPort } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import { noAnswer } from '../no-answer.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Connection, IdentityAddress } from './connection.ts'

const backend = 'identity'

const Discovery = z.object({ issuer: z.string() })
const Refusal = z.object({ error: z.string() })

type Answer = {
  readonly status: number
  readonly location: string | null
  readonly cookies: string
  readonly contentType: string
  readonly body: string
}

/** How applications reach the server. */
export type WorkloadConnection = Pick<Connection, 'dispatcher'> & {
  readonly address: Pick<IdentityAddress, 'workloadUrl' | 'timeoutMs'>
}

/** What applications meet, through the address that they use and with the trust that they have. */
export function proofCalls(connection: WorkloadConnection): Pick<IdentityPort, 'readDiscovery' | 'tryAuthorization'> {
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

/** Whether the server takes the secret of a client, asked for a token with a code that nobody was given. */
export async function isSecretTaken(
  connection: WorkloadConnection,
  realm: string,
  {
    clientId,
    secret,
    redirectUri,
  }: { readonly clientId: string; readonly secret: Secret; readonly redirectUri: string },
): Promise<boolean> {
  const doing = `ask for a token in "${realm}"`
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'operations-manager-proof',
    code_verifier: randomBytes(32).toString('base64url'),
    client_id: clientId,
    client_secret: secret.reveal(),
    redirect_uri: redirectUri,
  })
  const url = `${connection.address.workloadUrl.replace(/\/+$/, '')}/realms/${encodeURIComponent(realm)}`
  const answer = await get(connection, doing, `${url}/protocol/openid-connect/token`, form)
  const refusal = Refusal.safeParse(parseJson(answer.body))
  // Whose secret is wrong is not even told that the code is.
  if (refusal.success && refusal.data.error === 'invalid_grant') return true
  if (refusal.success && ['invalid_client', 'unauthorized_client'].includes(refusal.data.error)) return false
  throw unexpected(doing, answer)
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

async function get(
  connection: WorkloadConnection,
  doing: string,
  url: string,
  form?: URLSearchParams,
): Promise<Answer> {
  const { dispatcher, address } = connection
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      ...(form !== undefined && { method: 'POST', body: form.toString() }),
      signal: AbortSignal.timeout(address.timeoutMs),
      headers: {
        accept: '*/*',
        'user-agent': 'operations-manager-proof',
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
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
