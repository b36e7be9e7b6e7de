import { afterEach, describe, expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Json } from '../../ports/identity.ts'
import { countWrites } from '../testing/count-writes.ts'
import { appliedTypes } from '../testing/service-world.ts'
import { aSignInWorld, type OpenedServer } from './contract-world.ts'
import { flowsOf, providerOf } from './realm/brokering.ts'
import { profileOf, scopesOf } from './realm/scopes.ts'
import { realmWish } from './realm/wish.ts'

const elsewhere = 'https://login.example.org'
const provider = {
  alias: 'organisation',
  issuer: elsewhere,
  clientId: 'platform',
  clientSecret: new Secret('the-secret-of-the-organisation'),
  authorizationUrl: `${elsewhere}/auth`,
  tokenUrl: `${elsewhere}/token`,
  jwksUrl: `${elsewhere}/keys`,
  userInfoUrl: `${elsewhere}/userinfo`,
  logoutUrl: `${elsewhere}/logout`,
}

/** Another value that the server takes as well, for settings whose other values are no mere switch or number. */
const others: Readonly<Record<string, Json>> = {
  displayName: 'Other',
  sslRequired: 'none',
  passwordPolicy: 'length(4)',
  defaultSignatureAlgorithm: 'RS256',
  supportedLocales: ['nl', 'de'],
  defaultLocale: 'de',
  enabledEventTypes: ['LOGIN'],
  browserFlow: 'browser',
  protocol: 'openid-connect',
  clientAuthenticatorType: 'client-jwt',
}

/** The same of the provider's configuration. */
const otherConfig: Readonly<Record<string, string>> = {
  syncMode: 'IMPORT',
  pkceMethod: 'plain',
  clientAuthMethod: 'client_secret_basic',
}

const ownSettings = [
  'enabled',
  'standardFlowEnabled',
  'implicitFlowEnabled',
  'directAccessGrantsEnabled',
  'serviceAccountsEnabled',
  'consentRequired',
  'bearerOnly',
  'fullScopeAllowed',
]
const ownAttributes = ['pkce.code.challenge.method', 'post.logout.redirect.uris', 'backchannel.logout.session.required']

function meddled(key: string, value: unknown): Json {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  const other = others[key]
  if (other === undefined) throw new Error(`the test has no other value for ${key}`)
  return other
}

const meddledAll = (settings: Readonly<Record<string, unknown>>): Record<string, Json> =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, meddled(key, value)]))

