import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  listAccessTokens,
  putAccessToken,
  readAccessToken,
  revokeAccessToken,
  useAccessToken,
} from './access-tokens.ts'
import {
  changeCluster,
  findClusterByJoinToken,
  putLink,
  readCluster,
  readClusters,
  readLink,
  readSilentLinks,
  registerCluster,
  removeLink,
  touchLink,
  type NewCluster,
} from './clusters.ts'
import { bindSubject, unbindSubject } from './sign-ins.ts'
import { putSupergraph, readNewestSupergraph, readSupergraphClusters } from './supergraphs.ts'
import { aDatabase, aToken, type TestDatabase, writeAudited as write } from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('postgresUrl'))
})
beforeEach(async () => {
  for (const table of ['clusters', 'links', 'events', 'supergraphs', 'accessTokens', 'signIns'] as const) {
    await write(database.db, (tx) => tx.db.deleteFrom(table).execute())
  }
})
afterAll(() => database.drop())

const db = () => database.db
const tomorrow = new Date(Date.now() + 86_400_000)
const aCluster = (more: Partial<NewCluster> = {}): NewCluster => ({
  name: 'a-1',
  typeName: 'A1Deployment',
  address: 'link:',
  projects: null,
  joinTokenHash: 'hash',
  joinTokenExpiresAt: tomorrow,
  publicKey: null,
  ...more,
})
const register = (more: Partial<NewCluster> = {}) => write(db(), (write) => registerCluster(write, aCluster(more)))
const change = (more: Parameters<typeof changeCluster>[2]) => write(db(), (write) => changeCluster(write, 'a-1', more))
const eventCount = async () =>
  (await db().selectFrom('events').select('change').execute()).filter(({ change }) => change.type !== 'audit').length

describe('clusters', () => {
  test('a name is registered once, and one whose type name is taken is refused', async () => {
    expect(await register()).toBe('registered')
    expect(await register()).toBe('known')
    expect(await register({ name: 'a1' })).toBe('taken')
    expect((await readClusters(db())).map((cluster) => cluster.name)).toEqual(['a-1'])
  })

  test('two who register the same at the same time do not both succeed', async () => {
    const results = await Promise.all([register(), register({ name: 'a1' })])
    expect(results.toSorted()).toEqual(['registered', 'taken'])
    expect(await readClusters(db())).toHaveLength(1)
  })

  test('a removed cluster comes back as never seen', async () => {
    await register()
    await change({ state: 'REMOVED', contractVersion: 1 })
    expect((await readCluster(db(), 'a-1'))?.removedAt).not.toBeNull()
    expect(await register({ projects: ['shop'] })).toBe('registered')
    expect(await readCluster(db(), 'a-1')).toMatchObject({
      state: 'NEVER_SEEN',
      projects: ['shop'],
      removedAt: null,
      contractVersion: null,
    })
  })

  test('a join token tells which cluster it was made for, also when it was used, until the cluster is removed', async () => {
    await register()
    expect(await findClusterByJoinToken(db(), 'hash')).toMatchObject({ name: 'a-1' })
    expect(await findClusterByJoinToken(db(), 'other')).toBeNull()
    await change({ joinToken: { hash: 'hash', expiresAt: null }, publicKey: 'key' })
    expect(await findClusterByJoinToken(db(), 'hash')).toMatchObject({ publicKey: 'key', joinTokenExpiresAt: null })
    await change({ state: 'REMOVED', joinToken: null })
    expect(await findClusterByJoinToken(db(), 'hash')).toBeNull()
  })

  test('an event tells what others see change, and nothing else does', async () => {
    await register()
    const start = await eventCount()
    await change({ lastSeenAt: new Date() })
    await change({ state: 'NEVER_SEEN' })
    expect(await eventCount()).toBe(start)
    await change({ state: 'CONNECTED' })
    await change({ draining: true })
    await change({ projects: ['shop'] })
    expect(await eventCount()).toBe(start + 3)
    expect(await write(db(), (write) => changeCluster(write, 'none', { draining: true }))).toBeNull()
  })

  test('the newest replica holds the link, and the one before notices', async () => {
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
    await putLink(db(), { cluster: 'a-1', replica: 'one', address: 'http://one', now: at(0) })
    expect(await touchLink(db(), 'a-1', 'one', at(10))).toBe(true)
    await putLink(db(), { cluster: 'a-1', replica: 'two', address: 'http://two', now: at(20) })
    expect(await touchLink(db(), 'a-1', 'one', at(30))).toBe(false)
    expect(await removeLink(db(), 'a-1', 'one')).toBe(false)
    expect(await readLink(db(), 'a-1')).toMatchObject({ replica: 'two', since: at(20) })
    expect(await readSilentLinks(db(), at(20))).toEqual([])
    expect(await readSilentLinks(db(), at(21))).toHaveLength(1)
    expect(await removeLink(db(), 'a-1', 'two')).toBe(true)
    expect(await readLink(db(), 'a-1')).toBeNull()
  })
})

