import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { ClientRepresentation, IdentityPort, NewRealm, NewUser, ScopeRepresentation } from './identity.ts'

const mapper = (name: string, claim = name) => ({
  name,
  type: 'oidc-usermodel-attribute-mapper',
  config: { 'user.attribute': name, 'claim.name': claim, 'jsonType.label': 'String', 'access.token.claim': 'true' },
})
const scope = (name: string, mappers: ScopeRepresentation['mappers'] = []): ScopeRepresentation => ({
  name,
  attributes: { 'include.in.token.scope': 'true' },
  mappers,
})
const attribute = {
  isRequired: false,
  view: ['admin', 'user'] as const,
  edit: ['admin'] as const,
  validations: { length: { min: 3, max: 255 } },
}
const flow = {
  alias: 'sign in elsewhere',
  executions: [
    { authenticator: 'auth-cookie', requirement: 'ALTERNATIVE' as const, config: {} },
    {
      authenticator: 'identity-provider-redirector',
      requirement: 'ALTERNATIVE' as const,
      config: { defaultProvider: 'elsewhere' },
    },
  ],
}
const elsewhere = 'http://127.0.0.1:9/realms/elsewhere'
const provider = {
  alias: 'elsewhere',
  settings: { providerId: 'oidc', enabled: true, trustEmail: false, linkOnly: false },
  config: {
    issuer: elsewhere,
    clientId: 'platform',
    clientSecret: new Secret('the-secret-of-elsewhere'),
    authorizationUrl: `${elsewhere}/auth`,
    tokenUrl: `${elsewhere}/token`,
    syncMode: 'FORCE',
  },
  mappers: [
    {
      name: 'username',
      type: 'oidc-username-idp-mapper',
      config: { template: '${ALIAS}.${CLAIM.sub}', target: 'LOCAL', syncMode: 'INHERIT' },
    },
  ],
}
const user = (name: string): NewUser => ({
  username: `${name}@example.org`,
  email: `${name}@example.org`,
  emailVerified: true,
  enabled: true,
  requiredActions: ['UPDATE_PASSWORD'],
})
const aClient = (over: Partial<ClientRepresentation> = {}): ClientRepresentation => ({
  clientId: 'web',
  redirectUris: ['https://shop.example/*'],
  webOrigins: ['https://shop.example'],
  defaultScopes: ['email'],
  attributes: { 'pkce.code.challenge.method': 'S256', team: 'parks' },
  settings: { enabled: true, protocol: 'openid-connect', publicClient: false, standardFlowEnabled: true },
  ...over,
})

