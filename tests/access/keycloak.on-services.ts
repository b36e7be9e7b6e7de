import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import '@operations-manager/testbed/vitest/provided.ts'
import { z } from 'zod'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { operatorsGroup } from '@operations-manager/sandbox/identity/people.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { aRealm, audience, Keycloak, type Person } from './keycloak.ts'

const people = {
  olga: { email: 'olga@example.org', verified: true, groups: [operatorsGroup] },
  vera: { email: 'vera@example.org', verified: true, groups: [] },
  una: { email: 'una@example.org', verified: false, groups: [] },
} satisfies Record<string, Person>

let keycloak: Keycloak
let system: System
const realm = `platform-${randomUUID().slice(0, 8)}`

beforeAll(async () => {
  keycloak = await Keycloak.of(inject('services').keycloak)
  await keycloak.make(aRealm(realm, people))
  system = await startSystem({
    settings: () => ({
      oidc: { issuer: keycloak.issuerOf(realm), audience, web: { clientId: 'none', clientSecret: null } },
    }),
  })
}, 180_000)

afterAll(async () => {
  await system?.stop()
  await keycloak?.remove(realm)
})

const clientOf = async (login: string): Promise<GraphClient> =>
  new GraphClient(system.sandbox.addresses.graphql, new Secret(await keycloak.signIn(realm, login)))

const Viewer = z.object({
  viewer: z.object({
    email: z.string().nullable(),
    isOperator: z.boolean(),
    viewerCan: z.object({ createProject: z.object({ allowed: z.boolean() }) }),
  }),
})
const viewerQuery = '{ viewer { email isOperator viewerCan { createProject { allowed } } } }'
const viewerOf = async (login: string) => (await (await clientOf(login)).get(Viewer, viewerQuery)).viewer

describe('with Keycloak as the platform’s provider', () => {
  test('somebody in the operators’ group signs in by code flow with PKCE and is an operator', async () => {
    expect(await viewerOf('olga')).toMatchObject({ email: 'olga@example.org', isOperator: true })
  })

  test('somebody in no group is none, and makes projects with a verified address', async () => {
    const viewer = await viewerOf('vera')
    expect(viewer).toMatchObject({ email: 'vera@example.org', isOperator: false })
    expect(viewer.viewerCan.createProject.allowed).toBe(true)
  })

  test('an address that Keycloak did not verify is of nobody', async () => {
    const viewer = await viewerOf('una')
    expect(viewer).toMatchObject({ email: null, isOperator: false })
    expect(viewer.viewerCan.createProject.allowed).toBe(false)
  })

  test('the address stays with the account that signed in first, until an operator forgets it', async () => {
    await viewerOf('vera')
    await keycloak.removeUser(realm, 'vera')
    await keycloak.addUser(realm, 'vera2', { ...people.vera })
    const another = await clientOf('vera2')
    const refused = await another.ask(viewerQuery)
    expect(refused.errors).toMatchObject([
      { message: expect.stringContaining('forgetSignIn'), extensions: { code: 'FORBIDDEN' } },
    ])
    const olga = await clientOf('olga')
    const forget = 'mutation { forgetSignIn(input: { email: "vera@example.org" }) { problems { message } } }'
    expect((await olga.ask(forget)).data).toEqual({ forgetSignIn: { problems: [] } })
    expect((await another.get(Viewer, viewerQuery)).viewer.email).toBe('vera@example.org')
  })

  test('a new signing key is accepted with the first token that it signs, and a removed one no more once the keys are read', async () => {
    const before = await keycloak.signIn(realm, 'olga')
    const removeOld = await keycloak.rotateKey(realm)
    const after = await keycloak.signIn(realm, 'olga')
    expect(kidOf(after)).not.toBe(kidOf(before))
    const startedAt = performance.now()
    const client = new GraphClient(system.sandbox.addresses.graphql, new Secret(after))
    expect((await client.get(Viewer, viewerQuery)).viewer.isOperator).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    await removeOld()
    // A token of a key that nobody knows has the keys read again, which else happens within a minute.
    const stranger = `${Buffer.from('{"alg":"RS256","kid":"of nobody"}').toString('base64url')}.e30.c2ln`
    for (const token of [stranger, before]) {
      const { errors } = await new GraphClient(system.sandbox.addresses.graphql, new Secret(token)).ask(viewerQuery)
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    }
  })

  test('a token for another client of the realm is refused', async () => {
    const token = await keycloak.signIn(realm, 'olga', 'another-client')
    const client = new GraphClient(system.sandbox.addresses.graphql, new Secret(token))
    expect((await client.ask(viewerQuery)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })
})

function kidOf(token: string): unknown {
  const [header = ''] = token.split('.')
  return z.object({ kid: z.string() }).parse(JSON.parse(Buffer.from(header, 'base64url').toString())).kid
}
