import { expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { createMemoryIdentity } from '../../memory/identity/identity.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { aWish, ref } from '../../reconcile/testing/builders.ts'
import { aService, aSpec } from '../../reconcile/testing/builders.ts'
import { newSecret } from '../../credentials/credential.ts'
import { markEntries, ownerOf } from '../mark.ts'
import { endOf } from '../testing/service-world.ts'
import { realmInventory } from './inventory.ts'
import { resetSignIn } from './reset-sign-in.ts'
import { sharedRealm } from './shared-realm.ts'
import { signInDriftContract } from './drift.contract-suite.ts'
import { signInFaultsContract } from './faults.contract-suite.ts'
import { singleSignOnContract } from './single-sign-on.contract-suite.ts'
import type { IdentitySettings } from './realm/wish.ts'

const publicUrl = 'https://identity.example'

const inMemory = () => {
  const port = createMemoryIdentity({ clock: systemClock, publicUrl })
  return Promise.resolve({ port, publicUrl, close: () => Promise.resolve() })
}

singleSignOnContract('in memory', inMemory)
signInDriftContract('in memory', inMemory)
signInFaultsContract('in memory', inMemory)

const people = [{ email: 'alice@example.org', role: 'owner' as const }]
const wish = aWish({ spec: aSpec({ people, services: { signin: aService('single-sign-on') } }) })
const context = { now: () => new Date(), attempt: 1 }

const space = { domain: 'apps.example', scheme: 'https' } as const

function aRealm(over: Partial<IdentitySettings> = {}) {
  const port = createMemoryIdentity({ clock: systemClock, publicUrl })
  const settings: IdentitySettings = {
    publicUrl,
    workloadUrl: publicUrl,
    sharedRealm: null,
    mail: null,
    provider: null,
    ...over,
  }
  const kind = sharedRealm({ port, installation: 'test', cluster: 'cluster-a', settings, space, retentionDays: 7 })
  return { port, settings, run: () => kind.bind('webshop', [wish], [], context).run(), kind }
}

const provider = {
  alias: 'organisation',
  issuer: 'https://login.example.org/',
  clientId: 'platform',
  clientSecret: new Secret('the-organisations-secret'),
  authorizationUrl: 'https://login.example.org/auth',
  tokenUrl: 'https://login.example.org/token',
  jwksUrl: 'https://login.example.org/keys',
  userInfoUrl: null,
  logoutUrl: 'https://login.example.org/logout',
}

test('with a provider of the organisation people come from there, safely', async () => {
  const { port, run } = aRealm({ provider })
  expect(endOf([await run()])).toBe('ready')
  const realm = (await port.listRealms())[0]?.realm ?? ''
  const seen = await port.readProvider(realm, 'organisation')
  expect(seen?.config).toMatchObject({
    filteredByClaim: 'true',
    claimFilterName: 'email_verified',
    claimFilterValue: 'true',
    clientSecret: '**********',
  })
  expect(seen?.mappers.find(({ type }) => type === 'oidc-username-idp-mapper')?.config).toMatchObject({
    template: '${ALIAS}.${CLAIM.sub}',
    target: 'LOCAL',
  })
  expect(await port.findUsers(realm, ['alice@example.org'])).toEqual([])
  expect((await run()).applied).toEqual([])
})

test('a provider that was made unsafe is repaired, and its flows as well', async () => {
  const { port, run } = aRealm({ provider })
  await run()
  const realm = (await port.listRealms())[0]?.realm ?? ''
  const seen = await port.readProvider(realm, 'organisation')
  await port.putProvider(realm, { ...seen!, config: { ...seen!.config, filteredByClaim: 'false' }, mappers: [] })
  await port.putFlow(realm, { alias: 'organisation sign-in', executions: [] })
  expect((await run()).applied.map(({ type }) => type).sort()).toEqual(['put-flow', 'put-provider'])
  expect((await run()).applied).toEqual([])
})

test('no plan and no answer holds the secret of the provider', async () => {
  const { kind } = aRealm({ provider })
  expect(JSON.stringify(await kind.bind('webshop', [wish], [], context).plan())).not.toContain(
    'the-organisations-secret',
  )
})

const mail = {
  host: 'mail.example.org',
  port: 587,
  from: 'sign-in@example.org',
  encryption: 'starttls',
  account: { user: 'platform', password: new Secret('the-mail-password') },
} as const

test('with mail each member gets a link for a first password, also when the first try ended before it', async () => {
  const { port, run } = aRealm({ mail })
  port.setWeather({ refused: ['sendPasswordMail'] })
  expect(endOf([await run()])).toBe('waiting BACKEND_REFUSED')
  const realm = (await port.listRealms())[0]!
  expect(realm['smtpServer']).toMatchObject({ host: 'mail.example.org', starttls: 'true', password: '**********' })
  expect(await port.findUsers(realm.realm, ['alice@example.org'])).toMatchObject([{ emailVerified: false }])
  port.setWeather({ refused: [] })
  expect((await run()).applied.map(({ type }) => type)).toEqual(['invite-user'])
  expect(await port.findUsers(realm.realm, ['alice@example.org'])).toMatchObject([{ emailVerified: true }])
  expect((await run()).applied).toEqual([])
})

test('one realm for all projects belongs to the cluster and gets nobody as a user', async () => {
  const { port, run, kind } = aRealm({ sharedRealm: 'everybody' })
  expect(endOf([await run()])).toBe('ready')
  expect(await port.findUsers('everybody', ['alice@example.org'])).toEqual([])
  const tombstone = { ...aWish(), service: null, confirmedBy: '', confirmedAt: '', deletion: {}, purge: true }
  const removal = { tombstone: { ...tombstone, deployment: wish.id, operation: 'op2' }, spec: wish.spec }
  expect((await kind.bind('webshop', [], [removal], context).run()).applied).toEqual([])
  expect(await port.readRealm('everybody')).not.toBeNull()
})

test('sessions of a disabled realm are ended', async () => {
  const { port, run, kind } = aRealm()
  await run()
  const realm = (await port.listRealms())[0]?.realm ?? ''
  port.openSession(realm)
  const tombstone = {
    id: 't1',
    deployment: wish.id,
    service: null,
    operation: 'op2',
    confirmedBy: 'alice@example.org',
    confirmedAt: '2026-03-01T12:00:00.000Z',
    deletion: {},
    purge: false,
    attempts: {},
  }
  await kind.bind('webshop', [], [{ tombstone, spec: wish.spec }], context).run()
  expect(port.sessions(realm)).toBe(0)
  const inventory = realmInventory(port, { installation: 'test', cluster: 'cluster-a' })
  const [listed] = await inventory.list()
  expect(listed).toMatchObject({ project: 'webshop', deployment: null, retainedUntil: '2026-03-08T12:00:00.000Z' })
  await inventory.expire(listed!)
  expect(await port.readRealm(realm)).toBeNull()
})

test('an orphaned client goes without its realm, and the realm only while it carries the mark it was listed with', async () => {
  const { port, run } = aRealm()
  await run()
  const inventory = realmInventory(port, { installation: 'test', cluster: 'cluster-a' })
  const [realmEntry] = await inventory.list()
  const realm = realmEntry!.object.name
  const mark = { ...ownerOf('test', ref, 'signin'), issue: '', retainedUntil: null }
  const empty = { redirectUris: [], webOrigins: [], defaultScopes: [], settings: {} }
  await port.createClient(realm, { ...empty, clientId: 'forgotten', attributes: markEntries(mark) })
  const clientEntry = (await inventory.list()).find(({ object }) => object.name === 'forgotten')
  const never = new AbortController().signal
  await inventory.remove(clientEntry!, never)
  expect(await port.readClient(realm, 'forgotten')).toBeNull()
  await expect(inventory.remove({ ...realmEntry!, project: 'another' }, never)).rejects.toThrow('changed')
  expect(await port.readRealm(realm)).not.toBeNull()
  await inventory.remove(realmEntry!, never)
  expect(await port.readRealm(realm)).toBeNull()
})

test('an owner gets a temporary password for a member, and for nobody else', async () => {
  const { port, run, settings } = aRealm()
  const deps = { port, installation: 'test', settings, newSecret }
  await expect(resetSignIn(deps, ref, 'alice@example.org')).rejects.toMatchObject({ fault: 'not-found' })
  await run()
  const { username, password } = await resetSignIn(deps, ref, 'alice@example.org')
  expect([username, password.reveal().length, String(password)]).toEqual(['alice@example.org', 32, '[redacted]'])
  await expect(resetSignIn(deps, ref, 'eve@example.org')).rejects.toMatchObject({ fault: 'not-found' })
})
