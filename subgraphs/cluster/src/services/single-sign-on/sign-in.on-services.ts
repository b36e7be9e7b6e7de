import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSecret } from '../../credentials/credential.ts'
import { identityClient } from '../../clients/identity/identity.ts'
import { keycloakAddress } from '../../clients/identity/testing/keycloak.ts'
import { Person } from '../../clients/identity/testing/person.ts'
import type { IdentityAddress } from '../../clients/identity/connection.ts'
import { resetSignIn } from './reset-sign-in.ts'
import type { IdentitySettings } from './realm/wish.ts'
import { application, aTenant, endSignIn, givePassword, signIn, startSignIn, type Tenant } from './testing.ts'

const people = [
  { email: 'alice@example.org', role: 'owner' as const },
  { email: 'bob@example.org', role: 'developer' as const },
]

/** How the library says that an answer came from another issuer than the client's. */
const issuerOfAnother = 'OAUTH_INVALID_RESPONSE'

let address: IdentityAddress
let port: ReturnType<typeof identityClient>
let settings: IdentitySettings
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  address = await keycloakAddress()
  port = identityClient(address)
  const { workloadUrl } = address
  settings = { publicUrl: workloadUrl, workloadUrl, sharedRealm: null, mail: null, provider: null }
  ;[ours, theirs] = await Promise.all([aTenant(port, settings, people), aTenant(port, settings, people)])
})

afterAll(async () => {
  for (const { realm } of [ours, theirs]) await port.removeRealm(realm)
  await port.close()
})

