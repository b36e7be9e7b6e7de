import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { interactionPolicy, type Configuration } from 'oidc-provider'
import type { JWK } from 'jose'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { people, personByLogin } from './people.ts'
import { apiResource, cliClient, webClientId } from './settings.ts'
import { signInPage } from './sign-in-page.ts'
import { signOutPage } from './sign-out-page.ts'

export type IdentityOptions = {
  readonly port: number
  readonly signingKey: JWK
  readonly cookieKey: Secret
  readonly webClientSecret: Secret
  /** Where browsers reach the web application. */
  readonly webUrl: string
}

export type IdentityServer = { readonly issuer: string; stop(): Promise<void> }

/**
 * The sandbox's OpenID Connect provider: code flow with PKCE, JWT access tokens for the API, four people who sign
 * in by pressing their name. For this machine only; a real installation names its own provider.
 */
export async function startIdentityProvider(options: IdentityOptions): Promise<IdentityServer> {
  const issuer = `http://127.0.0.1:${options.port}`
  const provider = new Provider(issuer, configuration(options))
  const oidc = provider.callback()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/') === true) {
      signIn(provider, request, response).catch((error: unknown) => {
        response
          .writeHead(400, { 'content-type': 'text/plain' })
          .end('This sign-in is over or was not started here. Start again.')
        if (!(error instanceof Error && error.name === 'SessionNotFound')) process.emitWarning(String(error))
      })
    } else void oidc(request, response)
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function configuration(options: IdentityOptions): Configuration {
  return {
    jwks: { keys: [options.signingKey] },
    cookies: { keys: [options.cookieKey.reveal()] },
    clients: clients(options),
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups', 'offline_access'],
    pkce: { required: () => true },
    // The library's own error page asks another origin for a font.
    renderError: (context, out) => {
      context.type = 'text/plain'
      context.body = `${out.error}: ${out.error_description ?? 'the request cannot be answered'}`
    },
    // The web application reads who signed in from the identity token, as other providers let it.
    conformIdTokenClaims: false,
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    // As strict as providers are: a refresh token is good once.
    rotateRefreshToken: true,
    features: {
      rpInitiatedLogout: { enabled: true, logoutSource: signOutPage },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiResource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'openid email profile groups',
          audience: apiResource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 3_600,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      Session: 12 * 3_600,
      Grant: 12 * 3_600,
      Interaction: 600,
      IdToken: 3_600,
      RefreshToken: 12 * 3_600,
    },
    interactions: { policy: signInOnly(), url: (_context, interaction) => `/interaction/${interaction.uid}` },
    // Everybody here agreed to everything by starting the sandbox, so there is no page that asks for consent.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc
      if (client === undefined || session?.accountId === undefined) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile groups offline_access')
      grant.addResourceScope(apiResource, 'openid email profile groups')
      await grant.save()
      return grant
    },
    findAccount: (_context, id) => {
      const claims = claimsOf(id)
      return claims === undefined ? undefined : { accountId: id, claims: () => claims }
    },
    extraTokenClaims: (_context, token) =>
      'accountId' in token && typeof token.accountId === 'string' ? claimsOf(token.accountId) : undefined,
  }
}

// Pressing one's name is the consent; the library would ask native clients once more (RFC 8252, 8.6).
function signInOnly(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

function clients({ webClientSecret, webUrl }: IdentityOptions): NonNullable<Configuration['clients']> {
  return [
    {
      client_id: cliClient.id,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: [cliClient.redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
    {
      client_id: webClientId,
      client_secret: webClientSecret.reveal(),
      redirect_uris: [new URL('/auth/callback', webUrl).href],
      post_logout_redirect_uris: [new URL('/', webUrl).href],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
  ]
}

function claimsOf(
  login: string,
): { sub: string; email: string; email_verified: boolean; name: string; groups: string[] } | undefined {
  const person = personByLogin(login)
  if (person === undefined) return undefined
  return { sub: login, email: person.email, email_verified: true, name: person.name, groups: [...person.groups] }
}

async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await provider.interactionDetails(request, response) // throws unless this browser started it
  if (request.method !== 'POST') {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    }
    response.writeHead(200, headers).end(signInPage(people))
    return
  }
  const login = new URLSearchParams(await body(request)).get('person') ?? ''
  if (personByLogin(login) === undefined) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('No such person in the sandbox.')
    return
  }
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId: login } },
    { mergeWithLastSubmission: false },
  )
}

async function body(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > 10_000) throw new Error('the form is too large')
  }
  return text
}
