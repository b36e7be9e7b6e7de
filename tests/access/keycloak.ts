import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Services } from '@operations-manager/testbed/access.ts'

/** What the platform's tokens are for. */
export const audience = 'urn:operations-manager:api'
const redirectUri = 'http://127.0.0.1/callback'
const password = 'a password of the test'

export type Person = { readonly email: string; readonly verified: boolean; readonly groups: readonly string[] }

/** A realm as an installation's README asks for it: a client with PKCE, the audience, the groups. */
export function aRealm(realm: string, people: Readonly<Record<string, Person>>): object {
  const groups = [...new Set(Object.values(people).flatMap((person) => person.groups))]
  return {
    realm,
    enabled: true,
    groups: groups.map((name) => ({ name })),
    users: Object.entries(people).map(([login, person]) => aUser(login, person)),
    clients: [aClient('operations-manager', [audienceMapper, groupsMapper]), aClient('another-client', [groupsMapper])],
  }
}

function aUser(username: string, { email, verified, groups }: Person): object {
  return {
    username,
    email,
    emailVerified: verified,
    firstName: username,
    lastName: 'Example',
    enabled: true,
    groups: groups.map((group) => `/${group}`),
    credentials: [{ type: 'password', value: password, temporary: false }],
  }
}

function aClient(clientId: string, protocolMappers: readonly object[]): object {
  return {
    clientId,
    publicClient: true,
    standardFlowEnabled: true,
    redirectUris: [redirectUri],
    attributes: { 'pkce.code.challenge.method': 'S256' },
    protocolMappers,
  }
}

const audienceMapper = {
  name: 'audience',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-audience-mapper',
  config: { 'included.custom.audience': audience, 'access.token.claim': 'true' },
}
const groupsMapper = {
  name: 'groups',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-group-membership-mapper',
  config: { 'claim.name': 'groups', 'full.path': 'false', 'access.token.claim': 'true' },
}

const Token = z.object({ access_token: z.string() })

/** A real Keycloak as its administrator and as the people of its realms see it. */
export class Keycloak {
  readonly #address: Services['keycloak']

  private constructor(address: Services['keycloak']) {
    this.#address = address
  }

  static async of(address: Services['keycloak']): Promise<Keycloak> {
    const keycloak = new Keycloak(address)
    await keycloak.#administratorToken()
    return keycloak
  }

  issuerOf(realm: string): string {
    return `${this.#address.url}/realms/${realm}`
  }

  async make(realm: object): Promise<void> {
    await this.#administer('', { method: 'POST', body: JSON.stringify(realm) })
  }

  async remove(realm: string): Promise<void> {
    await this.#administer(`/${realm}`, { method: 'DELETE' })
  }

  async addUser(realm: string, login: string, person: Person): Promise<void> {
    await this.#administer(`/${realm}/users`, { method: 'POST', body: JSON.stringify(aUser(login, person)) })
  }

  async removeUser(realm: string, login: string): Promise<void> {
    const answer = await this.#administer(`/${realm}/users?exact=true&username=${login}`)
    const [user] = z.array(z.object({ id: z.string() })).parse(await answer.json())
    if (user === undefined) throw new Error(`the realm has no user ${login}`)
    await this.#administer(`/${realm}/users/${user.id}`, { method: 'DELETE' })
  }

  /** Gives the realm a key that signs from now on; answers how to take the old ones away. */
  async rotateKey(realm: string): Promise<() => Promise<void>> {
    const type = 'org.keycloak.keys.KeyProvider'
    const answer = await this.#administer(`/${realm}/components?type=${type}`)
    const old = z.array(z.object({ id: z.string(), providerId: z.string() })).parse(await answer.json())
    const config = { priority: ['1000'], keySize: ['2048'], algorithm: ['RS256'] }
    const component = { name: 'newer', providerId: 'rsa-generated', providerType: type, config }
    await this.#administer(`/${realm}/components`, { method: 'POST', body: JSON.stringify(component) })
    return async () => {
      for (const { id, providerId } of old)
        if (providerId === 'rsa-generated') await this.#administer(`/${realm}/components/${id}`, { method: 'DELETE' })
    }
  }

  /** Signs somebody in as a browser would, by code flow with PKCE; answers the access token. */
  async signIn(realm: string, login: string, clientId = 'operations-manager'): Promise<string> {
    const verifier = randomBytes(32).toString('base64url')
    const start = new URL(`${this.issuerOf(realm)}/protocol/openid-connect/auth`)
    start.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString()
    const page = await fetch(start, { redirect: 'manual' })
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const action = /<form[^>]* action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&')
    if (action === undefined) throw new Error(`Keycloak shows no form to sign in: ${page.status}`)
    const body = new URLSearchParams({ username: login, password })
    const answer = await fetch(action, { method: 'POST', redirect: 'manual', headers: { cookie }, body })
    const code = new URL(answer.headers.get('location') ?? 'none:').searchParams.get('code')
    if (code === null) throw new Error(`Keycloak did not sign ${login} in: ${answer.status}`)
    const grant = {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }
    return tokenAt(this.issuerOf(realm), grant)
  }

  #administratorToken(): Promise<string> {
    const { clientId, clientSecret } = this.#address
    return tokenAt(this.issuerOf('master'), {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    })
  }

  async #administer(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${await this.#administratorToken()}`, 'content-type': 'application/json' }
    const answer = await fetch(`${this.#address.url}/admin/realms${path}`, { ...init, headers })
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status} ${await answer.text()}`)
    return answer
  }
}

async function tokenAt(issuer: string, grant: Record<string, string>): Promise<string> {
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams(grant),
  })
  if (!answer.ok) throw new Error(`no token from ${issuer}: ${answer.status} ${await answer.text()}`)
  return Token.parse(await answer.json()).access_token
}