test('supergraphs are kept by version; the same one twice is one, and an old one may be the newest again', async () => {
  const put = (version: string) =>
    write(db(), (write) => putSupergraph(write, { version, sdl: version, clusters: [version] }))
  expect(await readNewestSupergraph(db())).toBeNull()
  expect([await put('v1'), await put('v1'), await put('v2')]).toEqual([true, false, true])
  expect(await readNewestSupergraph(db())).toMatchObject({ version: 'v2' })
  expect(await put('v1')).toBe(true)
  expect(await readNewestSupergraph(db())).toMatchObject({ version: 'v1' })
  expect(await readSupergraphClusters(db(), 'v2')).toEqual(['v2'])
  expect(await readSupergraphClusters(db(), 'never')).toBeNull()
})

describe('access', () => {
  const token = aToken({ hash: 'h', name: 'ci', project: 'shop', scopes: ['deploy'], expiresAt: tomorrow })

  test('a token works until it is revoked or expired, and notes its use', async () => {
    await write(db(), (tx) => putAccessToken(tx.db, token))
    const now = new Date()
    expect(await useAccessToken(db(), 'h', now)).toMatchObject({ id: 't-1', scopes: ['deploy'] })
    expect((await readAccessToken(db(), 't-1'))?.lastUsedAt).toEqual(now)
    expect(await useAccessToken(db(), 'other', now)).toBeNull()
    expect(await useAccessToken(db(), 'h', new Date(tomorrow.getTime() + 1))).toBeNull()
    const first = await write(db(), (tx) => revokeAccessToken(tx.db, 't-1', now))
    expect(await write(db(), (tx) => revokeAccessToken(tx.db, 't-1', tomorrow))).toEqual(first)
    expect(await useAccessToken(db(), 'h', now)).toBeNull()
    const page = { first: 5, after: null, aliveAt: null }
    expect((await listAccessTokens(db(), { project: 'shop' }, page)).rows).toHaveLength(1)
    expect((await listAccessTokens(db(), { project: 'shop' }, { ...page, aliveAt: now })).rows).toHaveLength(0)
    expect((await listAccessTokens(db(), { createdBy: 'ALICE@example.org' }, page)).rows).toHaveLength(0)
  })

  test('an address belongs to the first subject that signed in with it', async () => {
    const person = { email: 'Alice@Example.org', issuer: 'https://id', subject: 's-1' }
    const bind = (more: Partial<typeof person> = {}) => write(db(), (tx) => bindSubject(tx.db, { ...person, ...more }))
    const unbind = (email: string) => write(db(), (tx) => unbindSubject(tx.db, email))
    expect(await bind()).toBe('first')
    expect(await bind({ email: 'alice@example.org' })).toBe('bound')
    expect(await bind({ subject: 's-2' })).toBe('foreign')
    expect(await bind({ issuer: 'https://other' })).toBe('foreign')
    expect(await unbind('ALICE@example.org')).toMatchObject({ email: 'alice@example.org', subject: 's-1' })
    expect(await unbind('alice@example.org')).toBeNull()
    expect(await bind({ subject: 's-2' })).toBe('first')
  })
})