/** Every setting that is wished is brought back, over every identity server behind the port. */
export function signInDriftContract(what: string, open: () => Promise<OpenedServer>): void {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  async function aWorld(over: Parameters<typeof aSignInWorld>[1] = {}) {
    const world = await aSignInWorld(open, over)
    closing.push(world.close)
    expect((await world.runRealm()).outcome).toEqual({ type: 'ready' })
    return world
  }
  const changesOf = (applied: readonly object[]): readonly string[] =>
    applied.flatMap((action) => ('changes' in action && Array.isArray(action.changes) ? action.changes : []))

  describe(`drift of single sign-on: ${what}`, () => {
    test('in each setting of the realm', async () => {
      const { port, realm, settings, runRealm, wish } = await aWorld({ provider })
      const owner = { installation: 'test', cluster: 'cluster-a', project: 'p', deployment: '', service: '' }
      const wished = realmWish(settings, owner, [wish()], []).settings
      // The server takes this one only with some of the others as they are.
      const { registrationEmailAsUsername, ...together } = wished
      for (const some of [together, { registrationEmailAsUsername }]) {
        await port.updateRealm(realm, meddledAll(some))
        const healed = await runRealm()
        expect(healed.outcome).toEqual({ type: 'ready' })
        expect(appliedTypes([healed])).toEqual(['update-realm'])
        expect(changesOf(healed.applied)).toEqual(Object.keys(some).toSorted())
      }
      expect((await runRealm()).applied).toEqual([])
    })

    test('in each scope: what it is for, its mappers, and in what users may say of themselves', async () => {
      const { port, realm, runRealm } = await aWorld()
      for (const scope of scopesOf(false)) {
        const mappers = scope.mappers.map((mapper) => ({
          ...mapper,
          config: { ...mapper.config, 'access.token.claim': 'false' },
        }))
        await port.putScope(realm, { ...scope, mappers })
        expect((await runRealm()).applied).toMatchObject([{ type: 'put-scope', scope: scope.name }])
        const attributes = { ...scope.attributes, 'include.in.token.scope': 'other' }
        await port.putScope(realm, { ...scope, attributes })
        expect((await runRealm()).applied).toMatchObject([{ type: 'put-scope', scope: scope.name }])
      }
      const profile = profileOf(false)
      const anybody = { ...profile['email'], edit: ['admin', 'user'] as const } as (typeof profile)[string]
      await port.putProfile(realm, { ...profile, email: anybody, isAdmin: anybody })
      const healed = await runRealm()
      expect(healed.applied).toMatchObject([{ type: 'put-profile', changes: ['email.edit', 'isAdmin'] }])
      expect(await port.readProfile(realm)).toEqual(profile)
      expect((await runRealm()).applied).toEqual([])
    })

    test("in each setting of the organisation's provider and its flows", async () => {
      const { port, realm, runRealm } = await aWorld({ provider })
      const counted = countWrites(port)
      expect((await runRealm(undefined, counted.port)).outcome).toEqual({ type: 'ready' })
      expect(counted.writes).toEqual([])
      const wished = providerOf(provider)
      const healsProvider = async (change: Partial<typeof wished>): Promise<void> => {
        await port.putProvider(realm, { ...wished, ...change })
        expect(appliedTypes([await runRealm()])).toEqual(['put-provider'])
      }
      const { providerId: _type, firstBrokerLoginFlowAlias: _flow, ...switches } = wished.settings
      for (const key of Object.keys(switches))
        await healsProvider({ settings: { ...wished.settings, [key]: !switches[key] } })
      await healsProvider({ settings: { ...wished.settings, firstBrokerLoginFlowAlias: 'first broker login' } })
      for (const [key, value] of Object.entries(wished.config)) {
        if (value instanceof Secret) continue // masked, so nobody can see whether it was changed
        const other = value.startsWith('https') ? 'https://evil.example/' : value === 'true' ? 'false' : 'other'
        // Keys that are not looked up would have to be given, unless nothing is checked at all.
        const unchecked = key === 'useJwksUrl' ? { validateSignature: 'false' } : {}
        await healsProvider({ config: { ...wished.config, ...unchecked, [key]: otherConfig[key] ?? other } })
      }
      await healsProvider({ mappers: [] })
      for (const flow of flowsOf(provider)) {
        await port.putFlow(realm, { ...flow, executions: flow.executions.toReversed() })
        expect((await runRealm()).applied).toMatchObject([{ type: 'put-flow', flow: flow.alias }])
      }
      const [browser] = flowsOf(provider)
      const executions = browser!.executions.map((one) => ({
        ...one,
        config: one.config['defaultProvider'] === undefined ? {} : { defaultProvider: 'evil' },
      }))
      await port.putFlow(realm, { ...browser!, executions })
      expect(appliedTypes([await runRealm()])).toEqual(['put-flow'])
      expect((await runRealm()).applied).toEqual([])
    }, 180_000)

    test('in each setting of the client', async () => {
      const { port, realm, world, service, clientId } = await aWorld()
      await world.run(service(), ['client'])
      const client = (await port.readClient(realm, clientId))!
      const secret = client.secret.reveal()
      const { settings } = client
      const meddle = async (change: Partial<typeof client>): Promise<readonly string[]> => {
        await port.updateClient(realm, client.id, { ...client, ...change })
        const results = await world.run(service(), ['client'])
        expect(appliedTypes(results)[0]).toBe('update-client')
        return changesOf(results.flatMap(({ applied }) => applied))
      }
      const setting = async (key: string): Promise<void> =>
        expect(await meddle({ settings: { ...settings, [key]: meddled(key, settings[key]) } })).toContain(
          `settings.${key}`,
        )
      for (const key of ownSettings) await setting(key)
      for (const key of ownAttributes) await meddle({ attributes: { ...client.attributes, [key]: '' } })
      await meddle({ redirectUris: ['https://evil.example/*'] })
      await meddle({ webOrigins: ['*'] })
      await meddle({ defaultScopes: [] })
      expect(await world.output('clientSecret')).toBe(secret)
      // A client that needs none loses its secret, and what the server makes then is what applications get.
      for (const key of ['publicClient', 'clientAuthenticatorType']) await setting(key)
      expect(await world.output('clientSecret')).toBe((await port.readClient(realm, clientId))?.secret.reveal())
      expect(appliedTypes(await world.run(service(), ['client']))).toEqual([])
    }, 180_000)
  })
}