describe('a sign-in through the realm of a project', () => {
  test('a member signs in with a temporary password, changes it, and the application gets its tokens', async () => {
    const [, project = ''] = /^(shop-[0-9a-f]{8})/.exec(ours.realm) ?? []
    const deps = { port, installation: 'test', settings, newSecret }
    const ref = { project, cluster: 'cluster-a', deployment: 'production' }
    const { username, password } = await resetSignIn(deps, ref, 'bob@example.org')
    const person = new Person(application)
    const started = await startSignIn(ours)
    const page = await person.open(started.address)
    const change = await person.submit(page, { username, password: password.reveal() })
    const next = newSecret().reveal()
    const back = await person.submit(change, { 'password-new': next, 'password-confirm': next })
    const tokens = await endSignIn(ours, started, back)
    expect(tokens.claims()).toMatchObject({
      iss: `${settings.publicUrl}/realms/${ours.realm}`,
      aud: ours.clientId,
      email: 'bob@example.org',
      email_verified: true,
      preferred_username: 'bob@example.org',
    })
    const user = await openid.fetchUserInfo(ours.library, tokens.access_token, tokens.claims()?.sub ?? '')
    expect(user['email']).toBe('bob@example.org')
    // The same password again, as any later sign-in.
    expect((await signIn(ours, username, next)).claims()?.['email']).toBe('bob@example.org')
  })

  test("nobody is sent to an address that is not the deployment's, and no code is given without PKCE", async () => {
    const person = new Person(application)
    const { address: evil } = await startSignIn(ours, 'https://evil.example/callback')
    expect(await person.open(evil)).toMatchObject({ status: 400 })
    const plain = openid.buildAuthorizationUrl(ours.library, {
      redirect_uri: `${application}callback`,
      scope: 'openid',
    })
    const back = await person.open(plain)
    expect(back.url.searchParams.get('error')).toBe('invalid_request')
    expect(back.url.searchParams.has('code')).toBe(false)
  })

  test('a code is worth nothing to another client, with a wrong verifier, or a second time', async () => {
    const password = await givePassword(port, ours.realm, 'bob@example.org')
    const person = new Person(application)
    const started = await startSignIn(ours)
    const place = await person.submit(await person.open(started.address), { username: 'bob@example.org', password })
    const wrong = { ...started, verifier: openid.randomPKCECodeVerifier() }
    await expect(endSignIn(ours, wrong, place)).rejects.toMatchObject({ error: 'invalid_grant' })
    const again = await startSignIn(ours)
    const second = await person.open(again.address)
    const stranger = { ...ours, library: theirs.library }
    await expect(endSignIn(stranger, again, second)).rejects.toMatchObject({ code: issuerOfAnother })
    await expect(endSignIn(ours, again, second)).resolves.toMatchObject({ token_type: 'bearer' })
    await expect(endSignIn(ours, again, second)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('a locked realm ends what people have, and gives it back when it is unlocked', async () => {
    const password = await givePassword(port, theirs.realm, 'bob@example.org')
    const tokens = await signIn(theirs, 'bob@example.org', password)
    const ask = () => openid.fetchUserInfo(theirs.library, tokens.access_token, openid.skipSubjectCheck)
    expect((await ask())['email']).toBe('bob@example.org')
    await port.updateRealm(theirs.realm, { enabled: false })
    await port.endSessions(theirs.realm)
    await expect(ask()).rejects.toMatchObject({ status: 401 })
    const closed = await new Person(application).open((await startSignIn(theirs)).address)
    expect(closed.status).toBe(400)
    await port.updateRealm(theirs.realm, { enabled: true })
    expect((await signIn(theirs, 'bob@example.org', password)).claims()?.['email']).toBe('bob@example.org')
  })
})

describe('what a tenant can reach', () => {
  const administration = (path: string, token: string, method = 'GET', body?: object): Promise<number> =>
    fetch(`${address.url}/admin/realms/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).then((answer) => answer.status)

  test('an owner manages the users of the project and nothing else, a developer nothing at all', async () => {
    const tokenOf = async (email: string): Promise<string> => {
      const password = await givePassword(port, ours.realm, email)
      return (await signIn(ours, email, password)).access_token
    }
    const owner = await tokenOf('alice@example.org')
    expect(await administration(`${ours.realm}/users`, owner)).toBe(200)
    const carol = { username: 'carol@example.org', email: 'carol@example.org', enabled: true }
    expect(await administration(`${ours.realm}/users`, owner, 'POST', carol)).toBe(201)
    const { realm } = ours
    expect(await administration(realm, owner, 'PUT', { registrationAllowed: true })).toBe(403)
    expect(await administration(realm, owner, 'DELETE')).toBe(403)
    expect(await administration(`${realm}/clients`, owner, 'POST', { clientId: 'mine' })).toBe(403)
    for (const foreign of [theirs.realm, 'master']) {
      expect(await administration(`${foreign}/users`, owner)).toBeGreaterThanOrEqual(401)
      expect(await administration(foreign, owner, 'DELETE')).toBeGreaterThanOrEqual(401)
    }
    const developer = await tokenOf('bob@example.org')
    expect(await administration(`${ours.realm}/users`, developer)).toBe(403)
    expect(await port.readRealm(theirs.realm)).toMatchObject({ enabled: true })
  })

  test('a client is nobody in the realm of another project, and signs in by no password and no account of its own', async () => {
    const ask = async (realm: string, form: Readonly<Record<string, string>>): Promise<unknown> => {
      const account = { client_id: ours.clientId, client_secret: ours.clientSecret.reveal() }
      const answer = await fetch(`${address.url}/realms/${realm}/protocol/openid-connect/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...account, ...form }),
      })
      return { status: answer.status, ...((await answer.json()) as object) }
    }
    const own = { grant_type: 'client_credentials' }
    expect(await ask(theirs.realm, own)).toMatchObject({ status: 401, error: 'invalid_client' })
    expect(await ask(ours.realm, own)).toMatchObject({ status: 401, error: 'unauthorized_client' })
    const password = await givePassword(port, ours.realm, 'bob@example.org')
    const direct = { grant_type: 'password', username: 'bob@example.org', password }
    expect(await ask(ours.realm, direct)).toMatchObject({ status: 400, error: 'unauthorized_client' })
  })

  test('the backend itself sees no realm but those it made, and administers none of the others', async () => {
    expect((await port.listRealms()).map(({ realm }) => realm)).not.toContain('master')
    expect(Object.keys((await port.readRealm('master')) ?? {}).length).toBeLessThan(10)
    for (const work of [
      () => port.updateRealm('master', { registrationAllowed: true }),
      () => port.listClients('master'),
      () => port.removeRealm('master'),
    ])
      await expect(work()).rejects.toMatchObject({ fault: 'refused' })
  })
})
