import { randomBytes, randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { stringify } from 'yaml'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { realmName } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { identityClient } from '../../subgraphs/cluster/src/clients/identity/identity.ts'
import { openOrganisation } from '../../subgraphs/cluster/src/services/single-sign-on/testing-organisation.ts'
import { changed, finished } from '../system/graph.ts'
import { administrationAs, asAdministrator } from './keycloak-administration.ts'
import { small } from './park-file.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'
import { missingForBrowser, openTrustingBrowser, type TrustingBrowser } from './trusting-browser.ts'

const missing = await missingForBrowser()
if (missing !== null && process.env['CI'] === 'true') throw new Error(`people cannot sign in: ${missing}`)
if (missing !== null) process.stderr.write(`\nLEFT OUT: people who sign in, since ${missing}\n\n`)

const services = inject('services')
const { keycloak } = services
const organisation = `organisation-${randomUUID().slice(0, 8)}`
const pageMs = 45_000
const ofLake = { project: 'lake', cluster: 'cluster-a' }
const ownRealm = realmName(ofLake)
const brokeredRealm = realmName({ ...ofLake, cluster: 'cluster-b' })

let upstream: ReturnType<typeof identityClient>
let system: RealSystem
let alice: GraphClient
let people: TrustingBrowser

/** Two projects of an application where people sign in: one cluster has users of its own, one an organisation's. */
function lakeFile(name: string, deployments: Readonly<Record<string, string>>): string {
  return stringify({
    apiVersion: 'operations-manager/v1',
    name,
    members: [
      { email: 'alice@example.org', role: 'owner' },
      { email: 'bob@example.org', role: 'developer' },
    ],
    services: { signin: { type: 'single-sign-on' } },
    components: {
      web: {
        image: system.image('1'),
        port: 8080,
        publish: {},
        uses: ['signin'],
        health: { path: '/healthz' },
        resources: { ...small, cpu: '200m' },
      },
    },
    deployments: Object.fromEntries(Object.entries(deployments).map(([one, cluster]) => [one, { cluster }])),
  })
}

beforeAll(async () => {
  if (missing !== null) return
  const { url, clientId, clientSecret } = keycloak
  upstream = identityClient({
    url,
    workloadUrl: url,
    clientId,
    clientSecret: new Secret(clientSecret),
    certificateAuthority: services.tls?.authority ?? null,
    timeoutMs: 30_000,
  })
  const provider = await openOrganisation(upstream, organisation, url)
  const told = JSON.stringify({ ...provider, clientSecret: provider.clientSecret.reveal() })
  system = await startRealSystem(services, inject('clusters'), { 'cluster-b': { IDENTITY_PROVIDER: told } })
  alice = await system.as('alice')
  const files = [lakeFile('lake', { live: 'cluster-a', staging: 'cluster-b' }), lakeFile('pond', { live: 'cluster-a' })]
  const operations = await Promise.all(files.map((file) => changed(alice, 'applyProjectFile', { file })))
  for (const id of operations) succeeded(await finished(alice, id, 240_000))
  people = await openTrustingBrowser(services.tls!.authorityFile)
})

afterAll(async () => {
  await people?.close()
  await system?.stop()
  await upstream?.removeRealm(organisation)
  await upstream?.close()
})

/** What somebody does with a browser of their own. */
const inBrowser = <Result>(work: (page: Page) => Promise<Result>): Promise<Result> => people.visit(pageMs, work)

async function submit(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`input[name="${name}"]`, value)
  await page.press(`input[name="${Object.keys(values).at(-1)}"]`, 'Enter')
}

const Reset = z.object({
  resetSignIn: z.object({
    username: z.string(),
    temporaryPassword: z.string(),
    problems: z.array(z.object({ code: z.string() })),
  }),
})

/** What an owner gets for a member who is to sign in for the first time. */
async function firstPassword(email: string): Promise<{ readonly username: string; readonly password: string }> {
  const query =
    'mutation ($input: ResetSignInInput!) { resetSignIn(input: $input) { username temporaryPassword problems { code } } }'
  const input = { project: 'lake', deployment: 'live', email }
  const { resetSignIn } = await alice.get(Reset, query, { input })
  return { username: resetSignIn.username, password: resetSignIn.temporaryPassword }
}

const newPassword = (): string => randomBytes(16).toString('base64url')

/** Signs in with a temporary password, which has to be changed at once. */
async function signInFirst(
  page: Page,
  email: string,
): Promise<{ readonly username: string; readonly password: string }> {
  const first = await firstPassword(email)
  await submit(page, first)
  const password = newPassword()
  await page.waitForSelector('input[name="password-new"]')
  await submit(page, { 'password-new': password, 'password-confirm': password })
  return { username: first.username, password }
}

const addressOf = (deployment: string): Promise<string> => system.addressOf(alice, 'lake', deployment)

/** What the application says to whoever is signed in. */
async function greeting(page: Page): Promise<unknown> {
  await page.waitForURL((url) => url.pathname === '/me')
  return {
    hello: await page.textContent('h1'),
    email: await page.textContent('#words'),
    from: await page.textContent('#from'),
  }
}

