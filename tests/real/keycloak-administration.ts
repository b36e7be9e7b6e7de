import { z } from 'zod'
import type { Services } from '@operations-manager/testbed/access.ts'

const Token = z.object({ access_token: z.string() })
const limitMs = 30_000

/** The administration of a Keycloak as somebody with a token; answers the status and what was said. */
export type Administration = (
  path: string,
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE',
  body?: object,
) => Promise<{ readonly status: number; readonly body: unknown }>

/** As the holder of a token. */
export function administrationAs(url: string, token: string): Administration {
  return async (path, method = 'GET', body) => {
    const answer = await fetch(`${url}/admin/realms/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(limitMs),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  }
}

/** As the testbed's first administrator. Tokens last a minute, so each call gets its own. */
export function asAdministrator({ url, clientId, clientSecret }: Services['keycloak']): Administration {
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  return async (...call) => {
    const form = { method: 'POST', body: new URLSearchParams(grant), signal: AbortSignal.timeout(limitMs) }
    const answer = await fetch(`${url}/realms/master/protocol/openid-connect/token`, form)
    if (!answer.ok) throw new Error(`Keycloak answered ${answer.status}`)
    return administrationAs(url, Token.parse(await answer.json()).access_token)(...call)
  }
}
