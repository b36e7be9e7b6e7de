import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { apiResource, cliClient } from './settings.ts'

const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() })

/**
 * Signs one of the sandbox's people in without a browser, with the code flow and PKCE that any client uses,
 * and answers an access token for the API. Throws with the provider's own words if it refuses.
 */
export async function signIn(issuer: string, login: string): Promise<Secret> {
  const verifier = randomBytes(32).toString('base64url')
  const start = new URL('/auth', issuer)
  start.search = new URLSearchParams({
    client_id: cliClient.id,
    redirect_uri: cliClient.redirectUri,
    response_type: 'code',
    scope: 'openid email profile groups',
    resource: apiResource,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  const code = await authorise(start, login)
  const answer = await fetch(new URL('/token', issuer), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: cliClient.id,
      redirect_uri: cliClient.redirectUri,
      code,
      code_verifier: verifier,
      resource: apiResource,
    }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!answer.ok) throw new Error(`the identity provider gave no token: ${answer.status} ${await answer.text()}`)
  return new Secret(TokenAnswer.parse(await answer.json()).access_token)
}

/** Follows the redirects as a browser would, choosing the person on the sign-in page, until the code arrives. */
async function authorise(start: URL, login: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let post = false
  for (let hop = 0; hop < 10; hop += 1) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      signal: AbortSignal.timeout(10_000),
      ...(post ? { method: 'POST', body: new URLSearchParams({ person: login }) } : {}),
    })
    remember(cookies, answer)
    const location = answer.headers.get('location')
    if (location === null) {
      if (!answer.ok || post) throw new Error(`the identity provider refused: ${answer.status} ${await answer.text()}`)
      await answer.body?.cancel()
      post = true // the page that asks who we are
      continue
    }
    await answer.body?.cancel()
    post = false
    url = new URL(location, url)
    if (url.href.startsWith(cliClient.redirectUri)) {
      const code = url.searchParams.get('code')
      if (code === null)
        throw new Error(
          `the identity provider refused: ${url.searchParams.get('error_description') ?? url.searchParams.get('error')}`,
        )
      return code
    }
  }
  throw new Error('the identity provider redirected without end')
}

function remember(cookies: Map<string, string>, answer: Response): void {
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const equals = pair.indexOf('=')
    cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
  }
}