describe.skipIf(missing !== null)('a person of the realm of a project', () => {
  test('gets a name from an owner, who manages users and roles of this realm in its console and of no other', async () => {
    const token = await inBrowser(async (page) => {
      const asking = page.waitForRequest(
        (request) =>
          request.url().includes(`/admin/realms/${ownRealm}`) && request.headers()['authorization'] !== undefined,
      )
      await page.goto(`${keycloak.url}/admin/${ownRealm}/console/`)
      await signInFirst(page, 'alice@example.org')
      return ((await asking).headers()['authorization'] ?? '').replace('Bearer ', '')
    })
    const owner = administrationAs(keycloak.url, token)

    const found = await owner(`${ownRealm}/users?email=bob%40example.org`)
    const [bob] = z.array(z.looseObject({ id: z.string() })).parse(found.body)
    expect(
      await owner(`${ownRealm}/users/${bob!.id}`, 'PUT', { ...bob, firstName: 'Bob', lastName: 'Jansen' }),
    ).toMatchObject({ status: 204 })
    const roles = `${ownRealm}/users/${bob!.id}/role-mappings/realm`
    const offered = z.array(z.looseObject({})).parse((await owner(`${roles}/available`)).body)
    expect(offered.length).toBeGreaterThan(0)
    expect(await owner(roles, 'POST', offered)).toMatchObject({ status: 204 })

    for (const foreign of [realmName({ ...ofLake, project: 'pond' }), brokeredRealm, organisation, 'master']) {
      expect((await owner(`${foreign}/users`)).status).toBeGreaterThanOrEqual(401)
      expect((await owner(`${foreign}/users`, 'POST', { username: 'intruder' })).status).toBeGreaterThanOrEqual(401)
    }
    expect(await owner(ownRealm, 'PUT', { registrationAllowed: true })).toMatchObject({ status: 403 })
    expect(await owner(ownRealm, 'DELETE')).toMatchObject({ status: 403 })
  })

  test('signs in with a temporary password, changes it, is greeted by name, and comes back with the new one', async () => {
    const address = await addressOf('live')
    const known = { hello: 'Hello Bob Jansen', email: 'bob@example.org', from: `${keycloak.url}/realms/${ownRealm}` }
    const account = await inBrowser(async (page) => {
      await page.goto(`${address}/me`)
      expect(new URL(page.url()).pathname).toContain(`/realms/${ownRealm}/`)
      const changed = await signInFirst(page, 'bob@example.org')
      expect(await greeting(page)).toEqual(known)
      await page.goto(`${address}/sign-out`)
      expect(await page.textContent('h1')).toBe('Signed out')
      return changed
    })
    await inBrowser(async (page) => {
      await page.goto(`${address}/me`)
      await submit(page, account)
      expect(await greeting(page)).toEqual(known)
    })
  })

  test('is not taken at the word of another browser', async () => {
    const address = await addressOf('live')
    const title = await inBrowser(async (page) => {
      await page.goto(`${address}/sign-in/callback?code=stolen&state=guessed`)
      return page.textContent('h1')
    })
    expect(title).toBe('Not signed in')
  })
})

describe.skipIf(missing !== null)("a person of the organisation's provider", () => {
  const administrator = asAdministrator(keycloak)

  /** An account there, which says to have an address. */
  async function account(username: string, email: string, emailVerified: boolean) {
    const password = newPassword()
    const credentials = [{ type: 'password', value: password, temporary: false }]
    const names = { firstName: 'Erin', lastName: 'Berg' }
    const user = { username, email, emailVerified, enabled: true, credentials, ...names }
    expect(await administrator(`${organisation}/users`, 'POST', user)).toMatchObject({ status: 201 })
    return { username, password }
  }

  const Users = z.array(z.object({ id: z.string() }))

  /** Somebody who is a user of the project's realm already. */
  async function member(email: string): Promise<string> {
    await administrator(`${brokeredRealm}/users`, 'POST', {
      username: email,
      email,
      emailVerified: true,
      enabled: true,
    })
    const [user] = Users.parse((await administrator(`${brokeredRealm}/users?email=${encodeURIComponent(email)}`)).body)
    return user!.id
  }

  const linksOf = async (id: string): Promise<unknown> =>
    (await administrator(`${brokeredRealm}/users/${id}/federated-identity`)).body

  test('is led straight there and back, and is the member with the same verified address', async () => {
    const id = await member('erin@example.org')
    const erin = await account('erin-upstream', 'erin@example.org', true)
    const address = await addressOf('staging')
    const hello = await inBrowser(async (page) => {
      await page.goto(`${address}/me`)
      expect(new URL(page.url()).pathname).toContain(`/realms/${organisation}/`)
      await submit(page, erin)
      return greeting(page)
    })
    const from = `${keycloak.url}/realms/${brokeredRealm}`
    expect(hello).toEqual({ hello: 'Hello Erin Berg', email: 'erin@example.org', from })
    expect(await linksOf(id)).toMatchObject([{ identityProvider: 'organisation', userName: 'erin-upstream' }])
  })

  test('is nobody with an address that is not verified, and no member is linked to that account', async () => {
    const id = await member('grace@example.org')
    const mallory = await account('mallory', 'grace@example.org', false)
    const address = await addressOf('staging')
    const ended = await inBrowser(async (page) => {
      await page.goto(`${address}/me`)
      await submit(page, mallory)
      await page.waitForURL((url) => url.pathname.includes(`/realms/${brokeredRealm}/`))
      await page.goto(`${address}/me`)
      return new URL(page.url()).origin
    })
    expect(ended).not.toBe(new URL(address).origin)
    expect(await linksOf(id)).toEqual([])
  })
})