/** What every identity server does that is put behind the port. */
export function identityContract(
  what: string,
  open: () => Promise<{ readonly port: IdentityPort; readonly close: () => Promise<void> }>,
): void {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  })

  async function aRealm(over: Partial<NewRealm> = {}) {
    const { port, close } = await open()
    const realm = `port-${randomUUID()}`
    closing.push(close, () => port.removeRealm(realm))
    const made: NewRealm = {
      realm: { realm, enabled: true, displayName: 'Shop', attributes: { mark: 'ours', note: 'one' } },
      scopes: [scope('email', [mapper('email')]), scope('profile')],
      profile: { username: attribute, email: attribute },
      flows: [flow],
      provider,
      users: [
        { ...user('alice'), isManager: true },
        { ...user('bob'), isManager: false },
      ],
      clients: [aClient()],
      ...over,
    }
    await port.createRealm(made)
    return { port, realm, made }
  }
  const clientOf = async (port: IdentityPort, realm: string) => (await port.readClient(realm, 'web'))!

  describe(`an identity server ${what}`, () => {
    test('makes a realm with all its parts in one call, and shows no secret of them', async () => {
      const { port, realm } = await aRealm()
      const seen = await port.readRealm(realm)
      expect(seen).toMatchObject({ realm, enabled: true, displayName: 'Shop', attributes: { mark: 'ours' } })
      const email = (await port.readScopes(realm)).find(({ name }) => name === 'email')
      expect(email?.mappers).toMatchObject([mapper('email')])
      expect(await port.readProfile(realm)).toEqual({ username: attribute, email: attribute })
      expect(await port.readFlow(realm, flow.alias)).toEqual(flow)
      const { mappers, settings } = provider
      expect(await port.readProvider(realm, 'elsewhere')).toMatchObject({
        settings,
        mappers,
        config: { clientSecret: '**********', issuer: elsewhere },
      })
      expect((await port.findUsers(realm, ['bob@example.org']))[0]).toMatchObject(user('bob'))
      expect(await port.readManagers(realm)).toMatchObject([{ email: 'alice@example.org', isExact: true }])
      const client = await clientOf(port, realm)
      expect(client).toMatchObject({ webOrigins: ['https://shop.example'], defaultScopes: ['email'] })
      expect(client.secret.reveal().length).toBeGreaterThan(20)
      expect(JSON.stringify([seen, client])).not.toContain(client.secret.reveal())
      expect((await port.listRealms()).map((one) => one.realm)).toContain(realm)
    })

    test('takes a new realm without any part, and gives it none of its own scopes', async () => {
      const nothing = { scopes: [], profile: {}, flows: [], provider: null, users: [], clients: [] }
      const { port, realm } = await aRealm(nothing)
      expect((await port.readScopes(realm)).filter(({ name }) => name !== 'offline_access')).toEqual([])
      expect(await port.findUsers(realm, ['alice@example.org'])).toEqual([])
      expect(await port.readManagers(realm)).toEqual([])
    })

    test('refuses a realm that is there, also when two make it at the same time', async () => {
      const { port, made } = await aRealm()
      await expect(port.createRealm(made)).rejects.toMatchObject({ fault: 'exists' })
      const realm = `port-${randomUUID()}`
      closing.push(() => port.removeRealm(realm))
      const twin = { ...made, realm: { ...made.realm, realm } }
      const tries = await Promise.allSettled([port.createRealm(twin), port.createRealm(twin), port.createRealm(twin)])
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
      // Whether the other one is seen already is a matter of moments; both mean to look again.
      const again = { fault: expect.stringMatching(/^(exists|conflict)$/) as unknown }
      expect(refusals).toMatchObject([again, again])
    })

    test('says that a thing is not there, and never so of a part of a realm that is not', async () => {
      const { port, realm } = await aRealm()
      const missing = `port-${randomUUID()}`
      expect(await port.readRealm(missing)).toBeNull()
      expect(await port.readProvider(realm, 'nobody')).toBeNull()
      expect(await port.readFlow(realm, 'no flow')).toBeNull()
      expect(await port.readClient(realm, 'nobody')).toBeNull()
      expect(await port.readClient(missing, 'web')).toBeNull()
      expect(await port.readDiscovery(missing)).toBeNull()
      for (const asked of [
        () => port.readScopes(missing),
        () => port.readProfile(missing),
        () => port.readProvider(missing, 'elsewhere'),
        () => port.readFlow(missing, flow.alias),
        () => port.findUsers(missing, ['alice@example.org']),
        () => port.readManagers(missing),
        () => port.updateRealm(missing, { enabled: false }),
        () => port.endSessions(missing),
        () => port.putScope(missing, scope('email')),
        () => port.createClient(missing, aClient()),
      ])
        await expect(asked()).rejects.toMatchObject({ fault: 'not-found' })
      await port.removeRealm(missing)
      await port.removeClient(missing, 'no-id')
      await port.removeClient(realm, 'no-id')
    })

    test('changes the settings that are named and all of the attributes', async () => {
      const { port, realm } = await aRealm()
      await port.updateRealm(realm, { displayName: 'Other' })
      expect(await port.readRealm(realm)).toMatchObject({ enabled: true, attributes: { mark: 'ours', note: 'one' } })
      await port.updateRealm(realm, { attributes: { mark: 'theirs' } })
      const seen = await port.readRealm(realm)
      expect(seen).toMatchObject({ displayName: 'Other', attributes: { mark: 'theirs' } })
      expect(seen?.attributes).not.toHaveProperty('note')
    })

    test('keeps the password of a mail server to itself', async () => {
      const { port, realm } = await aRealm()
      const smtp = { host: 'mail.example', port: '587', from: 'a@example.org', auth: 'true', user: 'u' }
      await port.updateRealm(realm, { smtpServer: { ...smtp, password: new Secret('the-mail-password') } })
      const seen = await port.readRealm(realm)
      expect(seen?.['smtpServer']).toMatchObject({ ...smtp, password: '**********' })
    })

    test('makes and changes scopes with exactly the mappers that are given', async () => {
      const { port, realm } = await aRealm()
      const read = async (wanted: string) => (await port.readScopes(realm)).find(({ name }) => name === wanted)
      await port.putScope(realm, scope('roles', [mapper('a'), mapper('b')]))
      expect((await read('roles'))?.mappers.map(({ name }) => name).sort()).toEqual(['a', 'b'])
      await port.putScope(realm, { ...scope('roles', [mapper('b', 'other'), mapper('c')]), attributes: { gui: 'no' } })
      const seen = await read('roles')
      expect(seen?.attributes).toMatchObject({ gui: 'no' })
      const byName = new Map(seen?.mappers.map((one) => [one.name, one.config['claim.name']]))
      expect(byName).toEqual(new Map([...byName].filter(([name]) => 'bc'.includes(name))))
      expect([byName.get('b'), byName.get('c')]).toEqual(['other', 'c'])
    })

    test('changes the user profile as a whole', async () => {
      const { port, realm } = await aRealm()
      const profile = { username: attribute, email: attribute, team: { ...attribute, isRequired: true } }
      await port.putProfile(realm, profile)
      expect(await port.readProfile(realm)).toEqual(profile)
    })

    test('makes and changes providers with exactly the mappers that are given', async () => {
      const { port, realm } = await aRealm({ provider: null })
      await port.putProvider(realm, provider)
      const { settings, mappers } = provider
      expect(await port.readProvider(realm, 'elsewhere')).toMatchObject({ settings, mappers })
      const other = { ...mappers[0]!, name: 'other', config: { ...mappers[0]!.config, template: 'fixed' } }
      await port.putProvider(realm, {
        ...provider,
        settings: { ...settings, enabled: false, linkOnly: true },
        mappers: [other],
      })
      const seen = await port.readProvider(realm, 'elsewhere')
      expect(seen).toMatchObject({ settings: { enabled: false, linkOnly: true }, mappers: [other] })
      expect(seen?.config['clientSecret']).toBe('**********')
    })

    test('makes flows and changes their steps, in their order', async () => {
      const { port, realm } = await aRealm({ flows: [], provider: null })
      await port.putFlow(realm, flow)
      expect(await port.readFlow(realm, flow.alias)).toEqual(flow)
      await port.updateRealm(realm, { browserFlow: flow.alias })
      const [cookie, redirect] = flow.executions
      const changed = {
        ...flow,
        executions: [
          { ...redirect!, config: { defaultProvider: 'another' }, requirement: 'REQUIRED' as const },
          cookie!,
        ],
      }
      await port.putFlow(realm, changed)
      expect(await port.readFlow(realm, flow.alias)).toEqual(changed)
      await port.putFlow(realm, { ...flow, executions: [redirect!] })
      expect(await port.readFlow(realm, flow.alias)).toEqual({ ...flow, executions: [redirect!] })
      expect((await port.readRealm(realm))?.['browserFlow']).toBe(flow.alias)
    })

    test('finds users by address however it is written, and refuses a second one', async () => {
      const { port, realm } = await aRealm()
      await port.createUser(realm, { ...user('carol'), username: 'Carol@Example.org', email: 'Carol@Example.org' })
      const [carol] = await port.findUsers(realm, ['CAROL@example.org', 'nobody@example.org'])
      expect(carol).toMatchObject(user('carol'))
      await expect(port.createUser(realm, user('carol'))).rejects.toMatchObject({ fault: 'exists' })
      await expect(port.createUser(realm, { ...user('x'), username: 'ab' })).rejects.toMatchObject({ fault: 'invalid' })
      expect(await port.findUsers(realm, ['x@example.org'])).toEqual([])
    })

    test('changes users, and asks for a new password after a temporary one', async () => {
      const { port, realm } = await aRealm()
      const find = async () => (await port.findUsers(realm, ['bob@example.org']))[0]!
      const { id } = await find()
      await port.updateUser(realm, id, { emailVerified: false, requiredActions: [] })
      expect(await find()).toMatchObject({ enabled: true, emailVerified: false, requiredActions: [] })
      await port.setTemporaryPassword(realm, id, new Secret('a-temporary-password'))
      expect(await find()).toMatchObject({ emailVerified: false, requiredActions: ['UPDATE_PASSWORD'] })
      await expect(port.updateUser(realm, 'no-id', { enabled: false })).rejects.toMatchObject({ fault: 'not-found' })
    })

    test('sends no mail where the realm has no mail server', async () => {
      const { port, realm } = await aRealm()
      const [bob] = await port.findUsers(realm, ['bob@example.org'])
      await expect(port.sendPasswordMail(realm, bob!.id)).rejects.toMatchObject({ fault: 'unavailable' })
    })

    test('gives and takes the rights of managers', async () => {
      const { port, realm } = await aRealm()
      const managers = async () => (await port.readManagers(realm)).map(({ email, isExact }) => `${email} ${isExact}`)
      const [alice, bob] = await Promise.all(
        ['alice', 'bob'].map(async (name) => (await port.findUsers(realm, [`${name}@example.org`]))[0]!.id),
      )
      await port.setManager(realm, bob!, true)
      await port.setManager(realm, bob!, true)
      expect((await managers()).sort()).toEqual(['alice@example.org true', 'bob@example.org true'])
      await port.setManager(realm, alice!, false)
      await port.setManager(realm, alice!, false)
      expect(await managers()).toEqual(['bob@example.org true'])
    })

    test('changes clients: lists and scopes become the given ones, attributes merge, the secret stays', async () => {
      const { port, realm } = await aRealm()
      const before = await clientOf(port, realm)
      const attributes = { 'pkce.code.challenge.method': 'S256', team: '', mark: 'ours' }
      const changed = aClient({
        redirectUris: [],
        webOrigins: ['https://a.example'],
        defaultScopes: ['profile'],
        attributes,
      })
      await port.updateClient(realm, before.id, {
        ...changed,
        settings: { ...changed.settings, standardFlowEnabled: false },
      })
      const after = await clientOf(port, realm)
      expect(after).toMatchObject({
        id: before.id,
        redirectUris: [],
        webOrigins: ['https://a.example'],
        defaultScopes: ['profile'],
        attributes: { 'pkce.code.challenge.method': 'S256', mark: 'ours' },
        settings: { publicClient: false, standardFlowEnabled: false },
      })
      expect(after.attributes).not.toHaveProperty('team')
      expect(after.secret.reveal()).toBe(before.secret.reveal())
      await port.regenerateClientSecret(realm, before.id)
      expect((await clientOf(port, realm)).secret.reveal()).not.toBe(before.secret.reveal())
    })

    test('makes clients once, drops scopes that it does not know, and lists and removes them', async () => {
      const { port, realm } = await aRealm()
      await port.createClient(realm, aClient({ clientId: 'api', defaultScopes: ['email', 'unknown'] }))
      expect((await port.readClient(realm, 'api'))?.defaultScopes).toEqual(['email'])
      await expect(port.createClient(realm, aClient())).rejects.toMatchObject({ fault: 'exists' })
      expect((await port.listClients(realm)).map(({ clientId }) => clientId)).toEqual(
        expect.arrayContaining(['web', 'api']),
      )
      const { id } = await clientOf(port, realm)
      await port.removeClient(realm, id)
      await port.removeClient(realm, id)
      expect(await port.readClient(realm, 'web')).toBeNull()
    })

    test('lets people sign in for a client and its addresses only, and for no realm that is disabled', async () => {
      const { port, realm } = await aRealm()
      expect((await port.readDiscovery(realm))?.issuer).toMatch(new RegExp(`/realms/${realm}$`))
      const answers = (addresses: readonly (readonly [string, string])[]) =>
        Promise.all(addresses.map(([client, address]) => port.tryAuthorization(realm, client, address)))
      const asked = [
        ['web', 'https://shop.example/back'],
        ['web', 'https://evil.example/back'],
        ['nobody', 'https://shop.example/back'],
      ] as const
      expect(await answers(asked)).toEqual(['sign-in-page', 'refused', 'refused'])
      await port.updateRealm(realm, { browserFlow: flow.alias })
      expect(await answers([asked[0]])).toEqual(['redirect-to-provider'])
      await port.updateRealm(realm, { enabled: false, browserFlow: 'browser' })
      expect(await answers([asked[0]])).toEqual(['refused'])
      expect(await port.tryAuthorization(`port-${randomUUID()}`, 'web', 'https://shop.example/back')).toBe('refused')
    })
  })
}
