import { afterEach, describe, expect, test } from 'vitest'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import { countWrites } from '../testing/count-writes.ts'
import { appliedTypes, endOf } from '../testing/service-world.ts'
import { aSignInWorld, type OpenedServer } from './contract-world.ts'
import type { IdentitySettings } from './realm/wish.ts'

const emptyRealm = { scopes: [], profile: {}, flows: [], provider: null, users: [], clients: [] }

/** What every identity server behind the port has to do. */
export function singleSignOnContract(what: string, open: () => Promise<OpenedServer>): void {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  async function aWorld(over: Partial<IdentitySettings> = {}) {
    const world = await aSignInWorld(open, over)
    closing.push(world.close)
    return world
  }

  describe(`single sign-on: ${what}`, () => {
    test('an instance gets a realm, a client and a published secret, and shows a sign-in page', async () => {
      const { world, service, runRealm, port, realm, clientId } = await aWorld()
      expect((await runRealm()).outcome).toEqual({ type: 'ready' })
      const results = await world.run(service(), ['client', 'proof'])
      expect(endOf(results)).toBe('ready')
      expect(results.at(-1)?.proofs.map(({ passed }) => passed)).toEqual([true, true, true])
      expect(await world.output('clientId')).toBe(clientId)
      const client = await port.readClient(realm, clientId)
      expect(await world.output('clientSecret')).toBe(client?.secret.reveal())
    })

    test('a client may do no more than it needs, and returns to the addresses of its deployment only', async () => {
      const { world, service, runRealm, port, realm, clientId } = await aWorld()
      await runRealm()
      await world.run(service(), ['client'])
      expect(await port.readClient(realm, clientId)).toMatchObject({
        redirectUris: ['https://shop.apps.example/*'],
        webOrigins: ['https://shop.apps.example'],
        attributes: { 'pkce.code.challenge.method': 'S256' },
        settings: {
          publicClient: false,
          implicitFlowEnabled: false,
          directAccessGrantsEnabled: false,
          serviceAccountsEnabled: false,
        },
      })
      world.set({ development: true })
      await world.run(service(), ['client'])
      expect((await port.readClient(realm, clientId))?.redirectUris).toContain('http://localhost:3000/*')
    })

    test('a second run writes nothing', async () => {
      const { world, service, runRealm, port } = await aWorld()
      await runRealm()
      await world.run(service(), ['client'])
      const identity = countWrites(port)
      const objects = countWrites<KubernetesPort>(world.kubernetes)
      expect((await runRealm(undefined, identity.port)).outcome).toEqual({ type: 'ready' })
      expect(endOf(await world.run(service(identity.port, objects.port), ['client']))).toBe('ready')
      expect([...identity.writes, ...objects.writes]).toEqual([])
      expect(identity.reads).toBeGreaterThan(0)
    })

    test('members become users, and owners may manage them, nobody else', async () => {
      const { runRealm, port, realm, wish } = await aWorld()
      await runRealm()
      const users = await port.findUsers(realm, ['alice@example.org', 'bob@example.org'])
      expect(users.map(({ email, emailVerified }) => `${email} ${emailVerified}`).sort()).toEqual([
        'alice@example.org true',
        'bob@example.org true',
      ])
      expect((await port.readManagers(realm)).map(({ email }) => email)).toEqual(['alice@example.org'])
      const { spec } = wish()
      const other = [
        { email: 'bob@example.org', role: 'owner' as const },
        { email: 'alice@example.org', role: 'viewer' as const },
      ]
      await runRealm([wish({ spec: { ...spec, people: other } })])
      expect((await port.readManagers(realm)).map(({ email }) => email)).toEqual(['bob@example.org'])
    })

    test.each<[string, Record<string, never> | object]>([
      ['registration', { registrationAllowed: true }],
      ['brute-force protection', { bruteForceProtected: false }],
      ['edited user names', { editUsernameAllowed: true }],
      ['sessions without end', { ssoSessionMaxLifespan: 99_999_999 }],
      ['fewer events', { enabledEventTypes: ['LOGIN'] }],
      ['a disabled realm', { enabled: false }],
    ])('drift of the realm in %s is repaired', async (_what, change) => {
      const { runRealm, port, realm } = await aWorld()
      await runRealm()
      await port.updateRealm(realm, change)
      expect(appliedTypes([await runRealm()])).toEqual(['update-realm'])
      expect((await runRealm()).applied).toEqual([])
    })

    test('drift of the client is repaired in every setting', async () => {
      const { world, service, runRealm, port, realm, clientId } = await aWorld()
      await runRealm()
      await world.run(service(), ['client'])
      const client = await port.readClient(realm, clientId)
      if (client === null) throw new Error('there is no client')
      await port.updateClient(realm, client.id, {
        ...client,
        redirectUris: [...client.redirectUris, 'https://evil.example/*'],
        webOrigins: ['*'],
        defaultScopes: ['basic'],
        attributes: { ...client.attributes, 'pkce.code.challenge.method': '' },
        settings: { ...client.settings, directAccessGrantsEnabled: true },
      })
      const [healed] = await world.run(service(), ['client'])
      expect(healed?.applied).toMatchObject([
        {
          changes: [
            'defaultScopes',
            'redirectUris',
            'settings.directAccessGrantsEnabled',
            'webOrigins',
            'attributes.pkce.code.challenge.method',
          ],
        },
      ])
      expect(appliedTypes(await world.run(service(), ['client', 'proof']))).toEqual([])
    })

    test('a scope that was changed, emptied or extended is repaired', async () => {
      const { runRealm, port, realm } = await aWorld()
      await runRealm()
      const email = (await port.readScopes(realm)).find(({ name }) => name === 'email')
      if (email === undefined) throw new Error('there is no scope')
      const stranger = { name: 'admin', type: 'oidc-hardcoded-claim-mapper', config: { 'claim.value': 'true' } }
      await port.putScope(realm, { ...email, mappers: [...email.mappers, stranger] })
      expect(appliedTypes([await runRealm()])).toEqual(['put-scope'])
      await port.putScope(realm, { ...email, mappers: [] })
      expect(appliedTypes([await runRealm()])).toEqual(['put-scope'])
      expect((await runRealm()).applied).toEqual([])
    })

    test('a published secret that is gone is published again: the server is its record', async () => {
      const { world, service, runRealm } = await aWorld()
      await runRealm()
      await world.run(service(), ['client'])
      const before = await world.output('clientSecret')
      await world.loseSecrets()
      expect(endOf(await world.run(service(), ['client']))).toBe('ready')
      expect(await world.output('clientSecret')).toBe(before)
    })

    test('a new secret is made once for each request', async () => {
      const { world, service, runRealm } = await aWorld()
      await runRealm()
      await world.run(service(), ['client'])
      const first = await world.output('clientSecret')
      const asked = world.wish({ reissue: { it: 'op7' } })
      expect(endOf(await world.run(service(), ['client'], asked))).toBe('ready')
      const second = await world.output('clientSecret')
      expect(second).not.toBe(first)
      expect(appliedTypes(await world.run(service(), ['client'], asked))).toEqual([])
    })

    test('a realm or client that is not ours is refused and left as it is', async () => {
      const { world, service, runRealm, removeRealm, port, realm, clientId } = await aWorld()
      await port.createRealm({ ...emptyRealm, realm: { realm, enabled: true } })
      expect(endOf([await runRealm()])).toBe('stalled OWNED_BY_OTHERS')
      const theirs = { redirectUris: [], webOrigins: [], defaultScopes: [], attributes: {}, settings: {} }
      await port.createClient(realm, { clientId, ...theirs })
      expect(endOf(await world.run(service(), ['client']))).toBe('stalled OWNED_BY_OTHERS')
      expect(appliedTypes(await world.run(service(), ['client'], world.removal()))).toEqual([])
      expect(appliedTypes([await removeRealm('delete')])).toEqual([])
      expect(await port.readClient(realm, clientId)).not.toBeNull()
    })

    test('a removal takes the client, keeps the realm with everybody locked out, and it comes back', async () => {
      const { world, service, runRealm, removeRealm, port, realm, clientId } = await aWorld()
      await runRealm()
      await world.run(service(), ['client'])
      const gone = await world.run(service(), ['client'], world.removal())
      expect(endOf(gone)).toBe('ready')
      expect(appliedTypes(gone)).toEqual(['remove-client', 'remove-credentials'])
      expect(await port.readClient(realm, clientId)).toBeNull()
      expect(await world.outputs()).toEqual({})
      const removed = await removeRealm()
      expect(removed.status.retained).toMatchObject([{ service: 'it', name: realm }])
      expect((await port.readRealm(realm))?.['enabled']).toBe(false)
      expect((await removeRealm()).applied).toEqual([])
      expect((await runRealm()).outcome).toEqual({ type: 'ready' })
      expect((await port.readRealm(realm))?.['enabled']).toBe(true)
      expect(await port.findUsers(realm, ['bob@example.org'])).toHaveLength(1)
    })

    test('a realm goes for good where that is wished', async () => {
      const { runRealm, removeRealm, port, realm } = await aWorld()
      await runRealm()
      expect((await removeRealm('delete')).outcome).toEqual({ type: 'ready' })
      expect(await port.readRealm(realm)).toBeNull()
    })
  })
}
