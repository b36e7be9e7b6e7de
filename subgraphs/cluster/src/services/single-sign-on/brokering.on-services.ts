import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { identityClient } from '../../clients/identity/identity.ts'
import { keycloakAddress } from '../../clients/identity/testing/keycloak.ts'
import { Person } from '../../clients/identity/testing/person.ts'
import type { NewUser } from '../../ports/identity.ts'
import type { IdentitySettings } from './realm/wish.ts'
import { openOrganisation } from './testing-organisation.ts'
import { application, aTenant, endSignIn, givePassword, startSignIn, type Tenant } from './testing.ts'

const upstream = `organisation-${randomUUID()}`
let port: ReturnType<typeof identityClient>
let tenant: Tenant

/** A user there; the name says nothing about the address. */
const person = (username: string, email: string, emailVerified = true): NewUser => ({
  username,
  email,
  emailVerified,
  enabled: true,
  requiredActions: [],
})

beforeAll(async () => {
  const address = await keycloakAddress()
  port = identityClient(address)
  const { workloadUrl } = address
  const provider = await openOrganisation(port, upstream, workloadUrl)
  const settings: IdentitySettings = { publicUrl: workloadUrl, workloadUrl, sharedRealm: null, mail: null, provider }
  tenant = await aTenant(port, settings, [])
})

afterAll(async () => {
  await port.removeRealm(tenant.realm)
  await port.removeRealm(upstream)
  await port.close()
})

/** Signs in upstream under a name; answers where it ended. */
async function signInAs(user: NewUser) {
  await port.createUser(upstream, user)
  const password = await givePassword(port, upstream, user.email)
  const browser = new Person(application)
  const started = await startSignIn(tenant)
  const page = await browser.open(started.address)
  expect(page.url.pathname).toContain(upstream)
  const place = await browser.submit(page, { username: user.username, password })
  return { place, started }
}

/** What the application gets to know of who signed in; a failure says where it ended instead. */
async function claimsOf(user: NewUser) {
  const { place, started } = await signInAs(user)
  return (await endSignIn(tenant, started, place)).claims()
}

describe("a sign-in through the organisation's provider", () => {
  test('leads straight there and back, without a page of the realm, and asks nothing twice', async () => {
    const claims = await claimsOf(person('dora', 'dora@example.org'))
    expect(claims).toMatchObject({ email: 'dora@example.org', email_verified: true })
    expect(claims?.['preferred_username']).toMatch(/^organisation\./)
  })

  test('who has the verified address of a member is that member', async () => {
    await port.createUser(tenant.realm, person('erin@example.org', 'erin@example.org'))
    const [erin] = await port.findUsers(tenant.realm, ['erin@example.org'])
    const claims = await claimsOf(person('erin-upstream', 'erin@example.org'))
    expect(claims?.sub).toBe(erin?.id)
  })

  test('who has the user name of a member there is not taken for the member here', async () => {
    await port.createUser(tenant.realm, person('victim', 'victim@example.org'))
    const [victim] = await port.findUsers(tenant.realm, ['victim@example.org'])
    const claims = await claimsOf(person('victim', 'attacker@example.org'))
    expect(claims?.sub).not.toBe(victim?.id)
    expect(claims).toMatchObject({ email: 'attacker@example.org' })
  })

  test('who says to have the address of a member and has not proved it is refused', async () => {
    await port.createUser(tenant.realm, person('grace@example.org', 'grace@example.org'))
    const { place } = await signInAs(person('mallory', 'grace@example.org', false))
    expect(place.url.href).toContain(tenant.realm)
    expect(place.status).toBeGreaterThanOrEqual(400)
    expect(await port.findUsers(tenant.realm, ['grace@example.org'])).toHaveLength(1)
  })

  test('a second person with the address of somebody who is linked gets nothing', async () => {
    await claimsOf(person('heidi', 'heidi@example.org'))
    await port.updateUser(upstream, (await port.findUsers(upstream, ['heidi@example.org']))[0]!.id, {
      email: 'heidi-before@example.org',
    })
    const { place } = await signInAs(person('heidi2', 'heidi@example.org'))
    expect(place.url.href).toContain(tenant.realm)
    expect(place.status).toBeGreaterThanOrEqual(400)
  })
})
